#!/usr/bin/env python3
"""Specification examples through the reader and the XHTML writer.

spec.py SUITE DRIVER SUITES [-v]   compares each example's HTML with ours, both normalised
Known differences, each with its reason, are in differences.txt; one that is not listed fails, and so
does a listed one that is none any more. Exit status 77: the specification is not there.
"""
import html
import html.parser
import os
import re
import subprocess
import sys
import urllib.parse

FILES = {"commonmark": ["commonmark/spec.txt"], "gfm": ["gfm/spec.txt", "gfm/extensions.txt"]}
BLOCKS = set("""address article aside blockquote body caption dd details div dl dt figcaption figure
    footer h1 h2 h3 h4 h5 h6 head header hr html li main nav ol p pre section summary table tbody td
    tfoot th thead tr ul""".split())
VOID = set("area base br col embed hr img input link meta source track wbr".split())
# What mkbook adds for style sheets and screen readers.
IGNORED = {"id", "class", "role", "aria-label", "epub:type", "scope", "lang", "xml:lang", "open"}


def examples(path):
    """Yields (number, markdown, html) of a specification text."""
    with open(path, encoding="utf-8") as f:
        text = f.read().replace("→", "\t")
    fence = "`" * 32
    for number, m in enumerate(
            re.finditer(r"^%s example[^\n]*\n(.*?)^\.\n(.*?)^%s$" % (fence, fence), text,
                        re.M | re.S), 1):
        yield number, m.group(1), m.group(2)


class Normaliser(html.parser.HTMLParser):
    """Writes HTML in one of the many forms that mean the same."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.out, self.text, self.pre, self.task, self.after_block = [], [], 0, 0, True

    def flush(self, block):
        """Text between tags: outside <pre> white space is one space, none beside a block's tag."""
        text = "".join(self.text)
        self.text = []
        if not self.pre:
            text = re.sub(r"\s+", " ", text)
            if self.after_block:
                text = text.lstrip()
            if block:
                text = text.rstrip()
        if text:
            self.out.append(html.escape(text, quote=False))
            self.after_block = False
        elif block and not self.pre and self.out and self.out[-1].endswith(" "):
            self.out[-1] = self.out[-1].rstrip()

    def attributes(self, tag, attrs):
        kept = []
        for name, value in attrs:
            value = value or ""
            if name == "class":
                for word in value.split():
                    if word.startswith("align-"):
                        kept.append(("align", word[6:]))
                    elif word.startswith("language-"):
                        kept.append((name, word.lower()))
            elif name in ("href", "src"):
                if tag == "img" and value.startswith("images/"):
                    value = value[7:]
                kept.append((name, urllib.parse.quote(urllib.parse.unquote(value), safe="/:?#[]@!$&'()*+,;=%")))
            elif name not in IGNORED and not (name == "start" and value == "1"):
                kept.append((name, value))
        return sorted(kept)

    def handle_starttag(self, tag, attrs):
        tag = {"s": "del"}.get(tag, tag)
        values = dict(attrs)
        if self.task:
            self.task += tag not in VOID
            return
        if tag == "span" and "task" in (values.get("class") or "").split():
            self.flush(False)
            self.task = 1
            self.out.append("<task>")
            return
        if tag == "input" and values.get("type") == "checkbox":
            self.flush(False)
            self.out.append("<task>")
            return
        self.flush(tag in BLOCKS or tag == "br")
        written = "".join(' %s="%s"' % (n, html.escape(v)) for n, v in self.attributes(tag, attrs))
        self.out.append("<%s%s>" % (tag, written))
        self.after_block = tag in BLOCKS or tag == "br"
        self.pre += tag == "pre"

    def handle_endtag(self, tag):
        tag = {"s": "del"}.get(tag, tag)
        if self.task:
            self.task -= 1
            return
        if tag in VOID:
            return
        self.flush(tag in BLOCKS)
        self.out.append("</%s>" % tag)
        self.after_block = tag in BLOCKS
        self.pre -= tag == "pre" and self.pre > 0

    def handle_data(self, data):
        if not self.task:
            self.text.append(data)

    def handle_comment(self, data):
        self.flush(False)
        self.out.append("<!--%s-->" % data)

    def handle_pi(self, data):
        self.out.append("<?%s>" % data)

    def handle_decl(self, decl):
        self.out.append("<!%s>" % decl)

    unknown_decl = handle_decl


def normalise(text):
    # text in another script than its surroundings says its language: not a matter of the specification
    text = re.sub(r'<span lang="[^"]*" xml:lang="[^"]*">([^<]*)</span>', r"\1", text)
    text = text.replace("<wbr/>", "")  # nor are places for line breaks in long names
    n = Normaliser()
    n.feed(text)
    n.close()
    n.flush(True)
    return "".join(n.out)


def run(driver, texts):
    data = b"".join(b"%d\n%s" % (len(t), t) for t in (x.encode() for x in texts))
    out = subprocess.run([driver], input=data, stdout=subprocess.PIPE, check=True).stdout
    results, at = [], 0
    for _ in texts:
        end = out.index(b"\n", at)
        size = int(out[at:end])
        results.append(out[end + 1:end + 1 + size].decode())
        at = end + 1 + size
    return results


def listed(suite):
    """Example names that are known to differ: lines of "SUITE NAME NAME ...: reason"."""
    names = {}
    with open(os.path.join(os.path.dirname(__file__), "differences.txt"), encoding="utf-8") as f:
        for line in f:
            head, colon, reason = line.partition(":")
            words = head.split()
            if colon and words and words[0] == suite and not line.startswith("#"):
                for name in words[1:]:
                    names[name] = reason.strip()
    return names


def main():
    suite, driver, folder = sys.argv[1:4]
    verbose = "-v" in sys.argv[4:]
    known, failed = listed(suite), 0
    for file in FILES[suite]:
        path = os.path.join(folder, file)
        if not os.path.exists(path):
            print("skipped: no", path)
            return 77
        prefix = "x" if file.endswith("extensions.txt") else ""
        cases = list(examples(path))
        passed = 0
        for (number, text, want), got in zip(cases, run(driver, [c[1] for c in cases])):
            name = prefix + str(number)
            same = normalise(want) == normalise(got) or want.strip() == "<IGNORE>"
            passed += same
            if same != (name in known):
                continue
            failed += 1
            print("%s %s: %s" % (suite, name, "passes, but is listed" if same else "differs"))
            if verbose and not same:
                print("  %r\n  want %s\n  got  %s" % (text, normalise(want), normalise(got)))
        print("%s: %d of %d examples pass" % (file, passed, len(cases)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
