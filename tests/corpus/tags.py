#!/usr/bin/python3
"""tags.py PDF: is the PDF tagged as ISO 14289-1 (PDF/UA-1) asks? Checks what a program can:

everything painted is in a mark, and every mark is an artifact or belongs to one element, which the
parent tree gives for it; formulas, pictures and links have words; tables are regular and their
headings have a scope; lists and contents hold what they may; headings skip no level; notes have
names; the document has a language, a title and an order of its links. Prints the number of elements
of each kind; every failure once, with how often it was met."""
import collections
import re
import sys

import pikepdf

STANDARD = set('Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct P H1 H2 H3 H4 H5 H6 L LI '
               'Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference Code Link Figure Formula'.split())
CHILDREN = {'L': {'LI', 'Caption', 'L'}, 'LI': {'Lbl', 'LBody'}, 'TR': {'TH', 'TD'},
            'Table': {'TR', 'THead', 'TBody', 'TFoot', 'Caption'}, 'TOC': {'TOCI', 'TOC', 'Caption'}}
PARENTS = {'LI': {'L'}, 'LBody': {'LI'}, 'TR': {'Table', 'THead', 'TBody', 'TFoot'}, 'TH': {'TR'}, 'TD': {'TR'},
           'TOCI': {'TOC'}}
NO_CONTENT = {'Document', 'Sect', 'L', 'LI', 'Table', 'TR', 'TOC', 'Div'}
# a string, a name or an operator; numbers and brackets are passed over
TOKEN = re.compile(rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|<<|>>|<[0-9A-Fa-f\s]*>|/[^\s<>()\[\]/]+|[A-Za-z'\"*]+[A-Za-z0-9*]*|-?[\d.]+", re.S)
PAINT = set('Tj TJ S s f F f* B B* b b* Do sh EI \' "'.split())


class Check:
    def __init__(self, path):
        self.pdf = pikepdf.open(path)
        self.root = self.pdf.Root
        self.failures = collections.Counter()
        self.kinds = collections.Counter()
        self.seen = {}    # (page, mcid) -> number of the element that claims it
        self.linked = {}  # number of an annotation -> number of its element
        self.level = 0
        self.pages = {p.obj.objgen[0]: n for n, p in enumerate(self.pdf.pages)}

    def fail(self, what):
        self.failures[what] += 1

    def expect(self, ok, what):
        if not ok:
            self.fail(what)

    def contents(self, n, page):
        """The numbers of the page's marks, in order; checks that all is in one."""
        marks, stack, last, numbers = [], [], [], None
        for m in TOKEN.finditer(page.Contents.read_bytes()):
            t = m[0].decode('latin-1')
            if t == 'BDC' or t == 'BMC':
                name = last[0] if last else ''
                if t == 'BDC' and '/MCID' in last:
                    stack.append('mark')
                    marks.append(int(last[last.index('/MCID') + 1]))
                else:
                    stack.append('artifact' if name == '/Artifact' else 'other')
                last = []
            elif t == 'EMC':
                self.expect(stack, 'EMC closes nothing')
                if stack:
                    stack.pop()
                last = []
            elif t in PAINT:
                self.expect('mark' in stack or 'artifact' in stack, f'{t} is neither tagged nor an artifact')
                last = []
            elif t[0] in '/(<' or t[0].isdigit() or t[0] in '-.' or t in ('>>',):
                last.append(t)
            else:
                last = []
        self.expect(not stack, 'a mark goes on at the end of a page')
        return marks

    def kids(self, element):
        k = element.get('/K')
        if k is None:
            return []
        return list(k) if isinstance(k, pikepdf.Array) else [k]

    def walk(self, element, parent, page, depth=0):
        role = str(element.S)[1:]
        self.kinds[role] += 1
        number = element.objgen[0]
        self.expect(role in STANDARD, f'{role} is no standard type')
        self.expect(parent not in CHILDREN or role in CHILDREN[parent], f'{role} in {parent}')
        self.expect(role not in PARENTS or parent in PARENTS[role], f'{role} in {parent}')
        page = element.get('/Pg', page)
        if role in ('Figure', 'Formula'):
            self.expect(str(element.get('/Alt', '')), f'{role} without Alt')
        if role == 'Note':
            self.expect('/ID' in element, 'Note without ID')
        if re.fullmatch('H[1-6]', role):
            level = int(role[1])
            self.expect(level <= self.level + 1, f'H{level} after H{self.level}')
            self.level = level
        if role == 'TH':
            self.expect('/Scope' in element.get('/A', {}), 'TH without Scope')
        if role == 'Table':
            self.table(element)
        content = links = 0
        for kid in self.kids(element):
            if isinstance(kid, int) or kid.get('/Type') == '/MCR':
                where = page if isinstance(kid, int) else kid.get('/Pg', page)
                mark = (self.pages[where.objgen[0]], kid if isinstance(kid, int) else int(kid.MCID))
                self.expect(mark not in self.seen, 'two elements claim one mark')
                self.seen[mark] = number
                content += 1
            elif kid.get('/Type') == '/OBJR':
                self.linked[kid.Obj.objgen[0]] = number
                self.expect(role == 'Link', f'an annotation in {role}')
                links += 1
            else:
                self.expect(kid.P.objgen[0] == number, 'an element names another parent')
                self.walk(kid, role, page, depth + 1)
        self.expect(not content or role not in NO_CONTENT, f'content straight in {role}')
        self.expect(role != 'Link' or links, 'Link without an annotation')

    def table(self, table):
        """All rows have as many columns, cells that reach down from rows above counted."""
        below, widths = collections.Counter(), set()
        for row in self.kids(table):
            if row.S != '/TR':
                continue
            column, taken = 0, 0
            spans = []
            for cell in self.kids(row):
                a = cell.get('/A', {})
                spans.append((int(a.get('/ColSpan', 1)), int(a.get('/RowSpan', 1))))
            reach = {c for c, n in below.items() if n > 0}
            for c in reach:
                below[c] -= 1
            for columns, rows in spans:
                while column in reach:
                    column += 1
                for c in range(column, column + columns):
                    below[c] = rows - 1
                column += columns
                taken = column
            widths.add(max([taken] + [c + 1 for c in reach]))
        self.expect(len(widths) <= 1, 'rows of one table have different numbers of columns')

    def parent_tree(self):
        nums = self.root.StructTreeRoot.ParentTree.Nums
        return {int(nums[i]): nums[i + 1] for i in range(0, len(nums), 2)}

    def run(self):
        root = self.root
        self.expect(root.get('/MarkInfo', {}).get('/Marked', False), 'not marked')
        self.expect(str(root.get('/Lang', '')), 'no language')
        self.expect(root.get('/ViewerPreferences', {}).get('/DisplayDocTitle', False), 'the title is not displayed')
        self.expect(b'<dc:title>' in root.Metadata.read_bytes(), 'no title in the metadata')
        tree = root.StructTreeRoot
        for kid in self.kids(tree):
            self.walk(kid, '', None)
        parents = self.parent_tree()
        for n, page in enumerate(self.pdf.pages):
            marks = self.contents(n, page)
            self.expect(len(marks) == len(set(marks)), 'two marks of a page have one number')
            own = parents.get(int(page.obj.get('/StructParents', -1)), [])
            for mark in marks:
                claimed = self.seen.pop((n, mark), None)
                self.expect(claimed is not None, 'a mark that no element claims')
                self.expect(mark < len(own) and own[mark].objgen[0] == claimed, 'the parent tree says another element')
            annots = page.obj.get('/Annots', [])
            self.expect(page.obj.get('/Tabs') == '/S', 'links are not reached in the order of the text')
            for annot in annots:
                number = annot.objgen[0]
                self.expect(number in self.linked, 'an annotation without an element')
                self.expect('/Contents' in annot, 'a link without words')
                owner = parents.get(int(annot.get('/StructParent', -1)))
                self.expect(owner is not None and owner.objgen[0] == self.linked.get(number),
                            'the parent tree says another link')
        self.expect(not self.seen, 'an element claims a mark that is not there')
        print(' '.join(f'{k} {n}' for k, n in sorted(self.kinds.items())))
        for what, n in self.failures.most_common():
            print(f'{n} x {what}')
        return not self.failures


def self_test(path):
    """Plants faults in a sound PDF: each must be seen."""
    def contents(old, new):
        def plant(pdf):
            for page in pdf.pages:
                data = page.Contents.read_bytes()
                if old in data:
                    page.Contents = pdf.make_stream(data.replace(old, new, 1))
                    return
        return plant

    def element(role, change):
        def plant(pdf):
            for o in pdf.objects:
                if isinstance(o, pikepdf.Dictionary) and o.get('/S') == '/' + role and '/K' in o:
                    change(o)
                    return
        return plant

    def root(key):
        def plant(pdf):
            del pdf.Root[key]
        return plant
    plants = [contents(b'/Artifact BMC', b'/Other BMC'), contents(b'/MCID 0 ', b'/MCID 999 '), root('/Lang'),
              element('Formula', lambda e: e.__delitem__('/Alt')), element('TH', lambda e: e.__delitem__('/A')),
              element('TR', lambda e: e.K.__delitem__(0)), element('H2', lambda e: e.__setitem__('/S', pikepdf.Name('/H5'))),
              element('LBody', lambda e: e.__setitem__('/S', pikepdf.Name('/P'))),
              element('Link', lambda e: e.__setitem__('/K', 0)), element('P', lambda e: e.__delitem__('/K'))]
    ok = Check(path).run()
    for n, plant in enumerate(plants):
        check = Check(path)
        plant(check.pdf)
        print(f'planted {n}:')
        ok = not check.run() and ok
    return ok


if __name__ == '__main__':
    if sys.argv[1] == '--self-test':
        sys.exit(0 if self_test(sys.argv[2]) else 1)
    sys.exit(0 if Check(sys.argv[1]).run() else 1)
