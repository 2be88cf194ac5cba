"""A backup and a drill of a company with a million rows, on SQLite and on PostgreSQL: how long, how large, how much memory.

The floor of a backup is reading every row and hashing it; that of a drill is that, and writing every row into an empty table.

python benchmarks/drill.py [--sample]
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import _server
from _server import Place

#: A client is some eight rows: with its figures, contact, timeline, opportunity, what the search keeps.
CLIENTS, SAMPLE = 120_000, 6_000
MEMORY_MB = 400
FILES = 200


def floor(file: Path) -> tuple[int, float, float]:
    """(rows, seconds to read and hash them, seconds to write them once more)."""
    rows, begun, wrote = 0, time.monotonic(), 0.0
    with closing(sqlite3.connect(file)) as database, tempfile.NamedTemporaryFile(dir=file.parent) as beside:
        copy = sqlite3.connect(beside.name, isolation_level=None)
        copy.execute("PRAGMA journal_mode=OFF")
        copy.execute("BEGIN")
        ours = (
            "type = 'table' AND sql NOT LIKE '%VIRTUAL%' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search_index%'"
        )
        names = [row[0] for row in database.execute(f"SELECT name FROM sqlite_master WHERE {ours}")]
        for name in names:
            cursor = database.execute(f'SELECT * FROM "{name}"')
            columns = ", ".join(f"c{i}" for i in range(len(cursor.description)))
            copy.execute(f'CREATE TABLE "{name}" ({columns})')
            marks = ", ".join("?" for _ in cursor.description)
            while batch := cursor.fetchmany(2000):
                digest = hashlib.sha256()
                for row in batch:
                    digest.update(repr(row).encode())
                rows += len(batch)
                at = time.monotonic()
                copy.executemany(f'INSERT INTO "{name}" VALUES ({marks})', batch)
                wrote += time.monotonic() - at
        copy.execute("COMMIT")
        copy.close()
    return rows, time.monotonic() - begun - wrote, wrote


def files(data: Path) -> None:
    """Some documents of half a megabyte, so that files are copied and checked too."""
    code = (
        "import django, os; django.setup()\n"
        "from dougong.files.storage import keep_sent\n"
        f"for i in range({FILES}): keep_sent(os.urandom(500_000), f'{{i}}.bin', content_type='application/octet-stream')\n"
    )
    environ = _server._environ(DOUGONG_DATA=str(data), DJANGO_SETTINGS_MODULE="dougong.config.settings")
    subprocess.run([sys.executable, "-c", code], env=environ, check=True)


def run(environ: dict[str, str], *words: str) -> tuple[float, int]:
    """Seconds, and the largest memory of the command and of what it started, in MB."""
    measured = (
        "import resource, subprocess, sys; code = subprocess.run(sys.argv[1:], stderr=subprocess.DEVNULL).returncode;"
        "print('peak', resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024); sys.exit(code)"
    )
    begun = time.monotonic()
    command = [sys.executable, "-c", measured, sys.executable, "-m", "dougong", *words]
    done = subprocess.run(command, env=environ, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"dougong {' '.join(words)}: {done.stdout}{done.stderr}")
    return time.monotonic() - begun, int(done.stdout.rsplit("peak ", 1)[1])


def measure(place: Place, bare: tuple[int, float, float]) -> bool:
    folder = Path(tempfile.mkdtemp(prefix="dougong-bench-drill-", dir=place.folder.parent))
    (folder / "key").write_text("a key of the benchmark only")
    more = {"DOUGONG_DATABASE_URL": place.url} if place.url else {}
    environ = _server._environ(
        DOUGONG_DATA=str(place.folder),
        DOUGONG_BACKUP_KEY_FILE=str(folder / "key"),
        DOUGONG_BACKUP_FOLDER=str(folder),
        **more,
    )
    rows, reading, writing = bare
    seconds, memory = run(environ, "backup", str(folder / "a.backup"))
    size = (folder / "a.backup").stat().st_size
    print(
        f"{place.name:>9} backup {rows:>9,} rows {size / 1e6:7.1f} MB {seconds:7.1f} s {rows / seconds:9,.0f} rows/s  {memory:4} MB"
        f"  floor {reading:5.1f} s  ratio {seconds / reading:4.1f}",
        flush=True,
    )
    seconds, peak = run(environ, "drill", str(folder / "a.backup"))
    report = json.loads(next(folder.glob("drill-*.json")).read_text())
    steps = "  ".join(f"{name} {took:.1f}" for name, took in report["seconds"].items())
    below = reading * 2 + writing
    print(
        f"{place.name:>9} drill  {report['rows']:>9,} rows, {report['files']} files: recovery {report['recovery_seconds']:.1f} s"
        f" ({steps}), {seconds:.1f} s in all  {peak:4} MB  floor {below:5.1f} s  ratio {seconds / below:4.1f}"
        f"  {'passed' if report['passed'] else 'FAILED'}",
        flush=True,
    )
    kept = report["passed"] and max(memory, peak) <= MEMORY_MB
    print(f"{place.name:>9} memory {max(memory, peak)} MB, limit {MEMORY_MB} MB: {'kept' if kept else 'MISSED'}")
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    return kept


def main() -> int:
    size = SAMPLE if "--sample" in sys.argv else CLIENTS
    data = _server.company(size)
    if not (data / "files" / "blobs").exists():
        files(data)
    bare = floor(data / "dougong.sqlite3")
    kept = [measure(Place("sqlite", data, ""), bare)]
    try:
        url = _server.testdb.start_postgres()
    except _server.testdb.Absent as absent:
        print(f"SKIPPED PostgreSQL: {absent}")
        return 0 if all(kept) else 1
    _server._company("copy", str(data / "dougong.sqlite3"), DOUGONG_DATA=str(data), DOUGONG_DATABASE_URL=url)
    kept.append(measure(Place("postgres", data, url), bare))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dougong.config.settings")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(main())
