"""Scans for the tests: pictures of words, of a scribble and of nothing, and papers made of such pictures.

Words are drawn by `pdftoppm`, which the reader for scans needs too: `NEEDS_READER` skips where it is missing.
"""

import math
import struct
import subprocess
import zlib
from dataclasses import dataclass

import pytest

from sightline.exampleshire import paper
from sightline.record import scans

NEEDS_READER = pytest.mark.skipif(
    not scans.is_here(),
    reason="no reader for scans here (Debian's tesseract-ocr and poppler-utils), and setup may install none",
)


@dataclass(frozen=True)
class Drawn:
    """A picture in shades of grey: a byte for each dot, from black (0) to white (255)."""

    wide: int
    high: int
    dots: bytes


def words(said: str) -> Drawn:
    """A page on which these words are printed, at 150 dots to the inch."""
    command = ["pdftoppm", "-r", "150", "-gray", "-singlefile", "-"]
    made = subprocess.run(command, input=paper.pdf([said]), capture_output=True, check=True).stdout
    sort, sides, _, dots = made.split(b"\n", 3)
    assert sort == b"P5"
    wide, high = map(int, sides.split())
    return Drawn(wide, high, dots)


def blank(wide: int = 620, high: int = 877) -> Drawn:
    return Drawn(wide, high, b"\xff" * (wide * high))


def scribble() -> Drawn:
    """A child's pencil going round and round."""
    page = blank()
    dots = bytearray(page.dots)
    for step in range(60_000):
        turn = step / 900
        across = int(310 + (60 + turn * 2) * math.cos(turn) + 30 * math.sin(turn * 3.7))
        down = int(430 + (90 + turn * 3) * math.sin(turn * 1.3))
        for near in (0, 1, page.wide, page.wide + 1):
            dots[down * page.wide + across + near] = 40
    return Drawn(page.wide, page.high, bytes(dots))


def png(drawn: Drawn) -> bytes:
    lines = b"".join(
        b"\x00" + drawn.dots[row * drawn.wide : (row + 1) * drawn.wide] for row in range(drawn.high)
    )
    head = struct.pack(">IIBBBBB", drawn.wide, drawn.high, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in ((b"IHDR", head), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    )


def jpeg(said: str) -> bytes:
    """A photograph of a printed page."""
    command = ["pdftoppm", "-r", "150", "-gray", "-jpeg", "-singlefile", "-"]
    return subprocess.run(command, input=paper.pdf([said]), capture_output=True, check=True).stdout


def tiff(*pages: Drawn) -> bytes:
    """Several sheets in one file, as a scanner sends them."""
    made = bytearray(b"II*\x00\x00\x00\x00\x00")
    last = 4
    for page in pages:
        dots, strip = len(made), page.dots
        made += strip + b"\x00" * (len(strip) % 2)
        made[last : last + 4] = struct.pack("<I", len(made))
        tags = ((256, 4, page.wide), (257, 4, page.high), (258, 3, 8), (259, 3, 1), (262, 3, 1))
        tags += ((273, 4, dots), (277, 3, 1), (278, 4, page.high), (279, 4, len(strip)))
        made += struct.pack("<H", len(tags))
        made += b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
        last = len(made)
        made += b"\x00" * 4
    return bytes(made)


def pdf(*pages: Drawn | str) -> bytes:
    """A PDF of scanned pages, and of pages with words of their own."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for page in pages:
        at = len(objects) + 1
        kids.append(f"{at} 0 R")
        shown = (
            f"BT /F 11 Tf 50 40 Td ({page}) Tj ET" if isinstance(page, str) else "595 0 0 842 0 0 cm /I Do"
        )
        has = "/Font << /F 3 0 R >>" if isinstance(page, str) else f"/XObject << /I {at + 2} 0 R >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << {has} >>"
            f" /Contents {at + 1} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown.encode()))
        if not isinstance(page, str):
            packed = zlib.compress(page.dots)
            objects.append(
                b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray"
                b" /BitsPerComponent 8 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
                % (page.wide, page.high, len(packed), packed)
            )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return paper.put_together(objects)
