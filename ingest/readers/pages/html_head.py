"""The head of a release on a page: its title, its date and whose words it has, from the metadata and from what is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from ingest.readers.pages.html_content import HEADINGS, PageContent, is_prose, read_words, size
from ingest.readers.pages.html_metadata import Metadata
from ingest.readers.reader import ReadOptions
from ingest.readers.text import Block, PrintedDate, clean_line, date_in_name, read_date, read_date_line
from ingest.turns import Named, read_person
from language import Role, each_pattern, find_day, split_sentences, word_set

NO_DATE = "the page gives no date"
_PARTED = re.compile(r"\s+[|·•»›:]+\s+|\s*\|\s*|\s+[-–—]+\s+|\s*::+\s*")
_PIPED = re.compile(r"\s*\|\s*|\s+[»›·•]\s+|\s*::+\s*")
_MODIFIED = each_pattern("markup.last_modified")
_PUBLISHED = each_pattern("markup.published")
_BY = each_pattern("markup.by")
_TITLE_WORDS = word_set("markup.title_words")
_LONGEST_TITLE = 300
_SHORTEST_TITLE = 8
_MOST_TITLES = 200  # lines that are looked at
_MOST = 0.6  # of the metadata's title, in a line that is the title as printed
_RANKS = {f"h{level}": level for level in range(1, 7)}
_LONGEST_NAME = 90
_OFFICIAL = frozenset({Role.OFFICIAL, Role.HEAD_OF_STATE})
_LONGEST_LINE = 160  # characters of a line that prints a date or a name
_LETTERS = 30  # of these words
_BESIDE_DAY = 3  # words beside digits in a line that is a date: a weekday, a month, a zone
_AROUND = 6  # blocks before the title, and below it, in which its date may stand
_FAR = 31  # days
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a release: ``said`` are the lines that only say it, which are no part of the text."""

    title: str
    date: PrintedDate
    byline: str | None
    office: str | None
    said: frozenset[str]
    notes: tuple[str, ...]


def read_page_head(content: PageContent, metadata: Metadata, *, name: str, options: ReadOptions) -> Head:
    """Return the head of a page's release; ``name`` is its file's name."""
    offices = metadata.find_all("markup.office_names")
    office = next((name for name in offices if not name.startswith(("http", "@"))), None)
    title = find_title(content, metadata, office)
    lines = list(_head_lines(content, title, below=3))
    found, notes = _find_date(content, metadata, lines, options)
    if not _says(found):
        named = date_in_name(name) or date_in_name(urlsplit(metadata.url or "").path)
        found, notes = PrintedDate(day=named), () if named else (NO_DATE,)
    byline, printed = _find_byline(metadata, list(_head_lines(content, title, below=1)))
    crumbs = {
        fold_line(name)
        for name in (*metadata.crumbs, *offices, *metadata.types, *metadata.find_all("markup.kind_names"))
    }
    days = {fold_line(line) for line in lines if (day := _printed_day(line, options)) and day.day == found.day}
    said = {fold_line(title), *crumbs, *days, fold_line(printed)}
    return Head(title, found, byline, office, frozenset(said - {""}), notes)


def fold_line(line: str) -> str:
    """Return a line as it is compared: its letters and digits alone."""
    return re.sub(r"[\W_]+", "", line.casefold())


# --- title ---


def find_title(content: PageContent, metadata: Metadata, office: str | None) -> str:
    """Return the release's title, without the names of the site and its sections; '' where there is none.

    A line of the page that its metadata hold is surest: h1, then a heading, then a line above the text. Of the metadata alone
    what names the site goes. Preformatted text that is the whole page has its own heading, in the middle of its line.
    """
    named = [name for name in (metadata.title, *metadata.find_all("markup.title_names")) if name]
    sites = {fold_line(name) for name in (*metadata.find_all("markup.office_names"), *metadata.crumbs)}
    printed = list(_titles(content, sites))
    if not named or all(block.tag in {"pre", "h6"} for block in content.blocks):
        return next((line for line, _ in printed), "") or next(_first_lines(content), "") or next(iter(named), "")
    stripped = _without_site(named, sites, office)
    for line, _ in printed:
        if _holds(line, stripped) and len(fold_line(line)) < 2 * len(fold_line(stripped)):
            return (
                line if fold_line(line) == fold_line(stripped) and line.count(" ") >= stripped.count(" ") else stripped
            )
    segments = {fold_line(part) for name in named for part in _PARTED.split(name)}
    held = [
        line
        for line, block in printed
        if any(_holds(name, line) for name in named)
        and (
            size(fold_line(line)) >= _MOST * size(fold_line(stripped))
            or (fold_line(line) in segments and _is_marked(block))
        )
    ]
    if held:
        return max(held, key=len)
    own = {id(block) for block in content.blocks}
    inner = next(
        (line for line, block in printed if block.tag == "h1" and id(block) in own and not _is_hidden(block)), None
    )
    first = next(_first_lines(content), "") if _is_strange(stripped, content) else ""
    return inner or first or stripped


def _is_strange(title: str, content: PageContent) -> bool:
    """Say whether hardly a word of a title stands in the text: it names a program, or nothing ('Untitled')."""
    words = set(re.findall(r"[^\W\d_]{4,}", title.casefold()))
    text = " ".join(block.text.casefold() for block in content.blocks)
    return not words or 3 * sum(word in text for word in words) < len(words)


def _is_marked(block: Block) -> bool:
    """Say whether the mark-up calls a block a heading or a title."""
    return block.tag in HEADINGS or bool(_TITLE_WORDS & read_words(block.element.get("class") or ""))


def _titles(content: PageContent, sites: set[str]) -> Iterator[tuple[str, Block]]:
    """Yield the lines that can be the title, the likeliest first, each with its block."""
    own = {id(block) for block in content.blocks}
    first = next((i for i, block in enumerate(content.all) if id(block) in own and is_prose(block)), len(content.all))
    above = [block for block in content.all[:first] if block.link_share < 0.5 and not _is_furniture(block)]
    ranked = sorted([*above, *(b for b in content.all if b.tag == "h1")], key=lambda one: _RANKS.get(one.tag, 9))
    for block in ranked[:_MOST_TITLES]:
        if _SHORTEST_TITLE <= size(block.text) <= 2 * _LONGEST_TITLE:
            line = clean_line(block.text).removeprefix("- ")
            folded = fold_line(line)
            if (
                not _is_day(line)
                and len(line) <= _LONGEST_TITLE
                and size(folded) >= _SHORTEST_TITLE
                and folded not in sites
            ):
                yield line, block


def _is_hidden(block: Block) -> bool:
    return block.place is not None and block.place.kind == "furniture" and block.place.element is block.element


def _is_furniture(block: Block) -> bool:
    return block.place is not None and block.place.kind == "furniture"


def _holds(title: str, part: str) -> bool:
    folded = fold_line(part)
    return len(folded) >= 4 and folded in fold_line(title)


def _without_site(named: Sequence[str], sites: set[str], office: str | None) -> str:
    """Return the surest title without what names the site: its own name, or what follows a bar."""
    title = next((name for name in named[1:] if len(name.split()) > 1), named[0]) if len(named) > 1 else named[0]
    parts = [part for part in _PARTED.split(title) if part]
    marks = _PARTED.findall(title)
    known = sites | ({fold_line(office)} if office else set())
    while len(parts) > 1 and fold_line(parts[-1]) in known:
        title = title[: title.rindex(marks[len(parts) - 2])]
        parts.pop()
    while len(parts) > 1 and fold_line(parts[0]) in known:
        title = title.split(marks[len(marks) - len(parts) + 1], 1)[-1]
        parts.pop(0)
    pieces = [piece.strip() for piece in _PIPED.split(title) if piece]
    return next((piece for piece in pieces if not _is_day(piece)), title)


def _first_lines(content: PageContent) -> Iterator[str]:
    """Yield what can be the title of a piece of a page: its first heading, else its first line, or what that begins with."""
    headings = [block for block in content.blocks if block.tag in HEADINGS]
    for block in (*headings[:1], *content.blocks[:_AROUND]):
        words = clean_line(block.text.strip().split("\n")[0][: 4 * _LONGEST_TITLE]).removeprefix("- ")
        if is_prose(block):
            words = next((words[start:end] for start, end in split_sentences(words)), "")
        if len(words) > _LONGEST_TITLE // 2:
            words = words[: _LONGEST_TITLE // 2].rpartition(" ")[0] + " …"
        if re.search(r"[^\W\d_]", words):
            yield words


# --- date ---


def _head_lines(content: PageContent, title: str, *, below: int) -> Iterator[str]:
    """Yield the lines from the title to the text, and of its first blocks, then those above the title, the nearest first."""
    blocks = content.all
    own = {id(block) for block in content.blocks}
    folded = fold_line(title)
    prose = [i for i, block in enumerate(blocks) if id(block) in own and is_prose(block)]
    first = prose[0] if prose else next((i for i, block in enumerate(blocks) if id(block) in own), 0)
    titles = [i for i in range(first + 1) if fold_line(blocks[i].text) == folded or blocks[i].tag == "h1"]
    start = titles[-1] if titles and first - titles[-1] <= 4 * _AROUND else max(0, first - _AROUND)
    for block in (*blocks[start : first + below], *reversed(blocks[max(0, start - _AROUND) : start])):
        is_own = id(block) in own or (block.link_share < 0.5 and not _is_furniture(block))
        if is_own and fold_line(block.text) != folded:
            for line in block.text.split("\n"):
                if 0 < len(line.strip()) <= _LONGEST_LINE:
                    yield clean_line(line).removeprefix("- ").replace(title, "").strip()


def _find_date(
    content: PageContent, metadata: Metadata, lines: Sequence[str], options: ReadOptions
) -> tuple[PrintedDate, tuple[str, ...]]:
    """Return the day of publication, and what is to be told of it.

    The metadata say it, where they speak of publication. A whole line by the title that prints a day is right where they give
    some day of the page, where it is a day apart (they are in another time zone), and where it is earlier by more than a
    month: pages that moved to a new site have its day there.
    """
    published = _first_day(metadata.find_all("markup.published_names"), options)
    given = published or _first_day(metadata.find_all("markup.date_names"), options)
    printed = next((found for line in lines if (found := _printed_day(line, options)) and _says(found)), None)
    if given and given.day and printed and printed.day and given.day != printed.day:
        apart = (given.day - printed.day).days
        chosen = printed if not published or apart > _FAR or abs(apart) == 1 else given
        note = f"the page prints {printed.day} and its metadata say {given.day}: dated {chosen.day}"
        return chosen, (note,) if abs(apart) > _NEAR else ()
    found = given if given and given.day else printed or given or _other_day(content, metadata, lines, options)
    return found or PrintedDate(), ()


def _first_day(values: Sequence[str], options: ReadOptions) -> PrintedDate | None:
    return next((found for value in values if _says(found := read_date(value, options))), None)


def _says(found: PrintedDate) -> bool:
    return found.day is not None or found.unclear is not None


def _printed_day(line: str, options: ReadOptions) -> PrintedDate | None:
    """Return the day that a line prints as the release's: it is the day, or says 'Published:' before it."""
    if len(line) > _LONGEST_LINE or not any(map(str.isdigit, line)) or any(one.search(line) for one in _MODIFIED):
        return None
    for pattern in _PUBLISHED:
        if (match := pattern.fullmatch(line)) and _is_day(match["day"]):
            return read_date(match["day"], options)
    return read_date(line, options) if _is_day(line) else None


def _is_day(line: str) -> bool:
    """Say whether a line is a date and hardly more: a weekday, a time, a place."""
    if len(line) > 60 or not any(map(str.isdigit, line)):
        return False
    found = read_date(line, ReadOptions())
    if not _says(found):
        return False
    words = re.findall(r"[^\W\d_]{2,}", line)
    return len(words) <= _BESIDE_DAY and len("".join(words)) <= _LETTERS


def _other_day(
    content: PageContent, metadata: Metadata, lines: Sequence[str], options: ReadOptions
) -> PrintedDate | None:
    """Return a day that is printed elsewhere: by the title, in a dateline, with a label, in <title>, alone, or in <time>."""
    opening = next((block.text for block in content.blocks if is_prose(block)), "")
    for line in (*lines, clean_line(opening[:_LONGEST_LINE])):
        if any(one.search(line) for one in _MODIFIED):
            continue
        if _says(beside := read_date_line(line, options)):
            return beside
        if line in lines and _ends_with_day(line):
            return read_date(line, options)
    labelled = {
        found.day or found.unclear: found for line in _short_lines(content.all)
        if any(one.match(line) for one in _PUBLISHED) and (found := _printed_day(line, options)) and _says(found)
    }  # fmt: skip
    if len(labelled) == 1:
        return next(iter(labelled.values()))
    if find_day(metadata.title):
        return read_date(metadata.title, options)
    alone = {
        found.day: found for line in _short_lines([block for block in content.all if not _is_furniture(block)])
        if (found := _printed_day(line, options)) and found.day
    }  # fmt: skip
    if len(alone) == 1:
        return next(iter(alone.values()))
    marked = {found.day: found for value in sorted(metadata.times) if (found := read_date(value, options)).day}
    return next(iter(marked.values())) if len(marked) == 1 else None


def _ends_with_day(line: str) -> bool:
    """Say whether a line closes with a date, as a place and a day do: 'Washington, D.C. - May 3, 2002'."""
    return _says(read_date(line[-30:], ReadOptions())) and not line.rstrip().endswith((".", ";", ","))


def _short_lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if len(block.text) <= 2 * _LONGEST_LINE and re.search(r"\d", block.text):
            yield from (clean_line(line).removeprefix("- ") for line in block.text.split("\n"))


# --- byline ---


def _find_byline(metadata: Metadata, lines: Sequence[str]) -> tuple[str | None, str]:
    """Return whose words the release has, and the line that prints it ('' where the metadata say it)."""
    taken = {fold_line(name) for name in metadata.find_all("markup.office_names")}
    for name in metadata.find_all("markup.byline_names"):
        if fold_line(name) not in taken and not re.search(r"[@/\d]", name) and read_person(name):
            return name, name
    for line in lines:
        matches = (pattern.fullmatch(line) for pattern in _BY)
        for match in filter(None, matches):
            if read_person(match["byline"]):
                return match["byline"].strip(), line
    found = {line: person.name for line in lines if (person := _read_official(line))}
    found = {line: name for line, name in found.items() if fold_line(name) not in taken}
    line = next(iter(found), "")
    return (line.strip(" ,"), line) if len(set(found.values())) == 1 else (None, "")


def _read_official(line: str) -> Named | None:
    """Return whom a line names with an office, and says nothing else: 'Ana Vale, Harbour Minister'."""
    if len(line) > _LONGEST_NAME or any(len(word) > 3 and word.islower() for word in re.findall(r"[^\W\d_]+", line)):
        return None
    person = read_person(line)
    return person if person and person.role in _OFFICIAL and len(person.name.split()) > 1 else None
