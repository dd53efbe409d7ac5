"""A font whose letters are boxes of one size: pictures painted with it are the same on every machine.

The fonts of machines differ, and so do the lines they make of a text. This one is made here, byte by byte, from the
tables that TrueType asks for; its sizes are in units of 1,000 to the em.
"""

from __future__ import annotations

import struct

FAMILY = "Snapshot Boxes"
EM, ASCENT, DESCENT, ADVANCE = 1000, 800, 200, 500
BOX = (60, 0, 420, 560)
_SHOWN = ((0x21, 0x7E), (0xA0, 0x17F), (0x2010, 0x2027))
_EPOCH = 3_000_000_000
"""Seconds since 1904: any fixed moment does."""


def box_font() -> bytes:
    """Return the font as a TrueType file."""
    glyph = _glyph()
    tables = {
        b"OS/2": _os2(),
        b"cmap": _cmap(),
        b"glyf": glyph,
        b"head": _head(),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, ASCENT, -DESCENT, 0, ADVANCE, *[0] * 11, 3),
        b"hmtx": struct.pack(">HhHhHh", ADVANCE, 0, ADVANCE, 0, ADVANCE, BOX[0]),
        b"loca": struct.pack(">4H", 0, 0, 0, len(glyph) // 2),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 3, 4, 1, 0, 0, 1, *[0] * 8),
        b"name": _name(),
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0),
    }
    return _file(tables)


def _file(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = struct.pack(">IHHHH", 0x10000, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    place = len(head) + 16 * count
    entries, bodies = b"", b""
    for tag, body in sorted(tables.items()):
        entries += struct.pack(">4sIII", tag, _sum(body), place, len(body))
        padded = body + b"\0" * (-len(body) % 4)
        bodies += padded
        place += len(padded)
    return head + entries + bodies


def _sum(body: bytes) -> int:
    padded = body + b"\0" * (-len(body) % 4)
    return sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF


def _glyph() -> bytes:
    left, low, right, high = BOX
    corners = ((left, low), (left, high), (right, high), (right, low))
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(((0, 0), *corners), corners, strict=False)]
    body = struct.pack(">hhhhhHH", 1, *BOX, 3, 0) + bytes([1] * 4)
    body += b"".join(struct.pack(">h", x) for x, _ in steps) + b"".join(struct.pack(">h", y) for _, y in steps)
    return body + b"\0" * (-len(body) % 4)


def _cmap() -> bytes:
    # Format 4: a space, the letters, and the segment that ends the table; each letter has the box.
    pairs = [(0x20, 0x20), *_SHOWN]
    segments = [*pairs, (0xFFFF, 0xFFFF)]
    ids: list[int] = []
    offsets = []
    for number, (first, last) in enumerate(segments[:-1]):
        offsets.append(2 * (len(segments) - number) + 2 * len(ids))
        ids += [1 if first == 0x20 else 2] * (last - first + 1)
    count = len(segments)
    power = 1 << (count.bit_length() - 1)
    parts = [last for _, last in segments], [0], [first for first, _ in segments]
    words = [2 * count, 2 * power, power.bit_length() - 1, 2 * (count - power), *parts[0], *parts[1], *parts[2]]
    words += [*[0] * (count - 1), 1, *offsets, 0, *ids]
    body = struct.pack(f">HHH{len(words)}H", 4, 6 + 2 * len(words), 0, *words)
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + body


def _head() -> bytes:
    return struct.pack(
        ">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0b11, EM, _EPOCH, _EPOCH, 0, 0, *BOX[2:], 0, 8, 2, 0, 0
    )


def _os2() -> bytes:
    head = struct.pack(">HhHHH11h", 0, ADVANCE, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0)
    tail = struct.pack(">4sHHHhhhHH", b"TEST", 0x40, 0x20, 0x2027, ASCENT, -DESCENT, 0, ASCENT, DESCENT)
    return head + bytes(10) + bytes(16) + tail


def _name() -> bytes:
    texts = {1: FAMILY, 2: "Regular", 4: FAMILY, 6: FAMILY.replace(" ", "")}
    records, body = b"", b""
    for number, text in texts.items():
        written = text.encode("utf-16-be")
        records += struct.pack(">HHHHHH", 3, 1, 0x409, number, len(written), len(body))
        body += written
    return struct.pack(">HHH", 0, len(texts), 6 + len(records)) + records + body
