"""Two hundred notes on few pages: many in a line, longer than a page, with blocks, in tables, in notes."""
TITLE = {'en': 'Notes', 'zh': '注释'}


def text(lang, folder):
    zh = lang == 'zh'
    say = (lambda e, z: z) if zh else (lambda e, z: e)
    word = say('word', '词语')
    sentence = say('A sentence of a note that says what the text above it had no room for. ',
                   '注释里的一句话，说的是上面正文没有地方说的事。')
    few = ' '.join(f'{word} {n}[^n{n}]' for n in range(1, 121)) + say('.', '。')
    some = '\n\n'.join(say(f'Paragraph {n} has its own note.[^n{n}] ', f'第 {n} 段有自己的注。[^n{n}]') * 1
                       + sentence * 2 for n in range(121, 191))
    table = '\n'.join(f'| {say("row", "行")} {n} | {word}[^n{n}] |' for n in range(191, 199))
    notes = [f'[^n{n}]: {say("Note", "注")} {n}. {sentence * (n % 3)}'.rstrip() for n in range(1, 199)]
    notes += [f'[^long]: {say("A note longer than a page.", "一条长过一页的注。")} ' + sentence * (160 if zh else 120),
              '[^inner]: ' + say('A note of a note.', '注释的注释。'),
              '[^blocks]: ' + say('A note with blocks[^inner].', '含有块的注[^inner]。')
              + '\n\n    - one\n    - two\n\n    ```c\n    return note;\n    ```\n\n    > '
              + say('a quotation', '一段引文')]
    return '\n\n'.join([
        few, some, f'| {say("name", "名称")} | {say("value", "值")} |\n|:--|:--|\n{table}',
        say('A very long one.[^long] One with blocks.[^blocks]', '一条很长的注。[^long]一条含有块的注。[^blocks]'),
        sentence * 12, '\n'.join(notes), ''])
