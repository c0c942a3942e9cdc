"""Tables with more columns than a page holds, words that fit no column, numbers of all kinds."""
TITLE = {'en': 'Wide tables', 'zh': '宽表'}


def grid(head, rows):
    lines = [head, ['---'] * len(head)] + rows
    return '\n'.join('| ' + ' | '.join(line) + ' |' for line in lines) + '\n'


def text(lang, folder):
    zh = lang == 'zh'
    name = (lambda i: f'第{i}列') if zh else (lambda i: f'col {i}')
    say = (lambda e, z: z) if zh else (lambda e, z: e)
    twenty = grid([name(i) for i in range(20)],
                  [[f'{(r + 1) * (i + 3) * 7.25:.2f}' for i in range(20)] for r in range(12)])
    wider = grid([f'measured_quantity_{i}' for i in range(20)],
                 [[str((r + 2) * (i + 11) ** 3) for i in range(20)] for r in range(6)])
    sentences = grid([name(i) for i in range(12)],
                     [[say(f'Words in cell {r}.{i}, enough for several lines', f'单元格 {r}.{i} 里的文字，足够排成几行')
                       for i in range(12)] for r in range(4)])
    long = grid([say('name', '名称'), say('where', '位置'), say('digest', '摘要')],
                [['get_next_batch_to_run_with_speculative_decoding_and_overlap',
                  'python/sglang/srt/model_executor/forward_batch_info_and_cuda_graph_runner.py',
                  '0123456789abcdef' * 8],
                 ['HTTPSConnectionPoolManagerFactoryConfiguration',
                  'https://example.org/a/rather/long/path/to/a/document-about-things.html?query=1&other=2',
                  'd41d8cd9']])
    blob = grid([say('key', '键'), say('value', '值')],
                [['token', 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9' * 12],
                 [say('remark', '备注'), say('A cell of ordinary words beside it keeps them whole.', '旁边普通文字的单元格不受影响。')]])
    numbers = grid([say('run', '运行'), say('speed', '速度'), say('gain', '增益'), say('error', '误差')],
                   [['a', '1,234,567.5 ms', '+3 %', '±0.125'], ['b', '0.003 ms', '−12.75 %', '12 ± 3'],
                    ['c', '98 ms', '—', 'N/A'], ['d', '**7.5** ms', '', '1e-5']])
    before = say('The text before the table, which refers to it as follows:', '表格之前的文字，引出下表：')
    after = say('The text after the table goes on.', '表格之后正文接排。')
    return '\n'.join(f'## {title}\n\n{before}\n\n{table}\n{after}\n' for title, table in (
        (say('Twenty columns', '二十列'), twenty), (say('Twenty wide columns', '二十个宽列'), wider),
        (say('Twelve columns of words', '十二列文字'), sentences), (say('Long names', '长名称'), long),
        (say('A word without an end', '没有尽头的词'), blob), (say('Numbers', '数字'), numbers)))
