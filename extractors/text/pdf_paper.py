"""Where a page's own coordinates lie on the paper that a reader sees: its visible part, turned as the page says."""

from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

# The left, top, right and bottom sides of many boxes.
Boxes = tuple[list[float], list[float], list[float], list[float]]


@dataclass(frozen=True, slots=True)
class Paper:
    """The visible part of a page in its own coordinates, and by how many quarters it is turned to the right."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int = 0

    @property
    def height(self) -> float:
        """Height as seen, in points."""
        return self.right - self.left if self.quarters % 2 else self.top - self.bottom

    @property
    def width(self) -> float:
        """Width as seen, in points."""
        return self.top - self.bottom if self.quarters % 2 else self.right - self.left

    def place(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Return (left, top, right, bottom) in points from the top left corner as seen."""
        if self.quarters == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.quarters == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.quarters == 2:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left

    def placed(self, boxes: Boxes) -> Boxes:
        """Return boxes, whose heights count from the foot, as seen from the top left corner."""
        lefts, tops, rights, bottoms = boxes
        if self.quarters == 0:
            edge, upper = self.left, self.top
            return (
                [left - edge for left in lefts],
                [upper - top for top in tops],
                [right - edge for right in rights],
                [upper - bottom for bottom in bottoms],
            )
        seen = [self.place(*box) for box in zip(lefts, bottoms, rights, tops, strict=True)]
        left, top, right, bottom = ([box[side] for box in seen] for side in range(4))
        return left, top, right, bottom


def page_paper(page: Any) -> Paper:
    """Measure a page. `Any`: pypdfium2's raw handles are untyped."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    return Paper(box.left, box.bottom, box.right, box.top, pdfium.FPDFPage_GetRotation(page))
