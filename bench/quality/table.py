#!/usr/bin/env python3
"""table.py FOLDER: the measures of FOLDER/*.json as a table: a group of columns for each text, a
column for each tool, the target, and a mark where mkbook misses it or is behind a rival."""
import glob
import json
import os
import sys

# measure, target, wanted: at most / at least / within
ROWS = [
    ('wordspace_mean', 1.15, 'most'), ('wordspace_p95', 1.45, 'most'), ('wordspace_max', 3, 'most'),
    ('loose_share', .02, 'most'), ('lines_with_hole_gt3x', 0, 'most'), ('tight_share', None, 'most'),
    ('hyphenated_share', .10, 'most'), ('hyphen_ladder_max', 2, 'most'), ('rivers_ge4', None, 'most'),
    ('cjk_gap_p95_em', .03, 'most'), ('cjk_gap_max_em', .15, 'most'),
    ('cjk_latin_gap_median_em', (.20, .28), 'within'), ('cjk_latin_gap_gt.5em', 0, 'most'),
    ('cjk_latin_nogap_share', 0, 'most'), ('adjacent_punct_squeezed', .98, 'least'),
    ('line_end_untrimmed', 0, 'most'), ('line_start_untrimmed', 0, 'most'),
    ('quotes_beside_han_fullwidth', 1, 'least'), ('quotes_in_latin_fullwidth', 0, 'most'),
    ('cjk_bad_start', 0, 'most'), ('cjk_bad_end', 0, 'most'), ('ascii_bad_start', 0, 'most'),
    ('ascii_bad_end', 0, 'most'), ('split_dash_ellipsis', 0, 'most'), ('split_number_unit', 0, 'most'),
    ('runt_last_lines', 0, 'most'), ('widows', 0, 'most'), ('orphans', 0, 'most'),
    ('stranded_headings', 0, 'most'), ('slanted_cjk', 0, 'most'), ('overfull_text', 0, 'most'),
    ('overfull_code', 0, 'most'), ('overfull_table', 0, 'most'), ('off_page_lines', 0, 'most'),
    ('notdef_glyphs', 0, 'most'), ('underfull_lines_gt3pt', None, 'most'), ('ragged_sd_pt', None, 'most'),
    ('nonlast_lines', None, None), ('pages', None, None),
]
TOOLS = ['mkbook', 'xelatex', 'typst']


def load(path):
    with open(path, encoding='utf-8') as f:
        r = json.load(f)[0]
    lines = r.get('wordspace_lines') or 1
    r['loose_share'] = round(r.get('loose_lines_gt1.6', 0) / lines, 3)
    r['tight_share'] = round(r.get('tight_lines_lt0.72', 0) / lines, 3)
    ends = r.get('cjk_line_end_marks', {})
    r['line_end_untrimmed'] = sum(ends.values()) - ends.get('trimmed', 0) - ends.get('short', 0)
    r['line_start_untrimmed'] = r.get('cjk_line_start_open', {}).get('fullwidth', 0)
    # a Type 3 font (colour emoji) has a first glyph too, which is not .notdef
    notdef = r.get('examples', {}).get('notdef', [])
    if len(notdef) == r.get('notdef_glyphs') and all('-T3' in e for e in notdef):
        r['notdef_glyphs'] = 0
    return r


def missed(value, target, wanted):
    if value is None or target is None or wanted is None:
        return False
    if wanted == 'within':
        return not target[0] <= value <= target[1]
    return value > target if wanted == 'most' else value < target


def behind(value, rivals, wanted):
    known = [v for v in rivals if v is not None]
    if value is None or not known or wanted not in ('most', 'least'):
        return False
    return value > min(known) + 1e-9 if wanted == 'most' else value < max(known) - 1e-9


def main(folder):
    texts = {}
    for path in sorted(glob.glob(os.path.join(folder, '*.json'))):
        text, tool = os.path.basename(path)[:-5].rsplit('-', 1)
        texts.setdefault(text, {})[tool] = load(path)
    print('! misses the target   < a rival is better\n')
    head = [f'{text} {tool[:3]}' for text in texts for tool in TOOLS if tool in texts[text]]
    print(f'{"":28}{"target":>12}' + ''.join(f'{h:>17}' for h in head))
    for key, target, wanted in ROWS:
        cells = []
        for tools in texts.values():
            for tool in TOOLS:
                if tool not in tools:
                    continue
                value = tools[tool].get(key)
                mark = ''
                if tool == 'mkbook':
                    rivals = [tools[t].get(key) for t in tools if t != 'mkbook']
                    mark = '!' * missed(value, target, wanted) + '<' * behind(value, rivals, wanted)
                cells.append(f'{mark} {"-" if value is None else value}'.strip())
        shown = '' if target is None else str(target)
        print(f'{key:28}{shown:>12}' + ''.join(f'{c:>17}' for c in cells))


main(sys.argv[1])
