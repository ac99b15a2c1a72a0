"""The straight rules that a page draws: lines, thin boxes and the sides of frames, in points from the top left.

Word draws a border as a thin filled box, LibreOffice as a stroked line, others a whole grid as one path; all are taken
apart into level and upright rules. Nothing else that a page draws is looked at.
"""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pypdfium2.raw as pdfium

from extractors.text.pdf_calls import undeclared
from extractors.text.pdf_paper import Paper

# A rule is at most so thick and at least so long, in points.
THICK = 3.0
SHORT = 6.0
# A drawing of more parts than this is a picture; a page is not asked for more objects than this.
MOST_PARTS = 400
MOST_OBJECTS = 20_000
MOST_RULES = 4000
# A page with more paths than this is a map or a drawing, and its lines are no tables.
DEPTH = 3

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule; it is level where its top and bottom are equal, upright where its left and right are."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def level(self) -> bool:
        """Whether it runs from left to right."""
        return self.top == self.bottom


_page_object = undeclared(pdfium.FPDFPage_GetObject, ctypes.c_void_p)
_form_object = undeclared(pdfium.FPDFFormObj_GetObject, ctypes.c_void_p)
_kind = undeclared(pdfium.FPDFPageObj_GetType)
_step = undeclared(pdfium.FPDFPath_GetPathSegment, ctypes.c_void_p)
_step_kind = undeclared(pdfium.FPDFPathSegment_GetType)
_step_point = undeclared(pdfium.FPDFPathSegment_GetPoint)
_step_closes = undeclared(pdfium.FPDFPathSegment_GetClose)


def page_rules(page: Any, paper: Paper) -> tuple[Rule, ...]:
    """Return a page's rules. `Any`: pypdfium2's raw handles are untyped."""
    objects = _objects(_page_object, page, pdfium.FPDFPage_CountObjects(page))
    found = list(islice(_rules(objects, IDENTITY, paper, 0), MOST_RULES + 1))
    return tuple(found) if len(found) <= MOST_RULES else ()


def _objects(get: Callable[..., Any], holder: Any, count: int) -> list[Any]:
    """What a page or form draws, as pointers; pdfium's addresses hold as long as the page is open."""
    return [ctypes.c_void_p(get(holder, index)) for index in range(min(count, MOST_OBJECTS))]


def _rules(objects: Sequence[Any], matrix: Matrix, paper: Paper, depth: int) -> Iterator[Rule]:
    for drawn, kind in zip(objects, map(_kind, objects), strict=True):
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield from _of_path(_declared(drawn), matrix, paper)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEPTH:
            form = _declared(drawn)
            parts = _objects(_form_object, form, pdfium.FPDFFormObj_CountObjects(form))
            yield from _rules(parts, _times(_matrix(form), matrix), paper, depth + 1)


def _declared(drawn: Any) -> Any:
    """The pointer as pypdfium2's own functions take it."""
    return ctypes.cast(drawn, pdfium.FPDF_PAGEOBJECT)


def _of_path(path: Any, outer: Matrix, paper: Paper) -> Iterator[Rule]:
    count = pdfium.FPDFPath_CountSegments(path)
    if count < 2 or count > MOST_PARTS:
        return
    matrix = _times(_matrix(path), outer)
    points = list(_points(path, count, matrix))
    for part in _subpaths(points):
        xs, ys = [x for x, _ in part], [y for _, y in part]
        left, bottom, right, top = min(xs), min(ys), max(xs), max(ys)
        if right - left <= THICK or top - bottom <= THICK:
            yield from _rule(*paper.place(left, bottom, right, top))
        else:
            for (x, y), (next_x, next_y) in zip(part, part[1:], strict=False):
                yield from _rule(
                    *paper.place(min(x, next_x), min(y, next_y), max(x, next_x), max(y, next_y)),
                )


def _points(path: Any, count: int, matrix: Matrix) -> Iterator[tuple[bool, Point, bool]]:
    """Give (begins a new part, place, closes the part) for every point; curves count by their ends."""
    x, y = ctypes.c_float(), ctypes.c_float()
    to_x, to_y = ctypes.byref(x), ctypes.byref(y)
    a, b, c, d, e, f = matrix
    for index in range(count):
        step = ctypes.c_void_p(_step(path, index))
        _step_point(step, to_x, to_y)
        begins = _step_kind(step) == pdfium.FPDF_SEGMENT_MOVETO
        across, up = x.value, y.value
        yield begins, (a * across + c * up + e, b * across + d * up + f), bool(_step_closes(step))


def _subpaths(points: list[tuple[bool, Point, bool]]) -> Iterator[list[Point]]:
    part: list[Point] = []
    for begins, place, closes in points:
        if begins and len(part) > 1:
            yield part
        if begins:
            part = []
        part.append(place)
        if closes:
            part.append(part[0])
    if len(part) > 1:
        yield part


def _rule(left: float, top: float, right: float, bottom: float) -> Iterator[Rule]:
    if bottom - top <= THICK and right - left >= SHORT:
        middle = (top + bottom) / 2
        yield Rule(left, middle, right, middle)
    elif right - left <= THICK and bottom - top >= SHORT:
        middle = (left + right) / 2
        yield Rule(middle, top, middle, bottom)


def _matrix(drawn: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawn, found):
        return IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    if inner == IDENTITY:
        return outer
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)
