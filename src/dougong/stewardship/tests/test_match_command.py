"""`dougong match` from files to a file, and what it says of files that it can't match."""

from __future__ import annotations

import csv
import json
import os
from collections import Counter
from pathlib import Path

import pytest

from benchmarks._clients import hard_set
from dougong.config.cli import main
from dougong.kit.tabular import Column, write_xlsx
from dougong.stewardship.matching.command import COLUMNS

HEAD = "公司名,税号,电话,负责人,地址,邮箱"


def clusters(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shares(truth: list[object], found: list[object]) -> tuple[float, float]:
    """(precision, recall) over pairs."""

    def count(labels: list[object]) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(labels).values())

    both = count(list(zip(truth, found, strict=True)))
    return both / count(found), both / count(truth)


def test_several_files_with_other_columns_and_encodings_are_matched_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (tmp_path / "a.xlsx").open("wb") as file:
        rows = [
            ["2026 年客户台账", None, None],
            ["客户名称", "联系电话", "累计合同额"],
            ["江苏华阳智能装备股份有限公司", "13812345678", 350000],
            ["宏远贸易有限公司", "13900000001", 1200],
            ["合计", None, 351200],
        ]
        write_xlsx(file, [Column(str(t or " ")) for t in rows[0]], rows[1:], sheet="台账")
    gbk = f"{HEAD}\r\n江苏华阳智能装备股份公司,,138-1234-5678,张伟,,a@example.com\r\n".encode("gb18030")
    (tmp_path / "b.csv").write_bytes(gbk + "瑞丰环保科技有限公司,,13700000002,李强,南京市中山路1号,\r\n".encode())
    out, why = tmp_path / "clusters.csv", tmp_path / "why.jsonl"
    files = [str(tmp_path / "a.xlsx"), str(tmp_path / "b.csv")]
    assert main(["match", *files, "--out", str(out), "--json", "--explain", str(why)]) == 0
    found = clusters(out)
    assert list(found[0]) == list(COLUMNS)
    assert [(r["file"], r["sheet"], r["row"]) for r in found] == [
        ("a.xlsx", "台账", "3"), ("a.xlsx", "台账", "4"), ("b.csv", "", "2"), ("b.csv", "", "3"),
    ]  # fmt: skip
    assert found[0]["cluster"] == found[2]["cluster"]
    assert len({r["cluster"] for r in found}) == 3
    captured = capsys.readouterr()
    said = json.loads(captured.out)
    assert (said["rows"], said["files"], said["clients"]) == (4, {"a.xlsx": 2, "b.csv": 2}, 3)
    assert "UTF-8" in captured.err and "GB18030" in captured.err
    pair = json.loads(why.read_text(encoding="utf-8").splitlines()[0])
    assert (pair["left"]["row"], pair["right"]["row"]) == (3, 2)
    total = pair["prior_bits"] + sum(step["bits"] for step in pair["steps"])
    assert total == pytest.approx(pair["bits"], abs=0.01)
    assert {s["comparison"]: s["level"] for s in pair["steps"]}["name"] == "stem"


def test_one_row_is_a_client_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text(f"{HEAD}\n华阳环保有限公司,,,,,\n", encoding="utf-8")
    out = tmp_path / "clusters.csv"
    assert main(["match", str(tmp_path / "one.csv"), "--out", str(out)]) == 0
    assert clusters(out) == [
        {"file": "one.csv", "sheet": "", "row": "2", "auto_cluster": "1", "cluster": "1", "probability": "0.000000",
         "band": "single"}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "“a.csv”: The file is empty"),
        ("a.pdf", b"%PDF-1.7 ...", "“a.pdf”: This is no spreadsheet (its content is PDF)"),
        (
            "a.csv",
            "日期,金额\n2024-03-05,120\n2024-03-06,90\n".encode(),
            "No column of “a.csv” was found to hold company names",
        ),
        ("a.csv", "甲,乙\n1,2\n3,4\n".encode(), "No column of “a.csv” was found to hold company names"),
        ("a.csv", f"{HEAD}\n".encode(), "“a.csv” has no rows of data"),
        ("a.xlsx", b"PK\x03\x04broken", "“a.xlsx”: The file is damaged"),
    ],
)
def test_a_file_that_cannot_be_matched_is_named_with_its_reason(
    name: str,
    content: bytes,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / name).write_bytes(content)
    out = tmp_path / "clusters.csv"
    assert main(["match", str(tmp_path / name), "--out", str(out)]) == 2
    captured = capsys.readouterr()
    assert said in captured.err and "Traceback" not in captured.err and captured.out == ""
    assert not out.exists()


def test_files_that_are_not_there_or_twice_and_places_that_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    (tmp_path / "a.csv").write_text(f"{HEAD}\n华阳环保有限公司,,,,,\n", encoding="utf-8")
    given, out = str(tmp_path / "a.csv"), str(tmp_path / "clusters.csv")
    assert main(["match", str(tmp_path / "none.csv"), "--out", out]) == 2
    assert main(["match", given, given, "--out", out]) == 2
    assert main(["match", given, "--out", str(tmp_path)]) == 2
    assert main(["match", given, "--out", str(tmp_path / "no" / "where.csv")]) == 2
    assert main(["match", given, "--out", given]) == 2
    assert main(["match", given, "--out", out, "--explain", out]) == 2
    (tmp_path / "台账.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    assert main(["match", str(tmp_path / "台账.csv"), "--out", out]) == 2
    assert main(["match", str(tmp_path / "pipe.csv"), "--out", out]) == 2, "it is not waited for"
    errors = [line.replace(f"{tmp_path}/", "") for line in capsys.readouterr().err.splitlines()]
    assert errors == [
        "读不到文件「none.csv」：没有这个文件。", "文件「a.csv」给了两次。", f"写不了「{tmp_path}」：这是一个文件夹。",
        "写不了「no/where.csv」：所在的文件夹不存在。", "写不了「a.csv」：它是要比对的文件。",
        "写不了「clusters.csv」：两份结果写到了同一个文件。", "读不到文件「台账.csv」：这是一个文件夹。",
        "读不到文件「pipe.csv」：这不是普通文件。",
    ]  # fmt: skip
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.csv", "pipe.csv", "台账.csv"]


def test_an_invented_hard_list_is_matched_as_promised() -> None:
    """A usual list (hardness 0.5) of a seed that the weights were not fitted on; larger ones in `make bench match`."""
    from dougong.stewardship.matching import match_rows

    rows = hard_set(500, 301, 0.5)
    matched = match_rows([row.said for row in rows])
    truth: list[object] = [row.client for row in rows]
    precision, recall = shares(truth, [at.auto_cluster for at in matched.placed])
    assert precision >= 0.999 and recall >= 0.95
    precision, recall = shares(truth, [at.cluster for at in matched.placed])
    assert 2 * precision * recall / (precision + recall) >= 0.99


def test_the_shared_lists_are_matched_as_promised(shared_data: Path, tmp_path: Path) -> None:
    folder, out = shared_data / "clients", tmp_path / "clusters.csv"
    assert main(["match", str(folder / "clients.xlsx"), str(folder / "clients_gbk.csv"), "--out", str(out)]) == 0
    with (folder / "truth.csv").open(encoding="utf-8") as file:
        truth = {(r["file"], r["sheet"], r["row"]): r["entity"] for r in csv.DictReader(file)}
    found = clusters(out)
    assert [(r["file"], r["sheet"], r["row"]) for r in found] == list(truth), "every row of data once, in order"
    labels: list[object] = list(truth.values())
    precision, recall = shares(labels, [r["auto_cluster"] for r in found])
    assert precision >= 0.999 and recall >= 0.95
    precision, recall = shares(labels, [r["cluster"] for r in found])
    assert 2 * precision * recall / (precision + recall) >= 0.99


def test_of_a_row_that_stands_there_hundreds_of_times_all_are_one_client() -> None:
    from dougong.stewardship.matching import match_rows

    order = {"name": "苏州华阳科技有限公司", "phone": "13812345678", "person": "张伟"}
    nobody: dict[str, object] = {"person": "李强"}
    rows: list[dict[str, object]] = [{"name": "瑞丰环保有限公司"}, *[order] * 300, *[nobody] * 30, dict(order, person="王芳")]
    placed = match_rows(rows).placed
    assert {(p.auto_cluster, p.band) for p in placed[1:301]} == {(2, "auto")} and placed[-1].cluster == 2
    assert [(p.auto_cluster, p.cluster) for p in placed[301:331]] == [(n, 302) for n in range(302, 332)], "a person is asked"
