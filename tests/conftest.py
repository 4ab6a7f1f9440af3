"""A real PostgreSQL server, started by an ordinary user on a private port and folder, for the tests that need one.

Property tests have no deadline: no test asserts on the clock.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from faktograf.language import morphology
from stores import KINDS

settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")

# a grammeme that is none is an error here; users are spared the check, which would cost them half of each look at a tag
morphology.analyzer().TagClass.typed_grammemes = True

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def as_user(*command):
    """The command as an ordinary user: PostgreSQL will not run as root."""
    return ["runuser", "-u", "nobody", "--", *map(str, command)] if os.geteuid() == 0 else [str(c) for c in command]


@pytest.fixture(scope="session")
def postgres_server():
    if not PROGRAMS:
        pytest.skip("no PostgreSQL server is installed")
    folder = Path(tempfile.mkdtemp(prefix="faktograf-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    programs, data = PROGRAMS[-1], folder / "data"
    setup = [programs / "initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(as_user(*setup), check=True, capture_output=True, cwd=folder)
    options = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off"
    control = [programs / "pg_ctl", "-D", data, "-w"]
    subprocess.run(
        as_user(*control, "-l", folder / "log", "-o", options, "start"),
        check=True,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield f"postgresql://tester@127.0.0.1:{port}"
    subprocess.run(as_user(*control, "-m", "immediate", "stop"), cwd=folder, capture_output=True)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(postgres_server):
    """The address of a database that is empty."""
    from adbc_driver_postgresql import dbapi

    with dbapi.connect(f"{postgres_server}/postgres", autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS facts WITH (FORCE)")
        cursor.execute("CREATE DATABASE facts")
    return f"{postgres_server}/facts"


@pytest.fixture(params=KINDS)
def destination(request, tmp_path):
    if request.param == "postgresql":
        return request.getfixturevalue("postgres")
    return str(tmp_path / request.param)
