"""What a whole text holds that points to earlier matters, told in one scan: most minutes hold none of it, and their
sentences need not be asked one by one."""

from functools import cache
from typing import Any

from extractors.language.closure_reference import NUMBER_SIGN
from extractors.language.prefilter import empty_scan
from extractors.language.reviews import heading_sign
from models.frozen import frozen


@frozen
class Signs:
    """Whether a text may hold a heading that opens a review of earlier matters, and whether it may name a number of
    something earlier; where it says no, it holds none."""

    heading: bool
    number: bool


def signs(plain: str) -> Signs:
    """Return what a text, as the file has it, may hold."""
    found = _scan().Match(plain) or ()
    return Signs(heading=0 in found, number=1 in found)


@cache
def _scan() -> Any:
    """The scan, in the order of the fields of `Signs`. `Any`: re2 publishes no types."""
    scan = empty_scan()
    scan.Add(heading_sign())
    scan.Add(NUMBER_SIGN)
    scan.Compile()
    return scan
