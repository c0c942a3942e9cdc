#!/usr/bin/env python3
"""to_typst.py EPUB FOLDER [LANG]: writes FOLDER/main.typ and its pictures, an EPUB's book as Typst markup.

Used to have Typst set the same chapters as mkbook: headings, paragraphs, lists, tables, code, pictures,
links. Text goes in as string literals, so nothing of it is read as markup. Formulas are set as their
source, as mkbook does without math layout. With LANG the text block, leading and indents are those of
mkbook's default theme for that language, so that lines can be compared."""
import json
import os
import posixpath
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'tests', 'corpus'))
import outputs  # noqa: E402

X = outputs.X
WRAP = {'em': 'emph', 'strong': 'strong', 'del': 'strike', 'u': 'underline', 'mark': 'highlight',
        'sub': 'sub', 'sup': 'super', 'kbd': 'box'}
BLOCKS = {'p', 'div', 'section', 'aside', 'blockquote', 'li', 'figure', 'details', 'summary', 'dl', 'dt', 'dd'}


def literal(text):
    return json.dumps(text, ensure_ascii=False)


class Writer:
    def __init__(self, epub, folder, lang=None):
        self.epub, self.folder, self.lang, self.out, self.dir = epub, folder, lang, [], ''

    def text(self, s):
        if s:
            self.out.append('#' + literal(re.sub(r'\s+', ' ', s)) + ';')

    def children(self, e):
        self.text(e.text)
        for c in e:
            self.node(c)
            self.text(c.tail)

    def body(self, e, opening, closing=']'):
        self.out.append(opening)
        self.children(e)
        self.out.append(closing)

    def picture(self, e):
        path = posixpath.normpath(posixpath.join(self.epub.base, self.dir, e.get('src')))
        name = os.path.basename(path)
        with open(os.path.join(self.folder, name), 'wb') as f:
            f.write(self.epub.zip.read(path))
        width = re.search(r'width:\s*([\d.]+%)', e.get('style') or '') or \
            re.search(r'^(\d+%)$', e.get('width') or '')
        self.out.append(f'#image({literal(name)}{f", width: {width[1]}" if width else ""});')

    def table(self, e):
        rows = [[c for c in r if c.tag in (X + 'td', X + 'th')] for r in e.iter(X + 'tr')]
        columns = max((sum(int(c.get('colspan') or 1) for c in r) for r in rows), default=0)
        if columns == 0:
            return
        self.out.append(f'#table(columns: {columns},')
        for r in rows:
            for c in r:
                self.body(c, f'table.cell(colspan: {c.get("colspan") or 1})[', '], ')
            self.out.append('[], ' * (columns - sum(int(c.get('colspan') or 1) for c in r)))
        self.out.append(')\n')

    def raw(self, e):
        code = e.find(X + 'code')
        lang = re.search(r'language-([\w+#-]+)', (code.get('class') or '') if code is not None else '')
        extra = f', lang: {literal(lang[1])}' if lang else ''
        self.out.append(f'\n#raw({literal("".join(e.itertext()))}, block: true{extra})\n')

    def node(self, e):
        if not isinstance(e.tag, str):
            return
        tag = e.tag.replace(X, '')
        if re.fullmatch('h[1-6]', tag):
            self.body(e, f'\n#heading(level: {tag[1]})[', ']\n')
        elif tag == 'pre':
            self.raw(e)
        elif tag == 'code' or 'math' in (e.get('class') or '').split():
            self.out.append(f'#raw({literal("".join(e.itertext()))});')
        elif tag == 'img':
            self.picture(e)
        elif tag == 'table':
            self.table(e)
        elif tag in ('ul', 'ol'):
            self.out.append('\n#list(' if tag == 'ul' else '\n#enum(')
            for item in e:
                self.body(item, '[', '], ')
            self.out.append(')\n')
        elif tag == 'br':
            self.out.append('#linebreak();')
        elif tag == 'hr':
            self.out.append('\n#line(length: 100%)\n')
        elif tag == 'blockquote':
            self.body(e, '\n#quote(block: true)[', ']\n')
        elif tag == 'a' and re.match('https?:', e.get('href') or ''):
            self.body(e, f'#link({literal(e.get("href"))})[', '];')
        elif tag in WRAP:
            self.body(e, f'#{WRAP[tag]}[', '];')
        elif tag in BLOCKS:
            self.body(e, '\n\n', '\n\n')
        else:
            self.children(e)

    def book(self):
        self.out.append('#set page(width: 176mm, height: 250mm, margin: 22mm, numbering: "1")\n'
                        '#set text(font: ("TeX Gyre Pagella", "Noto Serif CJK SC"), size: 10.5pt)\n'
                        '#show raw: set text(font: ("DejaVu Sans Mono", "Noto Sans Mono CJK SC"))\n'
                        '#set par(justify: true)\n#outline(depth: 2)\n')
        if self.lang:
            indent, leading = ('2em', 17.325) if self.lang == 'zh' else ('1.2em', 14.7)
            self.out.append(f'#set text(lang: "{self.lang}", top-edge: 0.8em, bottom-edge: -0.2em)\n'
                            f'#set par(leading: {leading - 10.5}pt, spacing: {leading - 10.5}pt, '
                            f'first-line-indent: (amount: {indent}, all: {str(self.lang == "zh").lower()}))\n'
                            '#set page(margin: (inside: 22mm, outside: 26mm, top: 23mm, bottom: 25mm))\n'
                            '#show raw: set text(size: 1.1em)\n')
        for href in self.epub.chapters:
            self.dir = posixpath.dirname(href)
            self.out.append('\n#pagebreak()\n')
            self.children(self.epub.trees[href].find(X + 'body'))
        with open(os.path.join(self.folder, 'main.typ'), 'w', encoding='utf-8') as f:
            f.write(''.join(self.out))


if __name__ == '__main__':
    os.makedirs(sys.argv[2], exist_ok=True)
    Writer(outputs.Epub(sys.argv[1]), *sys.argv[2:]).book()
