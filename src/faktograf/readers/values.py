"""What databases and columnar files hold → what JSON can: a day as «2019-03-05», a decimal as it is written."""

import datetime as dt
import math
from typing import Any

_WHOLE = 2**63  # integers beyond it are no JSON for most readers


def plain(value: Any) -> Any:
    """The value with nothing in it but text, numbers, truth, nothing, lists and objects of them.

    Bytes become text where they are UTF-8, and stay bytes where they are not.
    """
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        return value if -_WHOLE <= value < _WHOLE else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return _text(bytes(value)) if isinstance(value, bytes | bytearray | memoryview) else str(value)


def _text(data: bytes) -> str | bytes:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data
