"""How many fields of a business licence are read right, by layout and by what happened to its picture.

    python benchmarks/licence.py [--sample]

Licences are drawn (invented companies, four layouts, two typefaces) and then photographed in pretence: noise and uneven light,
leaning, perspective, blur, small, turned by a quarter and a half, a coarse JPEG, a PDF. A field is right when its value is what was
printed, in the form that a dossier keeps; blanks and the width of punctuation don't count. Beside it how many wrong ones were told
as sure (0.9 and more), which is worse than a wrong one that asks to be looked at. --sample draws a few of each.
"""

from __future__ import annotations

import io
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable

from PIL import Image

from dougong.clients.licence import child
from dougong.clients.tests import licences
from dougong.files.texts.ocr import Reader

SURE = 0.9
#: Of the fields of clean and of spoilt pictures: less is a step back.
LIMIT_CLEAN, LIMIT_SPOILT = 0.97, 0.90


def pdf(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PDF", resolution=150)
    return out.getvalue()


SPOILT: dict[str, Callable[[Image.Image, int], bytes]] = {
    "clean": lambda p, n: licences.as_jpeg(p, 92),
    "pdf": lambda p, n: pdf(p),
    "noise": lambda p, n: licences.as_jpeg(licences.noisy(p, n)),
    "leaning": lambda p, n: licences.as_jpeg(licences.noisy(licences.askew(p, (-9, -4, 3, 7)[n % 4]), n, 8)),
    "perspective": lambda p, n: licences.as_jpeg(licences.noisy(licences.in_perspective(p, n), n, 8)),
    "quarter": lambda p, n: licences.as_jpeg(p.rotate(90 if n % 2 else 270, expand=True)),
    "half": lambda p, n: licences.as_jpeg(p.rotate(180)),
    "coarse": lambda p, n: licences.as_jpeg(p, 25),
    "small": lambda p, n: licences.as_jpeg(p.resize((p.width * 6 // 10, p.height * 6 // 10))),
    "soft": lambda p, n: licences.as_jpeg(licences.blurred(p, 1.6)),
}


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).replace(";", ",").replace("、", ",")


def main() -> int:
    each = 1 if "--sample" in sys.argv else 5
    reader, kept = Reader(child.SIDE), True
    by_key, of_key = Counter[str](), Counter[str]()
    for name, spoil in SPOILT.items():
        right = asked = false_sure = refused = 0
        took: list[float] = []
        for n in range(each * len(licences.LAYOUTS)):
            drawn = licences.draw(200 + n)
            begun = time.process_time()
            answer = child.read(spoil(drawn.picture, n), "application/pdf" if name == "pdf" else "image/jpeg", reader)
            took.append(time.process_time() - begun)
            refused += "problem" in answer
            found = {f["key"]: f for f in answer.get("fields", ())}
            for key, said in drawn.said.items():
                good = key in found and plain(found[key]["value"]) == plain(said)
                asked, right = asked + 1, right + good
                of_key[key] += 1
                by_key[key] += good
                false_sure += key in found and not good and found[key]["sure"] >= SURE
                if not good and "--wrong" in sys.argv:
                    print(
                        "  ",
                        name,
                        drawn.layout,
                        key,
                        said,
                        "|",
                        found.get(key, {}).get("value"),
                        found.get(key, {}).get("text"),
                    )
        limit = LIMIT_CLEAN if name in ("clean", "pdf") else LIMIT_SPOILT
        kept &= right / asked >= limit
        print(
            f"{name:<12} {right:4} of {asked:4} fields right ({right / asked:6.1%}), {false_sure} wrong told as sure, {refused} refused,"
            f" {sum(took) / len(took):4.1f} s CPU a picture; limit {limit:.0%} {'kept' if right / asked >= limit else 'MISSED'}",
            flush=True,
        )
    print("by field: " + ", ".join(f"{key} {by_key[key]}/{of_key[key]}" for key in of_key))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
