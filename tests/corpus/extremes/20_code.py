"""Lines of code without an end, blocks of many pages, characters of every width."""
TITLE = {'en': 'Code', 'zh': '代码'}
DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'


def noise(n):
    state, out = 1, []
    for _ in range(n):
        state = (state * 1103515245 + 12345) % 2**31
        out.append(DIGITS[state >> 16 & 63])
    return ''.join(out)


def fence(language, text):
    return f'```{language}\n{text}\n```\n'


def text(lang, folder):
    zh = lang == 'zh'
    say = (lambda e, z: z) if zh else (lambda e, z: e)
    line = '{"blob": "' + noise(6108) + '"}'
    command = 'python3 -m tool ' + ' '.join(f'--option-{i} value/{i}/of/a/path' for i in range(120))
    many = '\n'.join('' if i % 9 == 8 else f'{"    " * (i % 5)}int line_{i} = {i}; /* {say("number", "编号")} {i} */'
                     for i in range(3000))
    deep = '\n'.join(' ' * (i * 12) + f'depth({i})' for i in range(30))
    widths = '\n'.join(['┌────────────┬──────────┐', '│ 宽度两格   │ one cell │', '├────────────┼──────────┤',
                        '│ 🚀 emoji   │ → ≤ ∑ ∀  │', '└────────────┴──────────┘', '👩‍💻 ⚠️ é ﬀ ㎏ ｶﾅ 한글 “引号”——①②③'])
    return '\n'.join([
        say('## A line of 6,120 columns', '## 一行 6120 列'), '', fence('json', line),
        say('## A command of many words', '## 很多词的命令'), '', fence('bash', command),
        say('## Three thousand lines', '## 三千行'), '', fence('c', many),
        say('## Deeper than the page is wide', '## 缩进比版心还宽'), '', fence('', deep),
        say('## Characters of all widths', '## 各种宽度的字符'), '', fence('text', widths),
        fence('text', '汉字' * 700), fence('', '\n\n\n'), fence('', '')])
