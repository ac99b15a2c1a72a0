"""pdfium's functions for calls by the thousand: what ctypes takes for a call, three times less.

ctypes spends more on converting arguments to declared types than pdfium on answering. Without a declaration nothing is
converted, so that only pdfium's own pointers, whole numbers and references to buffers may be passed, as they are.
"""

import ctypes
from collections.abc import Callable
from typing import Any


def undeclared(function: Any, result: Any = ctypes.c_int) -> Callable[..., Any]:
    """Return the same function without argument types; `result` is the type of what it returns.

    `Any`: ctypes and pypdfium2's raw functions are untyped.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value
    if address is None:
        raise ValueError(f"{function!r} is no function of pdfium")
    return ctypes.PYFUNCTYPE(result)(address)
