"""Print how right the reading is about the labels given by hand.

``python -m tests.ingest.labelled [--whole] [FILE...]``; with --whole each is resolved with the whole of its archives, which
takes minutes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.ingest.labelled.draw import ARCHIVES
from tests.ingest.labelled.score import describe, read_labels, score

HERE = Path(__file__).parent


def main(paths: list[Path], *, whole: bool) -> None:
    """Print the figures of each file of labels, then its errors."""
    for path in paths:
        figures = score(read_labels(path), archives=ARCHIVES, whole=whole)
        releases = len({one.label.release for one in figures.judged})
        print(f"{path.name}: {len(figures.judged)} spans of {releases} releases")
        print(f"  voice    {figures.voice:.1%}, not known {figures.not_known:.1%}")
        print(
            f"  others' words taken for officials' {len(figures.taken)}, officials' for others' {len(figures.withheld)}"
        )
        print(f"  speaker  {figures.speaker:.1%}; of {figures.named} with a name to know {figures.named_right:.1%}")
        print(f"  wrong names {len(figures.wrong_names)}")
        for one in figures.judged:
            if not one.voice_is_right or one.name != "right":
                print(f"  {'voice' if not one.voice_is_right else 'name ' + one.name}: {describe(one)}")


if __name__ == "__main__":
    given = [name for name in sys.argv[1:] if name != "--whole"]
    main([Path(name) for name in given] or sorted(HERE.glob("[!q]*.jsonl")), whole="--whole" in sys.argv)
