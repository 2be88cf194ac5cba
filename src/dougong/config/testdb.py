"""A PostgreSQL of our own for tests and benchmarks: Debian's binaries, a temporary folder, a free port."""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "60",
    "shared_buffers": "128MB",
}


class Absent(RuntimeError):
    """The binaries are not on this machine; `make system` installs them."""


def binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise Absent("PostgreSQL's server is not installed (make system)")
    return found[-1].parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _unprivileged() -> tuple[list[str], pwd.struct_passwd | None]:
    """PostgreSQL refuses to run as root: a root run takes `postgres` or else `nobody`."""
    if os.geteuid() != 0:
        return ["setpriv", "--pdeathsig", "INT"], None
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        ids = [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
        return ["setpriv", *ids, "--pdeathsig", "INT"], account
    raise Absent("no unprivileged account to run PostgreSQL with")


def start_postgres() -> str:
    """Start a server that ends with this process; its DATABASE_URL. Raises Absent."""
    bin_folder, (as_user, account) = binaries(), _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="dougong-pg-"))
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)
    port, cluster = free_port(), folder / "cluster"
    initdb = [str(bin_folder / "initdb"), "-D", str(cluster), "-U", "dougong", "-A", "trust", "-E", "UTF8"]
    subprocess.run([*as_user, *initdb, "--no-locale", "-N"], check=True, stdout=subprocess.DEVNULL, cwd="/")
    options = [f"-c{name}={value}" for name, value in FAST.items()]
    log = (folder / "log").open("wb")
    server = subprocess.Popen(
        [*as_user, str(bin_folder / "postgres"), "-D", str(cluster), "-p", str(port), *options],
        stdout=log, stderr=log, cwd="/",
    )  # fmt: skip
    atexit.register(_stop, server, folder, os.getpid())
    ready = [str(bin_folder / "pg_isready"), "-h", "127.0.0.1", "-p", str(port), "-t", "1", "-q"]
    for _ in range(100):
        if subprocess.run(ready).returncode == 0:
            return f"postgres://dougong@127.0.0.1:{port}/postgres"
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()[-500:]}")


def _stop(server: subprocess.Popen[bytes], folder: Path, owner: int) -> None:
    if os.getpid() != owner:
        return  # a forked child leaving
    server.send_signal(signal.SIGINT)  # fast shutdown: open connections are not waited for
    server.wait(timeout=20)
    shutil.rmtree(folder, ignore_errors=True)
