"""Memory given back to the system: what numpy's short-lived arrays leave behind is kept by glibc for ever."""

import ctypes
import gc
import sys
from collections.abc import Callable
from functools import cache


def collect_rarely() -> None:
    """Look for cycles seldom: articles leave none, and each look walks all words and rules that are kept."""
    gc.set_threshold(50_000, 20, 100)


def trim() -> None:
    """Give back what is free (some milliseconds); nothing where the C library has no such call."""
    _trim()(0)


def share() -> None:
    """Before a fork: what lives now is left alone by the garbage collector, whose marks would copy every page of it."""
    gc.collect()
    trim()
    gc.freeze()


@cache
def _trim() -> Callable[[int], object]:
    found = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    return found or (lambda kept: 0)
