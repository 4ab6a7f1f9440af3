"""A real server of the web application on a free port of this machine, and a real Chromium."""

import shutil
import threading
from contextlib import contextmanager

import uvicorn

from faktograf.web import app


@contextmanager
def served(store=None, **options):
    """The address of a server that runs while the block does."""
    config = uvicorn.Config(app.create(store, **options), host="127.0.0.1", port=0, log_level="error")
    server = uvicorn.Server(config)
    started = threading.Event()
    startup = server.startup

    async def told(*arguments, **named):
        await startup(*arguments, **named)
        started.set()

    server.startup = told
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert started.wait(60)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(30)


def chromium():
    """Where Debian's Chromium is; None without one."""
    return shutil.which("chromium")
