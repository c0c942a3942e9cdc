"""Lists eight deep with code in them, boxes in boxes, numbers of all lengths."""
TITLE = {'en': 'Lists and boxes', 'zh': '列表与框'}


def nest(mark, words, code):
    out = []
    for depth in range(8):
        pad = ' ' * (len(mark) + 1) * depth
        inner = ' ' * (len(mark) + 1) * (depth + 1)
        out += [f'{pad}{mark} {depth + 1} {words}', '', f'{inner}```c', f'{inner}{code}', f'{inner}```', '']
    return '\n'.join(out)


def text(lang, folder):
    zh = lang == 'zh'
    say = (lambda e, z: z) if zh else (lambda e, z: e)
    words = say('words of an item that go on for more than a line of the page, however wide it may be',
                '这一项的文字，不管版心多宽，总要长过一行，再多排一点到下一行去')
    code = 'int value = function_of(argument_one, argument_two, argument_three);'
    quote = '\n'.join('> ' * d + (words if d % 2 else f'`{code}`') + '\n' + ('> ' * d).rstrip() for d in range(1, 9))
    alerts = '\n\n'.join(f'> [!{kind}]\n> {words}\n>\n> - {words}\n>\n> ```c\n> {code}\n> ```'
                         for kind in ('NOTE', 'TIP', 'IMPORTANT', 'WARNING', 'CAUTION'))
    details = ''.join(f'<details>\n<summary>{d} {words}</summary>\n\n{words}\n\n' for d in range(4))
    details += f'```c\n{code}\n```\n' + '\n</details>\n' * 4
    numbers = '\n'.join(f'{n}. {words}' for n in range(95, 105))
    large = '\n'.join(f'{n}) {words}' for n in range(999999997, 999999999 + 1))
    tasks = '\n'.join('  ' * d + f'- [{" x"[d % 2]}] {words}' for d in range(8))
    return '\n\n'.join([
        say('## Eight levels', '## 八层'), nest('-', words, code), say('Numbered:', '带编号：'), nest('1.', words, code),
        say('## Numbers', '## 编号'), numbers, '<!-- -->', large,
        '<ol type="I" start="3880">' + '<li>iii</li>' * 9 + '</ol>', '<ol type="a" start="700"><li>a</li></ol>',
        say('## Tasks', '## 任务'), tasks, say('## Boxes', '## 框'), quote, alerts, details, ''])
