"""Addresses («s3://…», «https://…», «memory://…») and patterns («dumps/*.csv.gz») → the files they name, by fsspec."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from faktograf.errors import BadInput

_WEB = ("http", "https")
_ERRORS = (("aiohttp", "ClientError"), ("botocore.exceptions", "BotoCoreError"))  # of those that are no OSError


class File(NamedTuple):
    """A file by its address, its name below the folder that was asked for, and its path where it is local."""

    url: str
    name: str
    open: Callable[[], Any]
    path: Path | None


def is_address(source: str) -> bool:
    """Whether a source is an address, or a pattern of paths."""
    return "://" in source or _is_pattern(source)


def files(address: str) -> list[File]:
    """The files of an address in order: one, a folder's, or those that fit a pattern. Raises BadInput for none."""
    import fsspec

    try:
        system, path = fsspec.core.url_to_fs(address)
        names, top = _listed(system, path, is_web=urlsplit(address).scheme in _WEB)
    except errors(ImportError, ValueError, OSError) as error:  # a protocol that is none, or needs a package
        raise BadInput(f"can't open {address!r}: {error}") from error
    if not names:
        raise BadInput(f"can't open {address!r}: no file or folder; hidden files are passed over")
    return [_file(system, name, top) for name in names]


def errors(*others: type[Exception]) -> tuple[type[Exception], ...]:
    """What the libraries below fsspec raise that are loaded by now, and others."""
    found = (getattr(sys.modules.get(module), name, None) for module, name in _ERRORS)
    return (*others, *(error for error in found if error))


def _listed(system: Any, path: str, *, is_web: bool) -> tuple[list[str], str]:
    """The files, and the folder that they are below."""
    if _is_pattern(path) and not is_web:
        return sorted(name for name in system.glob(path) if system.isfile(name)), path.rpartition("/")[0]
    if not is_web and system.isdir(path):  # any page of the web looks like a folder of links
        return sorted(name for name in system.find(path) if not _is_hidden(name, path)), path
    return [path] if system.exists(path) else [], path.rpartition("/")[0]


def _file(system: Any, name: str, top: str) -> File:
    is_local = "file" in (system.protocol if isinstance(system.protocol, tuple) else (system.protocol,))
    below = urlsplit(name).path.rpartition("/")[2] if "://" in name else _below(name, top)
    shown = name if is_local else system.unstrip_protocol(name)
    return File(shown, below, partial(system.open, name, "rb"), Path(name) if is_local else None)


def _below(name: str, top: str) -> str:
    """The name below a folder; below a pattern like «a/*/b», which is none, the last part."""
    start = top.rstrip("/") + "/"
    return name.removeprefix(start) if name.startswith(start) else name.rpartition("/")[2]


def _is_hidden(name: str, top: str) -> bool:
    return any(part.startswith(".") for part in _below(name, top).split("/"))


def _is_pattern(path: str) -> bool:
    return any(sign in path for sign in "*?[")
