"""Of all that one meeting says of each promise, what says it most surely. Pure."""

from models.frozen import frozen
from pipeline.link.known import Known, places
from pipeline.link.weighing import Weighed


@frozen
class Told:
    """What a meeting says of a promise: the sentence with its points, whether that is surely meant, and the place of
    the promise of which it speaks."""

    weighed: Weighed
    points: int
    firm: bool
    place: int


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
                self._keep(place, Told(weighed, points, weighed.firm, place))
            self._reached[points] = self._reached.get(points, 0) | fresh

    def share(self, known: Known) -> None:
        """Let what is surely said of a promise be said of those too that it puts off, and that put it off."""
        for place, told in list(self.told.items()):
            if told.firm:
                for other in known.of_one_task(place):
                    self._keep(other, told)

    def _keep(self, place: int, told: Told) -> None:
        before = self.told.get(place)
        if before is None or (
            (told.firm, told.points) > (before.firm, before.points) and not _contradicts(before, told)
        ):
            self.told[place] = told

    def _as_sure(self, points: int) -> int:
        """The promises of which something is kept that has so many points."""
        found = 0
        for reached, promises in self._reached.items():
            if reached >= points:
                found |= promises
        return found


def _contradicts(before: Told, told: Told) -> bool:
    """Whether a title names what the item below it asks for or says not to have come."""
    item, says = before.weighed.evidence.item, before.weighed.says
    named = told.weighed.evidence
    return named.names_it and named.item == item is not None and (says.is_question or says.lacking)
