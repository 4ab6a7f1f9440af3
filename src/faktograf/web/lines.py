"""JSON Lines as the body of a request: to the routes they are a JSON list, each line one of it."""

from collections.abc import MutableMapping
from typing import Any

from faktograf.web.limits import App, Message, Receive, Send

NDJSON = "application/x-ndjson"
_TYPES = (NDJSON.encode(), b"application/jsonl", b"application/json-lines")


class Lines:
    """An ASGI application; bodies come to it whole, as `Limited` passes them on."""

    def __init__(self, app: App):
        self._app = app

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Pass a request on, JSON Lines as JSON."""
        headers = dict(scope.get("headers", ()))
        if headers.get(b"content-type", b"").split(b";")[0].strip().lower() not in _TYPES:
            await self._app(scope, receive, send)
            return
        lines = (await receive())["body"].splitlines()
        body = b"[" + b",".join(line for line in lines if line.strip()) + b"]"
        headers |= {b"content-type": b"application/json", b"content-length": str(len(body)).encode()}
        given = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def replay() -> Message:
            return next(given, None) or await receive()

        await self._app({**scope, "headers": list(headers.items())}, replay, send)
