"""Pictures of 13041 x 3977 pixels, as high as ten pages, of one pixel; many in a row, deep in lists, with long captions."""
import struct
import zlib

TITLE = {'en': 'Pictures', 'zh': '图片'}


def png(path, width, height, kind=2):
    """Stripes in colours that depend on the place; kind 2: RGB, 0: grey, 6: RGB and alpha."""
    def chunk(name, data):
        return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))

    pixel = {0: 1, 2: 3, 6: 4}[kind]
    rows = []
    for phase in range(8):
        row = bytearray(width * pixel)
        for step in range(16):
            colour = bytes(((step * 16 + phase * 9) % 256, 120, 255 - step * 12, 255 - phase * 20))[:pixel]
            for x in range(width * step // 16, width * (step + 1) // 16):
                row[x * pixel:x * pixel + pixel] = colour
        rows.append(b'\0' + bytes(row))
    pack = zlib.compressobj(1)
    data = b''.join(pack.compress(rows[y // 40 % 8]) for y in range(height)) + pack.flush()
    path.write_bytes(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, kind, 0, 0, 0)) +
                     chunk(b'IDAT', data) + chunk(b'IEND', b''))


def text(lang, folder):
    zh = lang == 'zh'
    say = (lambda e, z: z) if zh else (lambda e, z: e)
    for name, width, height, kind in (('huge', 13041, 3977, 2), ('clear', 7000, 4000, 6), ('tall', 300, 30000, 0), ('wide', 30000, 40, 0),
                                      ('one', 1, 1, 2), ('half', 800, 600, 2), ('small', 200, 120, 2)):
        png(folder / f'{name}.png', width, height, kind)
    (folder / 'drawing.svg').write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200000 90000"><rect width="200000" height="90000" fill="#ddeeff"/>'
        f'<text x="1000" y="40000" font-size="9000">{say("Words in a drawing", "图中的文字")}</text></svg>')
    line = say('Text between two pictures, which may move up when the next one has no room on this page. ',
               '两幅图之间的文字，下一幅图在本页排不下时会移上来。')
    long = say('A caption that says at length what anybody can see ', '这条图题很长，把谁都看得见的东西再说一遍')
    parts = [f'![{say("Thirteen thousand pixels wide", "一万三千像素宽")}](huge.png)',
             f'![{say("A transparent one", "半透明的图")}](clear.png)',
             f'![{say("As high as ten pages", "十页高的图")}](tall.png)',
             f'![{say("As wide as eighty pages", "八十页宽的图")}](wide.png)',
             f'![{say("A single pixel", "只有一个像素")}](one.png)',
             f'![{say("A drawing of great size", "很大的矢量图")}](drawing.svg)',
             f'![](half.png)\n\n*{((long + " ") * 20).strip()}*',
             f'![{say("Wider than the page", "比页面宽")}](half.png){{width=400%}}',
             f'![{say("Higher than the page", "比页面高")}](half.png){{height=5000}}',
             ' '.join(f'![{say("Part", "分图")} {n}](small.png)' for n in range(40)),
             say('In a line: ', '行内：') + '![](small.png) ' * 60]
    for n in range(30):
        parts += [f'![{say("Figure in a long row of them", "一长串图里的一幅")} {n}](half.png){{width={30 + n * 17 % 70}%}}',
                  line * (1 + n * 5 % 7)]
    parts.append('\n'.join('   ' * n + f'1. {line}' for n in range(8)) + '\n\n' + '   ' * 8 +
                 f'![{say("Eight levels deep", "第八层里的图")}](half.png)')
    parts.append(f'| {say("Picture", "图")} | {say("Text", "文字")} |\n|---|---|\n' +
                 '\n'.join(f'| ![{n}](half.png) | {line} |' for n in range(6)))
    parts.append('> ' + line + f'\n>\n> ![{say("In a quotation", "引文里的图")}](tall.png)')
    return '\n\n'.join(parts) + '\n'
