"""The HTTP API and the pages: FastAPI over one store, if any, and this process's models."""

import asyncio
import datetime as dt
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec
from fastapi import Depends, FastAPI, HTTPException, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, StreamingResponse
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, ConfigDict, Field
from starlette.middleware.trustedhost import TrustedHostMiddleware

import faktograf
from faktograf import analysis, readers
from faktograf.web import exports
from faktograf.web.browse import Browser, Filters
from faktograf.web.limits import Limited
from faktograf.web.lines import NDJSON, Lines
from faktograf.web.shown import shown

STATIC = Path(__file__).parent / "static"
PAGES = {"/": "try.html", "/browse": "browse.html", "/organization": "organization.html", "/article": "article.html"}
MOST_BYTES = 4 * 2**20
SECONDS = 60.0
_EXPORTED = 100_000  # facts
_T = TypeVar("_T")
_models = threading.Lock()  # one text at a time: the models' caches are one


class Given(BaseModel):
    """An article: its text, and what is known of it."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(max_length=1_000_000)
    published: dt.date | None = None
    id: str = Field("text", min_length=1, max_length=1000)

    @property
    def day(self) -> str | None:
        """The publication date as ISO."""
        return self.published.isoformat() if self.published else None


def create(
    store: str | None = None, *, hosts: tuple[str, ...] = (), most: int = MOST_BYTES, seconds: float = SECONDS
) -> Any:
    """The ASGI application; `hosts` are names it answers to besides this machine's own. Raises BadInput."""
    browser = Browser(store) if store else None

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if browser is None:
            yield
            return
        counting = threading.Thread(target=browser.organizations)  # of a million facts of SQLite it takes seconds
        counting.start()
        yield
        counting.join()
        browser.close()

    app = FastAPI(lifespan=lifespan, title="faktograf", version=faktograf.__version__, docs_url=None, redoc_url=None)
    app.add_exception_handler(RequestValidationError, _wrong)
    _pages(app)
    _extraction(app, seconds)
    opened = _opener(browser)
    _facts(app, opened)
    _names(app, opened)
    allowed = ["127.0.0.1", "localhost", "[::1]", *hosts]
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=allowed)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return Limited(Lines(app), most=most)


async def _wrong(request: Request, error: Exception) -> Response:
    """What is wrong with a request, without what it held: that may be no text at all."""
    assert isinstance(error, RequestValidationError)
    told = [{"loc": list(one["loc"]), "msg": one["msg"], "type": one["type"]} for one in error.errors()]
    text = json.dumps({"detail": told}, ensure_ascii=True)
    return Response(text, 422, media_type="application/json")


def _pages(app: FastAPI) -> None:
    def page(name: str) -> Callable[[], FileResponse]:
        return lambda: FileResponse(STATIC / name, media_type="text/html; charset=utf-8")

    for path, name in PAGES.items():
        app.get(path, include_in_schema=False)(page(name))


def _extraction(app: FastAPI, seconds: float) -> None:
    too_slow: Any = {408: {"description": "the text takes too long"}, 413: {"description": "the request is too large"}}

    @app.get("/health")
    def health() -> dict[str, str]:
        """Whether it answers, and its version."""
        return {"status": "ok", "version": faktograf.__version__}

    many = {"type": "array", "items": {"$ref": "#/components/schemas/Given"}}  # one a line
    lines = {"requestBody": {"content": {NDJSON: {"schema": many}}}}

    @app.post("/extract", responses=too_slow, response_model=None, openapi_extra=lines)
    async def extract(given: Given | list[Given]) -> Response:
        """The record of one article as JSON; of a list the records as JSON Lines, each as soon as it is made.

        A list may be given as JSON Lines too: an article a line.
        """
        if isinstance(given, list):
            return StreamingResponse(_lines(given), media_type=NDJSON)
        return Response(await _within(seconds, lambda: _record(given)), media_type="application/json")

    @app.post("/show", responses=too_slow)
    async def show(given: Given) -> Response:
        """One text for the screen: its record, the text as HTML with marks, its facts as cards."""

        def made() -> bytes:
            with _models:
                return msgspec.json.encode(shown(given.text, published=given.day))

        return Response(await _within(seconds, made), media_type="application/json")


def _record(given: Given) -> bytes:
    document = readers.document(given.text, published=given.day, id=given.id)
    with _models:
        return msgspec.json.encode(analysis.extract(document))


def _lines(given: list[Given]) -> Iterator[bytes]:
    for one in given:
        yield _record(one) + b"\n"


async def _within(seconds: float, call: Callable[[], _T]) -> _T:
    """What a call in another thread gives. Raises HTTPException 408 where it takes too long."""
    try:
        return await asyncio.wait_for(asyncio.to_thread(call), seconds)
    except TimeoutError as error:
        raise HTTPException(408, f"no result in {seconds:g} seconds; send a shorter text") from error


def _filters(
    organization: Annotated[str | None, Query(max_length=1000)] = None,
    begin: dt.date | None = None,
    end: dt.date | None = None,
    kind: Annotated[str | None, Query(max_length=100)] = None,
    unit: Annotated[str | None, Query(max_length=100)] = None,
    text: Annotated[str | None, Query(max_length=1000)] = None,
) -> Filters:
    return Filters(organization, begin, end, kind, unit, text)


Wanted = Annotated[Filters, Depends(_filters)]
_NO_STORE: Any = {404: {"description": "the server was started without a store, or has no such thing"}}


def _opener(browser: Browser | None) -> Any:
    """What gives a route its store, or answers 404."""

    def opened() -> Browser:
        if browser is None:
            raise HTTPException(404, "no store is open; start with one: faktograf serve facts.duckdb")
        return browser

    return Depends(opened)


def _facts(app: FastAPI, opened: Any) -> None:
    Opened = Annotated[Browser, opened]

    @app.get("/facts", responses=_NO_STORE)
    def facts(
        store: Opened, wanted: Wanted, after: str | None = None, limit: Annotated[int, Query(ge=1, le=500)] = 50
    ) -> Response:
        """A page of facts; `next`, given as `after`, leads to the one behind it."""
        rows, following = store.facts(wanted, after=after, limit=limit)
        return _json({"facts": rows, "next": following})

    @app.get("/facts.csv", responses=_NO_STORE)
    def as_csv(store: Opened, wanted: Wanted) -> StreamingResponse:
        """The facts that pass the filters, as CSV."""
        headers = {"content-disposition": 'attachment; filename="facts.csv"'}
        lines = exports.csv_lines(exports.all_facts(store, wanted, most=_EXPORTED))
        return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=headers)


def _names(app: FastAPI, opened: Any) -> None:
    Opened = Annotated[Browser, opened]

    @app.get("/organizations", responses=_NO_STORE)
    def organizations(
        store: Opened,
        text: Annotated[str | None, Query(max_length=1000)] = None,
        limit: Annotated[int, Query(ge=1, le=500)] = 100,
    ) -> Response:
        """The organizations with most facts, those whose name has the text."""
        return _json(store.organizations(text, limit))

    @app.get("/choices", responses=_NO_STORE)
    def choices(store: Opened) -> Response:
        """The kinds and units that the store has."""
        return _json(store.choices)

    @app.get("/articles", responses=_NO_STORE)
    def article(store: Opened, id: Annotated[str, Query(max_length=1000)]) -> Response:
        """One article, its text as HTML with marks, its facts."""
        found = store.article(id)
        if found is None:
            raise HTTPException(404, "no article has this id")
        return _json(found)


def _json(value: Any) -> Response:
    return Response(msgspec.json.encode(value), media_type="application/json")
