#!/usr/bin/env python3
"""Draws the manual's heat map: tools/attention.py >chapters/images/attention.png

One head's attention weights over 32 tokens, under the causal mask. The logits are made up: a sink at the first
token, a preference for near tokens, and one phrase that is copied. Same script, same bytes.
"""
import math
import struct
import sys
import zlib

TOKENS, CELL, GAP = 32, 14, 1


def logit(query, key):
    near = -0.35 * (query - key)
    sink = 2.2 if key == 0 else 0
    copied = 4.5 if query >= 20 and query - key == 12 else 0
    ripple = 0.6 * math.sin(1.7 * query + 2.3 * key)
    return near + sink + copied + ripple


def weights(query):
    exps = [math.exp(logit(query, key)) for key in range(query + 1)]
    return [e / sum(exps) for e in exps]


def colour(weight):
    """White over blue to a dark violet, and not linear, so that small weights can be told apart."""
    t = min(1, math.sqrt(weight) * 1.25)
    stops = [(250, 250, 247), (122, 168, 214), (44, 82, 150), (38, 18, 72)]
    i = min(2, int(t * 3))
    f = t * 3 - i
    return bytes(round(a + (b - a) * f) for a, b in zip(stops[i], stops[i + 1]))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def main():
    side = TOKENS * CELL + GAP
    masked, line = bytes((233, 233, 228)), bytes((255, 255, 255))
    out = bytearray()
    for y in range(side):
        out.append(0)
        row = weights(y // CELL) if y // CELL < TOKENS else []
        for x in range(side):
            if y % CELL < GAP or x % CELL < GAP:
                out += line
            else:
                out += colour(row[x // CELL]) if x // CELL < len(row) else masked
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    density = struct.pack(">IIB", 5906, 5906, 1)  # 150 dpi
    sys.stdout.buffer.write(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"pHYs", density)
        + chunk(b"IDAT", zlib.compress(bytes(out), 9)) + chunk(b"IEND", b""))


main()
