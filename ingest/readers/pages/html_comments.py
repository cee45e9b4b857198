"""Comments: what readers wrote below a release on its page. They are the public's words, never the office's."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from lxml.html import HtmlElement

from archive import Turn, Voice
from ingest.readers.pages.html_content import is_furniture_line, read_words
from ingest.readers.text import Block, clean_line, from_blocks
from language import each_pattern, find_day, word_set

_ITEMS = word_set("markup.comment_item_names")
_AUTHORS = word_set("markup.comment_author_words")
_SAYS = each_pattern("markup.says")
_MARKER = re.compile(r"^(?:- |\w{1,4}\. )")  # of an item in the list of comments
_JOINT = "\n\n"
_DEEPEST = 30  # elements around a block that are looked at
_LONGEST_NAME = 60


def read_comments(blocks: Sequence[Block], *, at: int) -> tuple[str, tuple[Turn, ...]]:
    """Return the text of a page's comments and their turns, as they lie from the offset ``at`` of the release on.

    Each is its author's name on a line of its own and the words below it; '' where the mark-up does not tell them apart.
    """
    items: dict[HtmlElement, list[Block]] = {}
    for block in blocks:
        if (item := _around(block, _is_item)) is not None:
            items.setdefault(item, []).append(replace(block, text=_MARKER.sub("", block.text), tag="p", group=0))
    parts: list[str] = []
    turns: list[Turn] = []
    for item in items.values():
        name = next((name for block in item if (name := _name(block))), None)
        said = from_blocks([block for block in item if _is_said(block)])[0]
        if not said:
            continue
        head = f"{name}\n" if name else ""
        end = at + len(head) + len(said)
        turns.append(Turn(start=at, said=at + len(head), end=end, voice=Voice.PUBLIC, label=name, speaker=name))
        parts.append(head + said)
        at = end + len(_JOINT)
    turns = [replace(turn, end=after.start) for turn, after in pairwise(turns)] + turns[-1:]
    return _JOINT.join(parts), tuple(turns)


def _around(block: Block, is_sought: Callable[[HtmlElement], bool]) -> HtmlElement | None:
    """Return the innermost element around a block, or its own, that is sought."""
    around = (block.element, *islice(block.element.iterancestors(), _DEEPEST))
    return next((element for element in around if is_sought(element)), None)


def _is_item(element: HtmlElement) -> bool:
    return bool(_ITEMS & {*(element.get("class") or "").split(), element.get("itemprop") or ""})


def _is_author(element: HtmlElement) -> bool:
    return bool(_AUTHORS & read_words(f"{element.get('class') or ''} {element.get('itemprop') or ''}"))


def _name(block: Block) -> str | None:
    """Return the name of a comment's author where a block prints it."""
    if len(block.text) > 2 * _LONGEST_NAME or _around(block, _is_author) is None:
        return None
    line = clean_line(block.text.strip().split("\n")[0])
    said = next((match["name"] for pattern in _SAYS if (match := pattern.fullmatch(line))), line)
    return said if 0 < len(said) <= _LONGEST_NAME and re.search(r"[^\W\d_]", said) else None


def _is_said(block: Block) -> bool:
    line = " ".join(block.text.split())
    is_head = _name(block) is not None or (len(line) <= _LONGEST_NAME and find_day(line) is not None)
    return not is_head and not is_furniture_line(block.text) and block.link_share < 0.5
