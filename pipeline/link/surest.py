"""Of all that one meeting says of each promise, what says it most surely. Pure."""

from models.frozen import frozen
from pipeline.link.known import places
from pipeline.link.weighing import Weighed


@frozen
class Told:
    """What a meeting says of the promise at a place: the sentence with its points, and whether that is surely meant."""

    weighed: Weighed
    points: int
    firm: bool


class Surest:
    """What one meeting says of each promise, by its place among the known, in the order of its sentences."""

    def __init__(self) -> None:
        self.told: dict[int, Told] = {}
        # By points, the promises of which a sentence with so many is kept: what says no more is not looked at.
        self._reached: dict[int, int] = {}

    def hear(self, weighed: Weighed | None) -> None:
        """Keep what a sentence says of each promise, where nothing surer is kept; None says nothing."""
        if weighed is None:
            return
        for points, promises in weighed.best:
            fresh = promises if weighed.firm else promises & ~self._as_sure(points)
            for place in places(fresh):
                self._keep(place, Told(weighed, points, weighed.firm))
            self._reached[points] = self._reached.get(points, 0) | fresh

    def _keep(self, place: int, told: Told) -> None:
        before = self.told.get(place)
        if before is None or (told.firm, told.points) > (before.firm, before.points):
            self.told[place] = told

    def _as_sure(self, points: int) -> int:
        """The promises of which something is kept that has so many points."""
        found = 0
        for reached, promises in self._reached.items():
            if reached >= points:
                found |= promises
        return found
