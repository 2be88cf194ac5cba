"""Matching a million invented rows by `dougong match`, and how well: beside a plain group-by on the normalised name.

    python benchmarks/match.py [--sample]

Prints time and peak memory of the command with all its processes, the floor's time, then precision and recall on hard
sets of seeds that the weights were not fitted on, the errors by kind, calibration, and the shared lists where they are.
"""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from _clients import HardRow, hard_set

from dougong.kit.formats import name_key
from dougong.stewardship.matching import match_rows
from dougong.stewardship.matching.features import FIELDS
from dougong.stewardship.matching.model import probability

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
LIMIT_SECONDS, LIMIT_GB = 600, 8
SEEDS = ((101, 0.5), (102, 0.5), (103, 0.75), (104, 0.75), (105, 1.0), (106, 1.0))
KINDS = ("auto_cluster", "cluster")


def quality(truth: Sequence[object], found: Sequence[object]) -> tuple[float, float, float]:
    """(precision, recall, F1) over pairs of rows within one cluster."""
    both, right, made = _pairs(zip(truth, found, strict=True)), _pairs(truth), _pairs(found)
    p, r = both / made if made else 1.0, both / right if right else 1.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def _pairs(labels: Iterable[object]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(labels).values())


def _shown(figures: tuple[float, float, float]) -> str:
    return "precision {:.4f}  recall {:.4f}  F1 {:.4f}".format(*figures)


def write_files(rows: Sequence[HardRow], folder: Path, files: int = 4) -> list[Path]:
    """CSV files with columns as companies head them."""
    heads = ("客户名称", "统一社会信用代码", "联系电话", "联系人", "法定代表人", "邮箱", "注册地址", "行业")
    paths, step = [], -(-len(rows) // files)
    for number in range(files):
        paths.append(folder / f"clients{number}.csv")
        with paths[-1].open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(heads)
            writer.writerows([row.said[f] for f in FIELDS] for row in rows[number * step : (number + 1) * step])
    return paths


def timed(paths: Sequence[Path], out: Path) -> tuple[float, float, float]:
    """(seconds, seconds of CPU, peak GB) of `dougong match` with its processes."""
    begun = time.monotonic()
    command = [sys.executable, "-m", "dougong", "match", *map(str, paths), "--out", str(out)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak, used = 0, dict[int, float]()
    while child.poll() is None:
        tree = _tree(child.pid)
        peak = max(peak, sum(size for size, _ in tree.values()))
        used.update({pid: cpu for pid, (_, cpu) in tree.items()})
        time.sleep(0.3)
    print("   ", child.stdout.read().strip() if child.stdout else "")
    if child.returncode:
        sys.exit(child.returncode)
    return time.monotonic() - begun, sum(used.values()), peak / 1024**3


def _tree(pid: int) -> dict[int, tuple[int, float]]:
    """(bytes in memory, seconds of CPU) of a process and all below it, by process."""
    page, tick = resource.getpagesize(), float(os.sysconf("SC_CLK_TCK"))
    children: dict[int, list[int]] = defaultdict(list)
    known: dict[int, tuple[int, float]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        one = int(stat.parent.name)
        children[int(told[1])].append(one)
        known[one] = (int(told[21]) * page, (int(told[11]) + int(told[12])) / tick)
    found, todo = {}, [pid]
    while todo:
        one = todo.pop()
        if one in known:
            found[one] = known[one]
        todo += children[one]
    return found


def speed(clients: int, limits: bool) -> None:
    rows = hard_set(clients, 7, 0.5)
    truth = [row.client for row in rows]
    print(f"{len(rows)} rows of {clients} clients in 4 CSV files")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "clusters.csv"
        seconds, cpu, memory = timed(write_files(rows, Path(folder)), out)
        with out.open(encoding="utf-8") as file:
            found = list(csv.DictReader(file))
    begun = time.process_time()
    floor = [name_key(row.said["name"]) for row in rows]
    groups = len(set(floor))
    bare = time.process_time() - begun
    limit = f"  (limits {LIMIT_SECONDS} s, {LIMIT_GB} GB)" if limits else ""
    print(f"    {seconds:.0f} s ({cpu:.0f} s of CPU), {memory:.1f} GB{limit}")
    print(f"    floor {bare:.1f} s of CPU for {groups} names; ratio {cpu / bare:.0f}")
    for kind in KINDS:
        print(f"    {kind:13}", _shown(quality(truth, [row[kind] for row in found])))
    print("    group-by name", _shown(quality(truth, floor)))


def hard(seeds: Sequence[tuple[int, float]], clients: int = 2500) -> None:
    wrong: Counter[str] = Counter()
    bins: dict[int, list[float]] = defaultdict(lambda: [0, 0, 0.0])
    for seed, hardness in seeds:
        rows = hard_set(clients, seed, hardness)
        truth = [row.client for row in rows]
        matched = match_rows([row.said for row in rows])
        print(f"seed {seed}, hardness {hardness}: {len(rows)} rows")
        for kind in KINDS:
            print(f"    {kind:13}", _shown(quality(truth, [getattr(at, kind) for at in matched.placed])))
        wrong += _errors(rows, [at.cluster for at in matched.placed])
        for pair in matched.pairs:
            p = probability(pair.bits)
            bin_ = bins[min(9, int(p * 10))]
            bin_[0], bin_[1], bin_[2] = bin_[0] + 1, bin_[1] + (truth[pair.left] == truth[pair.right]), bin_[2] + p
    print("errors of `cluster` by kind:", ", ".join(f"{name} {count}" for name, count in wrong.most_common()) or "none")
    print(
        "calibration (said → true):", ", ".join(f"{s / n:.2f} → {t / n:.2f}" for _, (n, t, s) in sorted(bins.items()))
    )


def _errors(rows: Sequence[HardRow], found: Sequence[int]) -> Counter[str]:
    """Clients joined with others, by what those are; clients torn apart."""
    wrong: Counter[str] = Counter()
    held: dict[int, set[int]] = defaultdict(set)
    parts: dict[int, set[int]] = defaultdict(set)
    kinds: dict[int, str] = {}
    for row, cluster in zip(rows, found, strict=True):
        held[cluster].add(row.client)
        parts[row.client].add(cluster)
        kinds[row.client] = row.kind
    for clients in held.values():
        for one, other in pairwise(sorted(clients)):
            wrong["joined: " + " and ".join(sorted({kinds[one], kinds[other]}))] += 1
    wrong["torn apart"] = sum(len(clusters) > 1 for clusters in parts.values())
    return +wrong


def shared_lists() -> None:
    folder = SHARED / "clients"
    if not folder.is_dir():
        print("SKIPPED: the shared lists are not here")
        return
    from dougong.stewardship.matching.reading import read_files

    with (folder / "truth.csv").open(encoding="utf-8") as file:
        truth = {(r["file"], r["sheet"], int(r["row"])): r["entity"] for r in csv.DictReader(file)}
    read = read_files([folder / "clients.xlsx", folder / "clients_gbk.csv"])
    matched = match_rows([record.said for record in read.records])
    labels = [truth[r.file, r.sheet, r.row] for r in read.records]
    print(f"shared lists: {len(labels)} rows, {len(truth)} in truth.csv")
    for kind in KINDS:
        print(f"    {kind:13}", _shown(quality(labels, [getattr(at, kind) for at in matched.placed])))


def short_names() -> None:
    """Listed companies by short and full name, and nothing else said: what a name alone tells."""
    file = SHARED / "names" / "listed_short_full.csv"
    if not file.is_file():
        print("SKIPPED: the shared short names are not here")
        return
    with file.open(encoding="utf-8-sig") as opened:
        pairs = [(row["证券简称"], row["公司中文名称"]) for row in csv.DictReader(opened)]
    matched = match_rows([{"name": name} for pair in pairs for name in pair])
    best: dict[int, int] = {}
    for pair in matched.pairs:
        for row, other in ((pair.left, pair.right), (pair.right, pair.left)):
            best.setdefault(row, other)
    right = sum(best.get(2 * i) == 2 * i + 1 for i in range(len(pairs)))
    none = sum(2 * i not in best for i in range(len(pairs)))
    truth = [i // 2 for i in range(2 * len(pairs))]
    print(f"short names: {len(pairs)}; likeliest partner is the full name {right}, another {len(pairs) - right - none}")
    for kind in KINDS:
        print(f"    {kind:13}", _shown(quality(truth, [getattr(at, kind) for at in matched.placed])))


def main() -> None:
    sample = "--sample" in sys.argv
    speed(10_000 if sample else 500_000, not sample)
    hard(SEEDS[::2] if sample else SEEDS, 1000 if sample else 2500)
    shared_lists()
    if not sample:
        short_names()


if __name__ == "__main__":
    main()
