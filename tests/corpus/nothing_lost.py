#!/usr/bin/env python3
"""nothing_lost.py FOLDER LANG EPUB [PDF [moved]]: is every word of the sources in the books, in order?

Letters and digits of each chapter's source (prose, code, table cells, link texts, alt texts, formulas as
the TeX that the EPUB keeps of them; in the PDF, which draws them, they are left out) are looked for, in order, in the chapter's XHTML, and in the whole PDF. A word is found when all
its characters are; a passage that is not in its place counts when it stands elsewhere as a whole, or near in another order. Alt texts are expected in the PDF only where the EPUB check is made with them; images
that are shown need no words. Prints what is missing; fails below 99.9 %.
--self-test plants losses and checks that they are seen."""
import bisect
import collections
import functools
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
import outputs  # noqa: E402
import source  # noqa: E402

TARGET = 0.999
MOVED = 12  # characters: a shorter passage found elsewhere is chance


@functools.cache
def letters_of(character):
    return source.normal(character)


def words(text):
    """(word, first character, end) over the normal characters of a text: Han one by one, others by runs."""
    found, chars, run = [], [], []

    def close():
        if run:
            found.append((''.join(run), len(chars) - len(run), len(chars)))
            run.clear()
    for piece in text:
        letters = letters_of(piece)
        if not letters:
            close()
        for c in letters:
            if ord(c) >= 0x2e80:
                close()
                chars.append(c)
                found.append((c, len(chars) - 1, len(chars)))
            else:
                chars.append(c)
                run.append(c)
    close()
    return found, chars


def unmatched(want, have):
    """What a longest common sequence leaves out: indexes into `want`, and into `have`."""
    with tempfile.NamedTemporaryFile('w', encoding='utf-8') as a, \
            tempfile.NamedTemporaryFile('w', encoding='utf-8') as b:
        a.write('\n'.join(want) + '\n')
        b.write('\n'.join(have) + '\n')
        a.flush()
        b.flush()
        out = subprocess.run(['diff', '--minimal', '--old-line-format=-%dn\n', '--new-line-format=+%dn\n',
                              '--unchanged-line-format=', a.name, b.name], capture_output=True, text=True).stdout
    lines = out.split()
    return ({int(n[1:]) - 1 for n in lines if n[0] == '-'}, [int(n[1:]) - 1 for n in lines if n[0] == '+'])


def runs(indexes, gap=0):
    """(start, end) of each run in a sorted list of indexes, unbroken but for `gap` of them."""
    start = last = None
    for i in indexes:
        if last is not None and i > last + 1 + gap:
            yield start, last + 1
            start = i
        elif start is None:
            start = i
        last = i
    if start is not None:
        yield start, last + 1


def without_moved(want, gone, have, extra):
    """Drops from `gone` the passages that stand elsewhere as a whole: notes are set at the foot of a page."""
    elsewhere = '\n'.join(''.join(have[a:b]) for a, b in runs(extra))
    left = set(gone)
    for a, b in runs(sorted(gone)):
        if b - a >= MOVED and ''.join(want[a:b]) in elsewhere:
            left -= set(range(a, b))
    # characters of a moved passage that match others on the way tear it: then it must stand in the
    # result as often as in the source
    want, have = ''.join(want), ''.join(have)
    for a, b in runs(sorted(left), gap=MOVED):
        if b - a >= MOVED and have.count(want[a:b]) >= want.count(want[a:b]):
            left -= set(range(a, b))
    return left


def without_reordered(want, gone, left, have, extra):
    """Drops from `left` the passages whose characters are all there nearby in another order: the cells of a
    table's row that goes on over a page stand line by line beside each other."""
    near = 40 * MOVED
    missing, surplus = set(gone), set(extra)
    pairs = list(zip((i for i in range(len(want)) if i not in missing),
                     (j for j in range(len(have)) if j not in surplus)))
    at = [i for i, _ in pairs]
    for a, b in list(runs(sorted(left), gap=near)):
        before, after = bisect.bisect_left(at, a - near) - 1, bisect.bisect_right(at, b + near)
        first = pairs[before][1] if before >= 0 else 0
        end = pairs[after][1] if after < len(pairs) else len(have)
        here = collections.Counter(have[j] for j in extra if first <= j < end)
        passage = [i for i in left if a <= i < b]
        if not collections.Counter(want[i] for i in passage) - here:
            left = left.difference(passage)
    return left


def compare(text, result, moved=False):
    """(number of words, list of (word, context) that are missing). `moved`: tables may stand on other pages
    and in parts, so a word counts that stands beside one of its neighbours anywhere."""
    found, chars = words(text)
    have = source.normal(result)
    absent, extra = unmatched(chars, have)
    gone = without_moved(chars, absent, have, extra)
    if gone:
        gone = without_reordered(chars, absent, gone, have, extra)
    lost = [(w, ''.join(chars[max(0, s - 12):e + 12])) for w, s, e in found if any(i in gone for i in range(s, e))]
    if moved:
        joined, where = ''.join(have), {s: n for n, (_, s, _) in enumerate(found)}
        pair = lambda n: 0 <= n < len(found) - 1 and found[n][0] + found[n + 1][0] in joined  # noqa: E731
        starts = [s for w, s, e in found if any(i in gone for i in range(s, e))]
        lost = [word for s, word in zip(starts, lost) if not (pair(where[s] - 1) or pair(where[s]))]
    return len(found), lost


def report(name, total, lost, show=25):
    share = 1 - len(lost) / max(total, 1)
    print(f'{name}: {total - len(lost)} of {total} words found in order ({100 * share:.3f} %)')
    for chapter, word, context in lost[:show]:
        print(f'    {chapter}: "{word}" in ...{context}...')
    if len(lost) > show:
        print(f'    and {len(lost) - show} more')
    return share >= TARGET


def main(folder, lang, epub_path, pdf_path=None, moved=None):
    epub = outputs.Epub(epub_path)
    paths = source.chapters(folder, lang)
    if len(paths) != len(epub.chapters):
        print(f'{len(paths)} chapters in the manifest, {len(epub.chapters)} in the EPUB')
        return False
    total, lost = 0, []
    for path, href in zip(paths, epub.chapters):
        n, gone = compare(source.text(folder, path), epub.text(href))
        total += n
        lost += [(path, w, c) for w, c in gone]
    ok = report(f'{lang} EPUB', total, lost)
    if pdf_path:
        pdf = outputs.Pdf(pdf_path, top=50, bottom=45)
        texts = [source.text(folder, p, alts=False, notes_last=False) for p in paths]
        n, gone = compare('\n'.join(texts), pdf.text, moved)
        ok = report(f'{lang} PDF', n, [('', w, c) for w, c in gone]) and ok
    return ok


def self_test():
    text = 'The quick brown fox 跳过了一只狗 and `code_here` with 42 things.'
    assert compare(text, text) == (len(words(text)[0]), [])
    assert [w for w, _ in compare(text, text.replace('brown ', ''))[1]] == ['brown']
    assert [w for w, _ in compare(text, text.replace('只', ''))[1]] == ['只']
    assert compare('gate dispatch merge return combine', 'gate return dispatch combine merge')[1] == []
    assert 'merge' in [w for w, _ in compare('gate merge return', 'return gate')[1]]
    assert compare(text, text.replace('quick brown fox ', '') + ' quick brown fox') == (len(words(text)[0]), [])
    assert not report('planted', *[len(words(text)[0]), [('x', 'brown', '')]], show=0)
    md = '# A\n\n[text](u.md "t") ![alt](i.png)\n\n```py\nx = 1\n```\n<!-- gone --><b>bold</b> <think>kept'
    with tempfile.TemporaryDirectory() as d:
        with open(os.path.join(d, 'a.md'), 'w', encoding='utf-8') as f:
            f.write(md)
        assert ''.join(source.normal(source.text(d, 'a.md'))) == 'Atextaltx1boldthinkkept'
        assert source.links(d, 'a.md') == [('text', 'u.md')]
        assert source.images(d, 'a.md') == ['i.png']
    print('nothing_lost: planted losses are seen')


if __name__ == '__main__':
    if sys.argv[1:] == ['--self-test']:
        self_test()
    else:
        sys.exit(0 if main(*sys.argv[1:]) else 1)
