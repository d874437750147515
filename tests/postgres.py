"""A PostgreSQL server of the tests' own: in a temporary folder, on a free port of this machine, thrown away afterwards."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

#: Debian keeps the server's programs out of the path.
PROGRAMS = Path("/usr/lib/postgresql")
#: The server refuses to run as root; then this user of the system runs it.
SERVER_USER = "postgres"
#: Owns the tables, as in production: a plain role, so that row-level security holds for it.
ROLE = "wegwijzer"
START_SECONDS = 30

#: Databases are made and dropped by the hundred: in memory, where it has room for the servers of all workers.
MEMORY, ROOM = Path("/dev/shm"), 4_000_000_000

_FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "shared_buffers=64MB",
    "autovacuum=off",
    "max_wal_size=128MB",
)


def programs() -> Path | None:
    """The folder of the newest server that is installed."""
    found = [folder for folder in PROGRAMS.glob("*/bin") if (folder / "initdb").exists()]
    if found:
        return max(found, key=lambda folder: int(folder.parent.name))
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def cluster(bin: Path) -> Iterator[str]:
    """Start a server; gives the URL of its database as a plain role that may make databases."""
    folder = Path(tempfile.mkdtemp(prefix="wegwijzer-pg-", dir=_memory()))
    password, port = secrets.token_hex(16), _free_port()
    (folder / "password").write_text(password)
    if os.geteuid() == 0:
        user = pwd.getpwnam(SERVER_USER)
        for path in (folder, folder / "password"):
            os.chown(path, user.pw_uid, user.pw_gid)
    data = folder / "data"
    settings = (*_FAST, f"port={port}", f"unix_socket_directories={folder}", "listen_addresses=127.0.0.1")
    options = " ".join(f"-c {setting}" for setting in settings)
    try:
        _run(bin / "initdb", "-D", data, "-U", "admin", "-A", "scram-sha-256", f"--pwfile={folder / 'password'}", "-E", "UTF8", "--no-sync")
        _run(
            bin / "pg_ctl",
            "-D",
            data,
            "-w",
            "-t",
            START_SECONDS,
            "-l",
            folder / "log",
            "-o",
            options,
            "start",
        )
        try:
            make_role = f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password}'"
            _run(bin / "psql", f"postgresql://admin:{password}@127.0.0.1:{port}/postgres", "-q", "-c", make_role)
            yield f"postgresql://{ROLE}:{password}@127.0.0.1:{port}/postgres"
        finally:
            _run(bin / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _memory() -> Path | None:
    """Where files are in memory; None where there is no such place, or too little of it."""
    return MEMORY if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM else None


def sibling(url: str, name: str) -> str:
    """The URL of another database of the same server."""
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _run(*command: object) -> None:
    prefix = ["runuser", "-u", SERVER_USER, "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
