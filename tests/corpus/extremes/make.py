#!/usr/bin/env python3
"""make.py OUT: writes the book of extremes, in English and Chinese, to the folder OUT.

Every file NN_name.py beside this one is a chapter: it defines TITLE = {'en': ..., 'zh': ...} and
text(lang, folder), which returns the Markdown below the title; pictures are written to `folder`, the
chapter's own. To add a chapter is to add such a file."""
import importlib.util
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
BOOK = '''[book]
title = {{ en = "A book of extremes", zh = "极端之书" }}
authors = ["mkbook"]
languages = ["en", "zh"]
slug = "extremes"
chapters = [{chapters}]
'''


def main():
    out = pathlib.Path(sys.argv[1])
    names = []
    for file in sorted(HERE.glob('[0-9][0-9]_*.py')):
        spec = importlib.util.spec_from_file_location(file.stem, file)
        chapter = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(chapter)
        names.append(file.stem)
        for lang in ('en', 'zh'):
            folder = out / lang
            folder.mkdir(parents=True, exist_ok=True)
            text = f'# {chapter.TITLE[lang]}\n\n{chapter.text(lang, folder)}'
            (folder / f'{file.stem}.md').write_text(text, encoding='utf-8')
    listed = ', '.join(f'"{{lang}}/{name}.md"' for name in names)
    (out / 'book.toml').write_text(BOOK.format(chapters=listed), encoding='utf-8')


main()
