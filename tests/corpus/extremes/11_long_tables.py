"""A thousand rows; a cell taller than a page; cells over many rows; cells that hold blocks."""
TITLE = {'en': 'Long tables', 'zh': '长表'}


def text(lang, folder):
    zh = lang == 'zh'
    say = (lambda e, z: z) if zh else (lambda e, z: e)
    out = [say('## A thousand rows', '## 一千行'), '',
           say('| row | name | value | remark |', '| 行 | 名称 | 值 | 备注 |'), '|---|---|---|---|']
    for i in range(1000):
        remark = say(f'remark {i} of the table', f'表格的第 {i} 条备注') * (1 + (i % 7 == 0) * 4)
        out.append(f'| {i} | item_{i * 7919 % 1000} | {i * i / 8:.3f} | {remark} |')
    out += ['', say('## A cell taller than a page', '## 高过一页的单元格'), '', '<table><thead><tr><th>',
            say('key', '键'), '</th><th>', say('text', '正文'), '</th></tr></thead>',
            '<tr><td>', say('higher than the page', '比一页还高'), '</td><td>']
    for i in range(30):
        out.append('<p>' + say(f'Paragraph {i} of the cell. ' + 'It goes on with words that fill its lines. ' * 4,
                               f'单元格的第 {i} 段。' + '接着是填满各行的文字，' * 12) + '</p>')
    out += ['</td></tr><tr><td>', say('next', '下一行'), '</td><td>', say('short', '短'), '</td></tr></table>', '',
            say('## Cells over many rows', '## 跨多行的单元格'), '',
            '<table><thead><tr><th>', say('group', '组'), '</th><th>', say('item', '项'), '</th><th>',
            say('words', '文字'), '</th></tr></thead>']
    for group in range(5):
        for i in range(23):
            first = f'<td rowspan="23">{say("group", "组")} {group}</td>' if i == 0 else ''
            out.append(f'<tr>{first}<td>{group}.{i}</td><td>{say("words of item", "这一项的文字")} {group}.{i}</td></tr>')
    out += ['</table>', '', say('## Blocks in cells', '## 单元格里的块'), '', '<table>']
    blocks = ['<ul><li>one</li><li>two<ol><li>three</li><li>four</li></ol></li></ul>',
              '<pre><code class="language-python">def f(x):\n    return x + 1  # a remark that is too long for it\n</code></pre>',
              '<blockquote><p>' + say('A quotation in a cell.', '单元格里的引文。') + '</p></blockquote>',
              '<table><tr><th>a</th><th>b</th></tr><tr><td>1.5</td><td>22</td></tr></table>', '']
    for block in blocks:
        out.append('<tr>' + ''.join(f'<td>{b}</td>' for b in (block, say('beside it', '旁边'), block, block)) + '</tr>')
    return '\n'.join(out + ['</table>', ''])
