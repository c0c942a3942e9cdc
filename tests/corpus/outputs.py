"""The books as the checkers see them: text, links and images of an EPUB's chapters and of a PDF."""
import functools
import html.parser
import json
import posixpath
import re
import subprocess
import urllib.parse
import xml.etree.ElementTree as ET
import zipfile

X = '{http://www.w3.org/1999/xhtml}'


M = '{http://www.w3.org/1998/Math/MathML}'


def formula(math):
    """The TeX a formula was made of."""
    return [a.text or '' for a in math.iter(M + 'annotation')]


class Epub:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        opf_path = ET.fromstring(self.zip.read('META-INF/container.xml')).find('.//{*}rootfile').get('full-path')
        opf = ET.fromstring(self.zip.read(opf_path))
        self.base = posixpath.dirname(opf_path)
        items = {i.get('id'): i.get('href') for i in opf.findall('.//{*}item')}
        spine = [items[r.get('idref')] for r in opf.findall('.//{*}itemref')]
        self.trees = {}
        for href in spine:
            self.trees[href] = ET.fromstring(self.zip.read(posixpath.join(self.base, href)))
        # chapters are c<digits>.xhtml, part openers p<digits>.xhtml
        self.chapters = [h for h in spine if re.fullmatch(r'c\d+\.xhtml', posixpath.basename(h))]
        self.ids = {href: {e.get('id') for e in tree.iter() if e.get('id')}
                    for href, tree in self.trees.items()}

    def text(self, href, alts=True):
        out = []

        def walk(e):
            if e.tag == X + 'img':
                out.append(' ' + (e.get('alt') or '') + ' ' if alts else ' ')
            if e.tag == M + 'math':  # a formula is its source
                out.append(' ' + ''.join(formula(e)) + ' ')
                return
            out.append(e.text or '')
            for c in e:
                walk(c)
                out.append(c.tail or '')
        walk(self.trees[href].find(X + 'body'))
        return ''.join(out)

    def links(self, href):
        return [(''.join(a.itertext()), a.get('href')) for a in self.trees[href].iter(X + 'a') if a.get('href')]

    def images(self, href):
        return [i.get('src') for i in self.trees[href].iter(X + 'img')]

    def lands(self, href, target):
        """True when a relative target names a document of the spine and, if it has one, an id in it."""
        path, _, fragment = target.partition('#')
        path = posixpath.normpath(posixpath.join(posixpath.dirname(href), urllib.parse.unquote(path))) \
            if path else href
        return path in self.trees and (not fragment or urllib.parse.unquote(fragment) in self.ids[path])

    def has_file(self, href, target):
        path = posixpath.normpath(posixpath.join(self.base, posixpath.dirname(href), urllib.parse.unquote(target)))
        return path in self.zip.namelist()


class Pdf:
    def __init__(self, path, top=0, bottom=0):
        """top, bottom: pt of the page's head and foot that hold running heads and folios."""
        self.path, self.top, self.bottom = path, top, bottom

    @functools.cached_property
    def text(self):
        info = subprocess.run(['pdfinfo', self.path], capture_output=True, text=True, check=True).stdout
        width, height = map(float, re.search(r'Page size:\s+([\d.]+) x ([\d.]+)', info).groups())
        crop = ['-x', '0', '-y', str(int(self.top)), '-W', str(int(max(width, height)) + 1), '-H',
                str(int(height - self.top - self.bottom))]
        raw = subprocess.run(['pdftotext', '-raw', '-enc', 'UTF-8', *crop, self.path, '-'],
                             capture_output=True, check=True).stdout.decode('utf-8', 'replace')
        # a word that was broken at a line end comes back whole
        return re.sub('\u00ad\\s*', '', raw)

    def objects(self):
        """The PDF's objects by 'obj:N 0 R' as qpdf shows them."""
        data = subprocess.run(['qpdf', '--json', '--json-key=qpdf', '--json-stream-data=none', self.path],
                              capture_output=True, check=True).stdout
        return json.loads(data)['qpdf'][1]
