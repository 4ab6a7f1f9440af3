"""Memory that a whole process spares: cycles looked for seldom, pandas not loaded, what is free given back."""

import ctypes
import gc
import sys
from collections.abc import Callable
from functools import cache
from importlib.abc import MetaPathFinder


def collect_rarely() -> None:
    """Look for cycles seldom: articles leave none, and each look walks all words and rules that are kept."""
    gc.set_threshold(200_000, 20, 100)


class _NoPandas(MetaPathFinder):
    """Finds no pandas."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        """Leave every other module to who comes next."""
        if fullname == "pandas":
            raise ModuleNotFoundError("pandas is spared", name=fullname)


def spare_pandas() -> None:
    """Let nothing import pandas: pyarrow does at its first array, where it is installed, and 40 MB serve no store."""
    sys.meta_path.insert(0, _NoPandas())


def trim() -> None:
    """Give back what is free (some milliseconds); nothing where the C library has no such call.

    What numpy's short-lived arrays leave behind is kept by glibc for ever otherwise.
    """
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
