#!/usr/bin/env python3
"""links.py FOLDER LANG EPUB [PDF]: do all links and images of the sources arrive?

Every relative link of the sources to a file that exists must lead somewhere: to a place in the book, or to
the repository when the file is not in the book. Every internal link of the outputs must land. Every image
that exists must be in the outputs. Prints what is wrong and fails on anything."""
import hashlib
import os
import re
import sys

sys.path.insert(0, os.path.dirname(__file__))
import outputs  # noqa: E402
import source  # noqa: E402


def squeeze(text):
    """A link's words without markup, to find it again."""
    text = re.sub(r'!\[([^\]]*)\]\([^)]*\)|<[^>]*>', r'\1', text)
    return ''.join(source.normal(text))


def expected(folder, lang):
    """Per chapter: (text, url, path) of its relative links to files that exist, and its local images."""
    for path in source.chapters(folder, lang):
        found, pictures = [], []
        for text, url in source.links(folder, path):
            target = source.local_path(path, url)
            if target is not None and os.path.exists(os.path.join(folder, target)):
                found.append((squeeze(text), url, target))
        for url in source.images(folder, path):
            target = source.local_path(path, url)
            if target is not None and os.path.isfile(os.path.join(folder, target)):
                pictures.append(target)
        yield path, found, pictures


def check_epub(epub, wanted, problems):
    links = images = 0
    for (path, found, pictures), href in zip(wanted, epub.chapters):
        have = {}
        for text, target in epub.links(href):
            have.setdefault(''.join(source.normal(text)), []).append(target)
            if not re.match(r'[a-z][a-z0-9+.-]*:', target) and not epub.lands(href, target):
                problems.append(f'{path}: {href}: link "{target}" does not land')
        for text, url, target in found:
            links += 1
            landed = [t for t in have.get(text, []) if epub.lands(href, t) or target.split('/')[-1] in
                      re.sub('%..', '', t) or t.startswith('http')]
            if not landed and text:
                problems.append(f'{path}: link to existing "{url}" is not in the EPUB as a link')
        sources = epub.images(href)
        for src in sources:
            if not epub.has_file(href, src):
                problems.append(f'{path}: image file "{src}" is not in the EPUB')
        images += len(pictures)
        if len(sources) < len(pictures):
            problems.append(f'{path}: {len(pictures)} images in the source, {len(sources)} in the EPUB')
    return links, images


def resolved(objects, value):
    while isinstance(value, str) and value.startswith('obj:') or isinstance(value, str) and \
            re.fullmatch(r'\d+ \d+ R', value):
        key = value if value.startswith('obj:') else 'obj:' + value
        value = objects.get(key, {}).get('value')
    return value


def check_pdf(pdf, folder, wanted, problems):
    objects = pdf.objects()
    internal, texts, pages = 0, set(), set()
    for key, o in objects.items():
        value = o.get('value')
        if isinstance(value, dict) and value.get('/Type') == '/Page':
            pages.add(key[4:])
    for key, o in objects.items():
        value = o.get('value')
        if not isinstance(value, dict) or value.get('/Subtype') != '/Link':
            continue
        texts.add(''.join(source.normal(str(value.get('/Contents', '')).removeprefix('u:'))))
        action = resolved(objects, value.get('/A')) or {}
        dest = resolved(objects, value.get('/Dest', action.get('/D')))
        if dest is None:
            continue
        internal += 1
        if not (isinstance(dest, list) and dest[0] in pages):
            problems.append(f'PDF: link annotation {key} has no destination page: {dest}')
    for path, found, _ in wanted:
        for text, url, _ in found:
            if text and text not in texts:
                problems.append(f'{path}: link to existing "{url}" is not in the PDF as a link')
    raster = set()
    for _, _, pictures in wanted:
        for p in pictures:
            with open(os.path.join(folder, p), 'rb') as f:
                data = f.read()
            if re.match(rb'\x89PNG|\xff\xd8|GIF8|RIFF', data):
                raster.add(hashlib.sha256(data).digest())
    drawn = masks = 0
    for o in objects.values():
        d = o.get('stream', {}).get('dict', {}) if isinstance(o, dict) else {}
        if d.get('/Subtype') == '/Image':
            drawn += 1
            masks += '/SMask' in d
    if drawn - masks < len(raster):
        problems.append(f'PDF: {len(raster)} different raster images in the source, {drawn - masks} in the PDF')
    return internal, len(raster)


def main(folder, lang, epub_path, pdf_path=None):
    problems = []
    wanted = list(expected(folder, lang))
    links, images = check_epub(outputs.Epub(epub_path), wanted, problems)
    print(f'{lang} EPUB: {links} relative links to existing files, {images} local images')
    if pdf_path:
        internal, raster = check_pdf(outputs.Pdf(pdf_path), folder, wanted, problems)
        print(f'{lang} PDF: {internal} internal link annotations, {raster} different raster images')
    for p in problems[:40]:
        print('    ' + p)
    if len(problems) > 40:
        print(f'    and {len(problems) - 40} more')
    return not problems


if __name__ == '__main__':
    sys.exit(0 if main(*sys.argv[1:]) else 1)
