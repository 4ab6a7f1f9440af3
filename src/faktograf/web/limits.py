"""What stands before the application: bodies bounded, headers that let nothing in from elsewhere."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

_HEADERS = {
    "content-security-policy": (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; "
        "base-uri 'none'; form-action 'self'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


_PATIENCE = 16  # times the bound


class Limited:
    """An ASGI application whose requests have at most `most` bytes; all its answers carry the headers above."""

    def __init__(self, app: App, *, most: int):
        self._app, self._most = app, most

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Pass a request on whole, or answer 413."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            if len(body) > self._most:
                await self._passed_over(receive, message)
                await self._refuse(send)
                return
            if not message.get("more_body"):
                break
        given = iter([{"type": "http.request", "body": bytes(body), "more_body": False}])

        async def replay() -> Message:
            return next(given, None) or await receive()

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_encoded(_HEADERS)]
            await send(message)

        await self._app(scope, replay, dressed)

    async def _passed_over(self, receive: Receive, message: Message) -> None:
        """The rest of a body that is somewhat too large is heard, so that the answer can be."""
        heard = 0
        while message.get("more_body") and heard < _PATIENCE * self._most:
            message = await receive()
            heard += len(message.get("body", b""))

    async def _refuse(self, send: Send) -> None:
        text = f'{{"detail": "the request is over {self._most} bytes"}}'.encode()
        headers = _encoded(
            {"content-type": "application/json", "content-length": str(len(text)), "connection": "close"}
        )
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await send({"type": "http.response.body", "body": text})


def _encoded(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]
