"""The corpus as the checkers see it: manifest, chapters in order, and what a reader should find in
them. Everything here is worked out from the sources alone, without mkbook, so that it can disagree."""
import html
import os
import re
import tomllib
import unicodedata
import urllib.parse


def chapters(folder, lang):
    """Paths of the chapters of a language's edition in order; the other language's where it has none."""
    with open(os.path.join(folder, 'book.toml'), 'rb') as f:
        book = tomllib.load(f)
    languages = book['book'].get('languages') or [book['book'].get('language', 'en')]
    skip = book.get('languages', {}).get('missing') == 'skip'
    found = []

    def add(entry):
        if isinstance(entry, str):
            found.append(entry.replace('{lang}', lang))
            return
        path = entry.get('path', '').replace('{lang}', lang) or entry.get(lang)
        if not path and not skip:
            path = next((entry[l] for l in languages if l in entry), None)
        if path:
            found.append(path)
        for child in entry.get('chapters', []):
            add(child)

    for entry in book['book'].get('chapters', []):
        add(entry)
    for part in book.get('part', []) + book.get('appendix', []):
        for entry in part.get('chapters', []):
            add(entry)
    return found


def normal(text):
    """The letters and digits that count: NFKC, no marks, no punctuation, no space."""
    return [c for c in unicodedata.normalize('NFKC', text) if c.isalnum()]


FENCE = re.compile(r'^((?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(`{3,}|~{3,})(.*)$')


def blocks(text):
    """Yields (is_code, text): fenced code apart from the rest, without its fences and info words."""
    prose, code, fence = [], None, None
    for line in text.split('\n'):
        m = FENCE.match(line)
        if fence is None and m and not (m[2][0] == '`' and '`' in m[3]):
            if prose:
                yield False, '\n'.join(prose)
            prose, code, fence = [], [], m[2]
        elif fence is not None and m and m[2].startswith(fence[:3]) and len(m[2]) >= len(fence) \
                and not m[3].strip():
            yield True, '\n'.join(code)
            code, fence = None, None
        elif fence is not None:
            code.append(line)
        else:
            prose.append(line)
    if code is not None:
        yield True, '\n'.join(code)
    if prose:
        yield False, '\n'.join(prose)


URL = r'(?:<[^<>\n]*>|(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.|\([^\s()]*\))*\))*)'
TITLE = r'(?:\s+(?:"[^"]*"|\'[^\']*\'|\([^()]*\)))?'
IMAGE = re.compile(r'!\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*(' + URL + r')' + TITLE + r'\s*\)(?:\{[^{}]*\})?')
LINK = re.compile(r'(?<!!)\[((?:[^\[\]]|\[(?:[^\[\]]|\[[^\[\]]*\])*\])*)\]\(\s*(' + URL + r')' + TITLE + r'\s*\)')
COMMENT = re.compile(r'<!--.*?-->', re.S)
DROPPED = re.compile(r'<(script|style)\b.*?</\1\s*>', re.S | re.I)
TAG = re.compile(r'</?[A-Za-z][A-Za-z0-9-]*(?=[\s/>])(?:"[^"]*"|\'[^\']*\'|[^"\'<>])*>', re.S)
ATTRIBUTE = re.compile(r'([\w:-]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\'|([^\s"\'>]+))')
# the tags GitHub knows; any other is text of the author's
KNOWN = set('''a abbr article aside audio b big blockquote br caption center cite code col colgroup dd del details dfn div dl
dt em embed figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i iframe img input ins kbd li main mark nav object ol p
picture pre q rp rt ruby s samp section small source span strike strong sub summary sup table tbody td tfoot th
thead tr tt u ul var video wbr'''.split())


def protect_code(text, keep):
    """Takes inline code out of the way: each span becomes a private-use character, its text kept."""
    def put(m):
        keep.append(m[2])
        return chr(0xF0000 + len(keep) - 1)
    return re.sub(r'(?<![`\\])(`+)(?!`)((?:(?!\n[ \t]*\n).)+?)(?<!`)\1(?!`)', put, text, flags=re.S)


def front_matter(text):
    m = re.match(r'\ufeff?---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n', text, re.S)
    return text[m.end():] if m else text


def read(folder, path):
    with open(os.path.join(folder, path), encoding='utf-8-sig', newline='') as f:
        return front_matter(f.read().replace('\r\n', '\n').replace('\r', '\n'))


def prose_words(text, alts):
    keep = []
    text = protect_code(text, keep)
    text = COMMENT.sub(' ', text)
    text = DROPPED.sub(' ', text)
    text = re.sub(r'^[ \t]*>?[ \t]*\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*$', '', text, flags=re.M | re.I)
    text = re.sub(r'^((?:[ \t]*>)*[ \t]*:{3,})[ \t]*[a-z-]+', r'\1', text, flags=re.M)  # containers by their names
    text = re.sub(r'\$\\(?:eq)?ref\{[^{}$]*\}\$', ' ', text)  # a reference by itself is a link
    text = re.sub(r'\[\^[^\]\s]+\]:?', ' ', text)
    text = re.sub(r'^((?:[ \t]*>)*[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+)\[[ xX]\](?=\s)', r'\1', text, flags=re.M)  # tasks
    text = re.sub(r'^[ \t]{0,3}\[[^\]\n]+\]:[ \t]*\S+.*$', ' ', text, flags=re.M)  # link definitions
    text = re.sub(r'^((?:[ \t]*>)*[ \t]*)\d{1,9}[.)](?=\s)', r'\1', text, flags=re.M)   # list numbers

    def image(m):
        return ' ' + (m[1] if alts else '') + ' '
    for _ in range(3):
        text = IMAGE.sub(image, text)
        text = LINK.sub(r' \1 ', text)

    def tag(m):
        name = re.match(r'</?([A-Za-z0-9-]+)', m[0])[1].lower()
        if name not in KNOWN:
            return m[0]
        found = {a[1].lower(): a[2] or a[3] or a[4] or '' for a in ATTRIBUTE.finditer(m[0])}
        if name == 'img' and alts:
            return ' ' + found.get('alt', '') + ' '
        return ' '
    text = TAG.sub(tag, text)
    text = html.unescape(text)
    return re.sub('[\U000F0000-\U000FFFFD]', lambda m: ' ' + keep[ord(m[0]) - 0xF0000] + ' '
                  if ord(m[0]) - 0xF0000 < len(keep) else ' ', text)


NOTE = re.compile(r'^ {0,3}\[\^[^\]\s]+\]:.*(?:\n(?:[ \t]*\n)*(?: {4}|\t).*)*(?:\n(?![ \t]*(?:$|\[\^|#|[-*+] |>|\||```)).+)*', re.M)


def text(folder, path, alts=True, notes_last=True):
    """What a reader of the chapter should find, in order; alt texts of images on request, notes at the end
    (as in the EPUB) or where they stand."""
    prose, notes = [], []
    for code, t in blocks(read(folder, path)):
        if not code and notes_last:
            notes += NOTE.findall(t)
            t = NOTE.sub('', t)
        prose.append(t if code else prose_words(t, alts))
    return '\n'.join(prose + [prose_words(n, alts) for n in notes])


def links(folder, path):
    """(text, url) of every link outside code, Markdown and HTML."""
    found = []
    for code, t in blocks(read(folder, path)):
        if code:
            continue
        keep = []
        t = DROPPED.sub(' ', COMMENT.sub(' ', protect_code(t, keep)))
        t = IMAGE.sub(' ', t)
        found += [(m[1], m[2].strip('<>')) for m in LINK.finditer(t)]
        found += [(m[3], html.unescape(m[2])) for m in
                  re.finditer(r'<a\s[^>]*href=(["\'])(.*?)\1[^>]*>(.*?)</a>', t, re.S | re.I)]
    return found


def images(folder, path):
    """URLs of every image outside code, Markdown and HTML."""
    found = []
    for code, t in blocks(read(folder, path)):
        if code:
            continue
        keep = []
        t = DROPPED.sub(' ', COMMENT.sub(' ', protect_code(t, keep)))
        found += [m[2].strip('<>') for m in IMAGE.finditer(t)]
        found += [html.unescape(m[2]) for m in
                  re.finditer(r'<img\s[^>]*?src=(["\'])(.*?)\1', t, re.S | re.I)]
    return found


def local_path(path, url):
    """The file a relative URL means, relative to the corpus folder; None for other URLs."""
    if re.match(r'[A-Za-z][A-Za-z0-9+.-]*:|//', url) or url.startswith('#'):
        return None
    url = urllib.parse.unquote(re.split('[?#]', url)[0])
    if not url:
        return None
    base = '' if url.startswith('/') else os.path.dirname(path)
    return os.path.normpath(os.path.join(base, url.lstrip('/')))
