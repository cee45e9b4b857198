"""Make quotation checks out of an archive, mechanically and by a seed, run them, and print the confusion matrix.

python -m benchmarks.quote_checks make OUT.jsonl --store DIR --elsewhere ARCHIVE [--elsewhere ARCHIVE] [--count 400] [--seed 6]
python -m benchmarks.quote_checks run CHECKS.jsonl --store DIR [--out RESULTS.jsonl]

Eleven recipes, the same number of each. What a check is held to be does not come from the checker: it follows from the
recipe, and a second, plainer folding (letters and digits only) makes sure that the recipe did what it says.

- verbatim: one or two sentences or a part of one, in other quotes, dashes, case and white space, some with '...' for a word
  or two of one sentence that neither deny nor limit. Held to be verbatim.
- number: a sentence with one number changed. name: with one capitalised word replaced by another of the archive's.
  negation: with a 'not' put in or taken out. dropped: less two to five words of its middle, without a mark. spliced: the
  first half of a sentence and the second half of another, six words or more each. swallowed: with '...' for a word that
  denies or limits. bracketed: with '[not]' or another number in brackets. joined: the first half of a sentence, '...' and the
  second half of the next. All held to be altered.
- speaker: a sentence given to another who speaks in the same release, or a reporter's question given to an official. Held
  to be misattributed.
- elsewhere: a sentence of an archive that is not in the store, fewer than a quarter of its runs of four words being in the
  store. Held to be not found.

Sentences have 9 to 45 words, no quotation marks in or around them, and stand once in the store.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import cycle
from pathlib import Path
from typing import Any

from archive import Release, Store, Turn, Voice
from ingest.readers import read_release
from language import split_sentences
from retrieval import Archive, Verdict

SHORTEST, LONGEST = 9, 45  # words
LEAST_HALF = 6  # words of each half of a splice
MOST_SHARED = 0.25  # of a foreign sentence's runs of four words
NUMBER_WORDS = "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty".split()
IN_DIGITS = dict(zip(NUMBER_WORDS, "2 3 4 5 6 7 8 9 10 11 12 20 30 40 50".split(), strict=True))
NUMBER = re.compile(rf"(?<![\w.,])(?:\d+(?:,\d{{3}})*(?:\.\d+)?|{'|'.join(NUMBER_WORDS)})(?![\w-])")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
AUXILIARY = re.compile(r"\b(?:is|are|was|were|will|can|should|would|could|must)\b(?! not)")
LIMITS = re.compile(r"\b(?:not|never|only|unless|if)\b")
BEARS = re.compile(
    rf"{LIMITS.pattern}|\b(?:no|none|nobody|nothing|neither|nor|without|cannot|until|except|whether|hardly)\b|n[’']t\b",
    re.IGNORECASE,
)
ENDS_SENTENCE = re.compile(r"[.!?…:;]")
NOT = re.compile(r" not\b|n’t\b")
PLAIN = re.compile(r"[a-z0-9]+")
ENDS = tuple(verdict.value for verdict in Verdict)


def main() -> None:
    """Make checks, or run them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("make")
    make.add_argument("out", type=Path)
    make.add_argument("--elsewhere", type=Path, action="append", default=[])
    make.add_argument("--count", type=int, default=400)
    make.add_argument("--seed", type=int, default=6)
    run = commands.add_parser("run")
    run.add_argument("checks", type=Path)
    run.add_argument("--out", type=Path)
    for command in (make, run):
        command.add_argument("--store", type=Path, default=Path("data/store"))
    given = parser.parse_args()
    if given.command == "make":
        checks = list(make_checks(given.store, given.elsewhere, count=given.count, seed=given.seed))
        given.out.write_text(
            "".join(json.dumps(check, ensure_ascii=False) + "\n" for check in checks), encoding="utf-8"
        )
        print(f"{len(checks)} checks in {given.out}")
    else:
        run_checks(given.checks, given.store, given.out)


@dataclass(frozen=True)
class Line:
    """A sentence of a turn."""

    release: Release
    turn: Turn
    text: str
    following: str  # the sentence after it in its paragraph, '' where there is none


class Pool:
    """The store's sentences, and whether words stand in it by the plain folding."""

    def __init__(self, store: Path) -> None:
        catalogue = Store(store).generation().catalogue
        ids = sorted(release_id for release_id, known in catalogue.known_releases().items() if not known.withdrawn)
        self.releases = [catalogue.release(release_id).release for release_id in ids]
        self._plain = " | ".join(plain(release.text) for release in self.releases)

    @cached_property
    def lines(self) -> list[Line]:
        """Every sentence that a recipe may take."""
        return [line for release in self.releases for line in lines_of(release)]

    @cached_property
    def runs(self) -> frozenset[int]:
        """The hashes of all runs of four words."""
        return frozenset(hash(run) for release in self.releases for run in fours(release.text))

    def count(self, text: str) -> int:
        """Return how often words stand in the store."""
        return f" {self._plain} ".count(f" {plain(text)} ")


def lines_of(release: Release) -> Iterator[Line]:
    """Yield the sentences of a release that are of a fit length and nowhere near quotation marks."""
    for turn in release.turns:
        if turn.voice in (Voice.FURNITURE, Voice.CAPTION):
            continue
        for paragraph in re.finditer(r"[^\n]+", release.text[turn.said : turn.end]):
            if re.search(r"[“”\"~\[\]]", paragraph.group()):
                continue
            texts = [paragraph.group()[a:b] for a, b in split_sentences(paragraph.group())]
            for text, following in zip(texts, [*texts[1:], ""], strict=True):
                if SHORTEST <= len(PLAIN.findall(plain(text))) <= LONGEST and "(" not in text:
                    yield Line(release, turn, text, following)


def plain(text: str) -> str:
    """Return letters and digits in lower case, everything else as one space."""
    return " ".join(PLAIN.findall(text.replace("’", "").replace("'", "").lower()))


def fours(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the runs of four words."""
    words = plain(text).split()
    return (tuple(words[at : at + 4]) for at in range(len(words) - 3))


Recipe = Callable[[random.Random, Pool, Line], tuple[str, str | None] | None]


def verbatim(chance: random.Random, pool: Pool, line: Line) -> tuple[str, str | None] | None:
    """Return the words in another dress."""
    text = line.text
    if chance.random() < 0.3 and line.following and not re.search(r"[“”\"(\[~]", line.following):
        text = f"{text} {line.following}"
    words = text.split(" ")
    dress = chance.randrange(6)
    if dress == 0:
        text = " ".join(words[chance.randrange(1, 4) :])
    elif dress == 1 and len(words) > 12:
        middle = chance.randrange(5, len(words) - 6)
        after = middle + chance.randrange(1, 3)
        left_out = " ".join(words[middle:after])
        if BEARS.search(left_out) or ENDS_SENTENCE.search(f"{words[middle - 1]} {left_out}"):
            return None
        text = " ".join([*words[:middle], chance.choice(["...", "…", "[…]"]), *words[after:]])
    elif dress == 2:
        text = f"“{text[0].lower()}{text[1:].rstrip('.')},”"
    elif dress == 3:
        text = text.replace("’", "'").replace("—", "--").replace(" ", "  ", 2)
    elif dress == 4:
        text = text.replace(" ", "\u00a0", 1).replace("-", "\u2011")
    return text, line.turn.speaker


def number(chance: random.Random, pool: Pool, line: Line) -> tuple[str, str | None] | None:
    """Return the sentence with one number changed."""
    found = list(NUMBER.finditer(line.text))
    if not found:
        return None
    match = chance.choice(found)
    if match.group() in NUMBER_WORDS:
        other = chance.choice([word for word in NUMBER_WORDS if word != match.group()])
    else:
        digits = [at for at, character in enumerate(match.group()) if character.isdigit()]
        at = chance.choice(digits)
        digit = chance.choice([d for d in "123456789" if d != match.group()[at]])
        other = match.group()[:at] + digit + match.group()[at + 1 :]
    return line.text[: match.start()] + other + line.text[match.end() :], line.turn.speaker


def name(chance: random.Random, pool: Pool, line: Line) -> tuple[str, str | None] | None:
    """Return the sentence with one name changed."""
    found = list(NAME.finditer(line.text))
    others = [match.group() for match in NAME.finditer(chance.choice(pool.lines).text)]
    if not found or not others or others[0] in line.text:
        return None
    match = chance.choice(found)
    return line.text[: match.start()] + others[0] + line.text[match.end() :], line.turn.speaker


def negation(chance: random.Random, pool: Pool, line: Line) -> tuple[str, str | None] | None:
    """Return the sentence with a 'not' taken out, or put in."""
    if found := NOT.search(line.text):
        return line.text[: found.start()] + line.text[found.end() :], line.turn.speaker
    if found := AUXILIARY.search(line.text):
        return f"{line.text[: found.end()]} not{line.text[found.end() :]}", line.turn.speaker
    return None


def dropped(chance: random.Random, pool: Pool, line: Line) -> tuple[str, str | None] | None:
    """Return the sentence less some words of its middle."""
    words = line.text.split(" ")
    if len(words) < SHORTEST:
        return None
    at, count = chance.randrange(3, len(words) - 5), chance.randrange(2, 6)
    if at + count > len(words) - 3 or re.search("[—–-]", " ".join(words[at - 1 : at + count + 1])):
        return None
    return " ".join(words[:at] + words[at + count :]), line.turn.speaker


def spliced(chance: random.Random, pool: Pool, line: Line) -> tuple[str, str | None] | None:
    """Return the beginning of one sentence with the end of another."""
    other = chance.choice(pool.lines).text.split(" ")
    words = line.text.split(" ")
    if len(words) < 2 * LEAST_HALF or len(other) < 2 * LEAST_HALF:
        return None
    return " ".join(words[: len(words) // 2] + other[len(other) // 2 :]), line.turn.speaker


def swallowed(chance: random.Random, pool: Pool, line: Line) -> tuple[str, str | None] | None:
    """Return the sentence with an ellipsis for a word that denies or limits."""
    found = [one for one in LIMITS.finditer(line.text) if min(_count_words(line.text, one)) >= SHORTEST // 3]
    if not found:
        return None
    match = chance.choice(found)
    return f"{line.text[: match.start()]}...{line.text[match.end() :]}", line.turn.speaker


def _count_words(text: str, match: re.Match[str]) -> tuple[int, int]:
    return len(text[: match.start()].split()), len(text[match.end() :].split())


def bracketed(chance: random.Random, pool: Pool, line: Line) -> tuple[str, str | None] | None:
    """Return the sentence with a denial or another number put in, in an editor's brackets."""
    if (found := AUXILIARY.search(line.text)) and chance.random() < 0.5:
        return f"{line.text[: found.end()]} [not]{line.text[found.end() :]}", line.turn.speaker
    numbers = [one for one in NUMBER.finditer(line.text) if min(_count_words(line.text, one)) > 1]
    if not numbers:
        return None
    match = chance.choice(numbers)
    other = chance.choice([word for word in NUMBER_WORDS if match.group() not in (word, IN_DIGITS[word])])
    return f"{line.text[: match.start()]}[{other}]{line.text[match.end() :]}", line.turn.speaker


def joined(chance: random.Random, pool: Pool, line: Line) -> tuple[str, str | None] | None:
    """Return the first half of a sentence, an ellipsis, and the second half of the next."""
    words, following = line.text.split(" "), line.following.split(" ")
    if len(words) < 2 * LEAST_HALF or len(following) < 2 * LEAST_HALF or re.search(r"[“”\"(\[~]", line.following):
        return None
    return " ".join([*words[: len(words) // 2], "...", *following[len(following) // 2 :]]), line.turn.speaker


def speaker(chance: random.Random, pool: Pool, line: Line) -> tuple[str, str | None] | None:
    """Return the sentence given to another person of the release."""
    said_by = line.turn.speaker
    others = sorted({turn.speaker for turn in line.release.turns if turn.speaker})
    others = [name for name in others if not said_by or name.split()[-1] != said_by.split()[-1]]
    if not others or (not said_by and line.turn.voice is not Voice.REPORTER):
        return None
    return line.text, chance.choice(others)


RECIPES: dict[str, tuple[Recipe, Verdict]] = {
    "verbatim": (verbatim, Verdict.VERBATIM),
    "number": (number, Verdict.ALTERED),
    "name": (name, Verdict.ALTERED),
    "negation": (negation, Verdict.ALTERED),
    "dropped": (dropped, Verdict.ALTERED),
    "spliced": (spliced, Verdict.ALTERED),
    "swallowed": (swallowed, Verdict.ALTERED),
    "bracketed": (bracketed, Verdict.ALTERED),
    "joined": (joined, Verdict.ALTERED),
    "speaker": (speaker, Verdict.MISATTRIBUTED),
}


def make_checks(store: Path, elsewhere: list[Path], *, count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yield ``count`` checks, the recipes in turn."""
    chance = random.Random(seed)  # noqa: S311 - the same checks for the same seed, no secret
    pool = Pool(store)
    foreign = [line for folder in elsewhere for line in _foreign_lines(folder, chance)]
    names = [*RECIPES, *(["elsewhere"] if foreign else [])]
    for index, recipe in zip(range(count), cycle(names), strict=False):
        case = {"id": f"made-{index:03d}", "kind": "quote-check", "recipe": recipe}
        if recipe == "elsewhere":
            line = next(drawn for drawn in iter(lambda: chance.choice(foreign), None) if _is_foreign(pool, drawn.text))
            quote, claimed, verdict = line.text, line.turn.speaker, Verdict.NOT_FOUND
        else:
            make, verdict = RECIPES[recipe]
            line, quote, claimed = _made(chance, pool, make, verdict)
        yield case | {
            "quote": quote, "claimed_speaker": claimed, "verdict": verdict.value, "speaker": line.turn.speaker,
            "release": line.release.id, "sentence": line.text,
        }  # fmt: skip


def _made(chance: random.Random, pool: Pool, make: Recipe, verdict: Verdict) -> tuple[Line, str, str | None]:
    """Try sentences until the recipe can be followed and did what it says."""
    while True:
        line = chance.choice(pool.lines)
        made = make(chance, pool, line)
        if made is None or pool.count(line.text) != 1:
            continue
        if verdict is Verdict.ALTERED and pool.count(made[0]) > 0:
            continue
        return line, *made


def _foreign_lines(folder: Path, chance: random.Random) -> list[Line]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    chosen = chance.sample(files, min(120, len(files)))
    return [
        line
        for path in chosen
        for line in lines_of(read_release(path.read_bytes(), release_id=path.relative_to(folder).as_posix()))
    ]


def _is_foreign(pool: Pool, text: str) -> bool:
    runs = list(fours(text))
    return sum(hash(run) in pool.runs for run in runs) < MOST_SHARED * len(runs)


def run_checks(checks: Path, store: Path, out: Path | None) -> None:
    """Check every quotation, print the confusion matrix, what went wrong and the times."""
    archive = Archive.open(store)
    archive.warm()
    cases = [json.loads(line) for line in checks.read_text(encoding="utf-8").splitlines()]
    cases = [case for case in cases if case["kind"] == "quote-check"]
    confusion: Counter[tuple[str, str]] = Counter()
    times: list[float] = []
    lines: list[str] = []
    for case in cases:
        began = time.perf_counter()
        check = archive.check_quote(case["quote"], said_by=case.get("claimed_speaker"))
        times.append((time.perf_counter() - began) * 1000)
        confusion[case["verdict"], check.verdict.value] += 1
        lines.append(json.dumps({"id": case["id"], **check.to_json()}, ensure_ascii=False) + "\n")
        if check.verdict.value != case["verdict"]:
            print(
                f"{case['id']} {case.get('recipe', '')}: {case['verdict']}, found {check.verdict.value}: {case['quote']}"
            )
    if out:
        out.write_text("".join(lines), encoding="utf-8")
    print(f"{'held to be':>14} | " + " | ".join(f"{end:>13}" for end in ENDS) + " | found")
    for held in ENDS:
        print(f"{held:>14} | " + " | ".join(f"{confusion[held, found]:>13}" for found in ENDS))
    right = sum(confusion[end, end] for end in ENDS)
    times.sort()
    print(f"right: {right} of {len(cases)}")
    passed = sum(confusion[held, Verdict.VERBATIM.value] for held in (Verdict.ALTERED.value, Verdict.NOT_FOUND.value))
    print(f"changed or nowhere, and called verbatim: {passed}")
    middle, late = times[len(times) // 2], times[int(0.95 * len(times))]
    print(f"warm, ms a check: median {middle:.0f}, p95 {late:.0f}, longest {times[-1]:.0f}")


if __name__ == "__main__":
    main()
