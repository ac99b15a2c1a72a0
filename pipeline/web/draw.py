"""Draws one page of a PDF with words marked."""

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

SCALE = 1.6
MOST_PIXELS = 6_000_000
YELLOW = (255, 229, 138)
POINTS_ROUND = 1.5
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Marked:
    """A page to draw: of which file and version, which page (from 1), and which words to mark.

    `rectangle` is the passage's place as JSON, left, top, right, bottom in points from the top left; it is marked where
    the words themselves are not found on the page.
    """

    site: str
    url: str
    hash: str
    page: int
    quote: str
    rectangle: str | None


def draw(body: bytes, wanted: Marked) -> bytes | None:
    """Return the page as PNG; None where the file is no PDF or has no such page."""
    try:
        file = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError:
        return None
    try:
        if wanted.page > len(file):
            return None
        page = file[wanted.page - 1]
        width, height = page.get_size()
        scale = min(SCALE, (MOST_PIXELS / (width * height)) ** 0.5)
        picture = page.render(scale=scale).to_pil().convert("RGB")
        boxes = _boxes(page, height, wanted)
        return _png(_mark(picture, boxes, scale))
    finally:
        file.close()


def _boxes(page: Any, height: float, wanted: Marked) -> list[Box]:
    """The places of the words on the page, one a line, in points from the top left; else that of their passage."""
    text = page.get_textpage()
    count = text.count_chars()
    signs = text.get_text_range(0, count) if count else ""
    letters = [(sign.casefold(), at) for at, sign in enumerate(signs[:count]) if sign.isalnum()]
    words = "".join(sign for sign in wanted.quote.casefold() if sign.isalnum())
    start = "".join(sign[:1] for sign, _ in letters).find(words) if words else -1
    if start >= 0:
        found = [text.get_charbox(at) for _, at in letters[start : start + len(words)]]
        return list(_lines([(left, height - top, right, height - bottom) for left, bottom, right, top in found]))
    return [tuple(json.loads(wanted.rectangle))] if wanted.rectangle else []


def _lines(boxes: list[Box]) -> Iterable[Box]:
    """Join the boxes of letters that follow each other on one line."""
    line: list[Box] = boxes[:1]
    for before, box in pairwise(boxes):
        middle = (box[1] + box[3]) / 2
        if before[1] - POINTS_ROUND <= middle <= before[3] + POINTS_ROUND and box[0] >= before[0] - POINTS_ROUND:
            line.append(box)
            continue
        yield _around(line)
        line = [box]
    if line:
        yield _around(line)


def _around(boxes: list[Box]) -> Box:
    return (
        min(box[0] for box in boxes) - POINTS_ROUND,
        min(box[1] for box in boxes) - POINTS_ROUND,
        max(box[2] for box in boxes) + POINTS_ROUND,
        max(box[3] for box in boxes) + POINTS_ROUND,
    )


def _mark(picture: Image.Image, boxes: list[Box], scale: float) -> Image.Image:
    """Lay yellow under the words, as a marker pen would: dark stays dark."""
    layer = Image.new("RGB", picture.size, (255, 255, 255))
    pen = ImageDraw.Draw(layer)
    for left, top, right, bottom in boxes:
        pen.rectangle((left * scale, top * scale, right * scale, bottom * scale), fill=YELLOW)
    return ImageChops.multiply(picture, layer)


def _png(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=False)
    return written.getvalue()
