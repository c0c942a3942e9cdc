"""Headings in a row wherever a page may end, before every kind of block."""
TITLE = {'en': 'Headings at the foot', 'zh': '页脚的标题'}


def text(lang, folder):
    zh = lang == 'zh'
    say = (lambda e, z: z) if zh else (lambda e, z: e)
    line = say('A line of text before the next heading, long enough to be two lines on most pages that anyone prints. ',
               '下一个标题之前的一行文字，长度足够在多数人会印的页面上排成两行，这样页脚会落在不同的地方。')
    after = [line, '- ' + line + '\n- ' + line, f'```c\n' + 'int line_of_code;\n' * 6 + '```',
             '| a | b |\n|:--|--:|\n' + '| x | 1 |\n' * 5, '> ' + line, '> [!NOTE]\n> ' + line,
             f'<details>\n<summary>{line}</summary>\n\n{line}\n\n</details>', say('As follows:', '如下：') + '\n\n1. ' + line]
    parts = []
    for n in range(48):
        for level in range(2, 2 + n % 5):
            parts.append('#' * level + ' ' + say(f'Heading {n} of level {level}', f'第 {n} 组的 {level} 级标题'))
        parts += [after[n % len(after)], line * (1 + n % 7)]
    return '\n\n'.join(parts) + '\n'
