"""Content: which blocks of a page are the release's own, and which are the page's furniture.

trafilatura, which knows many sites, says what the main text is; it loses paragraphs of pages laid out by tables, and pieces of
pages whole. So its text only guides: the release lies between the first and the last block that it knows, and what our own
look at the mark-up does not call furniture stays. Where it knows too little, the mark-up alone decides.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from ingest.readers.text import Block, PagePart, read_blocks
from language import each_pattern, word_set

_LARGEST_GUIDED = 20_000  # elements, and how deep they may lie: over a larger page trafilatura takes too long
_DEEPEST_GUIDED = 200
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_SENTENCE = re.compile(r"[.!?:;\u3002\uff01\uff1f\u0964…][\"'”’»)\]]*(?:\s|$|[⁽\ufdd0])")
_SHINGLE = 3  # words
_KNOWN = 0.6  # of a block's shingles in trafilatura's text: it knows the block
_ENOUGH = 0.5  # of the page's prose known to it: it can be followed
_TOO_MUCH = 0.25  # of the release in one part of the page: that part is no furniture, whatever it is called
_LINKS = 0.6  # of a block's characters: it is a link to something else
_NEARLY_ALL = 0.85  # of the prose, in one part of the page: it is the release's
_DEEPEST = 60  # elements around a block that are looked at
_FURTHEST = 15  # blocks between a heading and the text below it
_PROSE = 60  # characters
_LINE = 160  # characters of a line that can be a button or a heading

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "dialog", "search"})
_CONTAINERS = frozenset(
    {"div", "section", "ul", "ol", "dl", "table", "form", "td", "details", "span", "figure", "center"}
)
_WORDS = word_set("markup.furniture_words")
_NAMES = word_set("markup.furniture_names")
_HIDDEN = word_set("markup.hidden_names")
_ROLES = word_set("markup.furniture_roles")
_COMMENTS = word_set("markup.comment_words")
_CAPTIONS = word_set("markup.caption_words")
_FURNITURE_LINES = each_pattern("markup.furniture_line")
_OTHER_STORIES = each_pattern("markup.other_stories")
_CONTACTS = each_pattern("markup.contact_heading")
_REACHED = re.compile(r"[\w.+-]{1,60}@[\w-]{1,60}\.\w|https?://|www\.|\+?\d[\d ()./-]{6,}\d")


@dataclass(frozen=True, slots=True)
class PageContent:
    """The blocks of a release, in order, and all of its page; those of the readers' comments; how many whole posts there are."""

    blocks: tuple[Block, ...]
    all: tuple[Block, ...]
    comments: tuple[Block, ...]
    posts: int


def find_content(root: HtmlElement, *, is_piece: bool) -> PageContent:
    """Return the release's blocks of a page, or of a piece of one, which holds little else."""
    blocks = read_blocks(root, name_place)
    known = [False] * len(blocks) if is_piece else _find_known(blocks, _guide(root))
    live, flags = _without_furniture(blocks, known)
    prose = sum(len(block.text) for block in live if is_prose(block))
    guided = sum(len(block.text) for block, flag in zip(live, flags, strict=True) if flag and is_prose(block))
    if guided and guided >= _ENOUGH * prose:
        kept = _between_known(live, flags, all_prose=guided < 0.9 * prose)
    else:
        kept = [block for block in live if not _leads_elsewhere(block)]
    own = _trim(kept)
    ids = set(map(id, own))
    comments = [b for b in blocks if b.place is not None and b.place.is_comment and id(b) not in ids]
    return PageContent(blocks=tuple(own), all=tuple(blocks), comments=tuple(comments), posts=_count_posts(live))


def name_place(element: HtmlElement) -> str:
    """Return what a part of a page is by its mark-up: 'furniture', 'comments', 'caption', 'article', 'header', or ''."""
    tag = str(element.tag)
    if tag in {"figcaption", "caption"}:
        return "caption"
    if tag in {"article", "header"}:
        return tag
    if tag in _FURNITURE_TAGS or element.get("role") in _ROLES or element.get("hidden") is not None:
        return "furniture"
    classes = f"{element.get('class') or ''} {element.get('id') or ''}"
    return "" if tag in {"html", "body", "main"} or not classes.strip() else _name_by_classes(tag, classes)


def _name_by_classes(tag: str, classes: str) -> str:
    words, names = read_words(classes), set(classes.split())
    if words & _CAPTIONS and tag in {"p", "div", "span", "dd", "small"}:
        return "caption"
    if words & _COMMENTS and tag in _CONTAINERS:
        return "comments"
    is_named = tag in _CONTAINERS and (words & _WORDS or names & _NAMES)
    return "furniture" if is_named or names & _HIDDEN else ""


def read_words(classes: str) -> set[str]:
    """Return the words in classes and ids: 'site', 'nav' and 'bar' of 'site-navBar'."""
    return {token.lower() for token in _TOKEN.findall(classes)}


def is_prose(block: Block) -> bool:
    """Say whether a block can be a paragraph of a text: it is long, has sentences and is no link."""
    if block.tag in HEADINGS or size(block.text) < _PROSE or block.link_share >= _LINKS:
        return False
    return _SENTENCE.search(block.text) is not None


def size(text: str) -> int:
    """Return how long a text is, in characters of an alphabet: one of Chinese says as much as two."""
    return (len(text) + len(text.encode("utf-8", errors="replace"))) // 2


def is_furniture_line(text: str) -> bool:
    """Say whether a whole line is a button, a link or a notice of the page: 'Return to top', 'Last update: ...'."""
    line = " ".join(text.split()).strip(" |»«›‹>-–•·")
    return len(line) <= _LINE and (not line or any(pattern.fullmatch(line) for pattern in _FURNITURE_LINES))


def _guide(root: HtmlElement) -> str:
    """Return trafilatura's text of a page, '' where it has none or the page is too large for it."""
    depth = 0
    for count, (event, _) in enumerate(etree.iterwalk(root, events=("start", "end"))):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST_GUIDED or count > 2 * _LARGEST_GUIDED:
            return ""
    return trafilatura.extract(copy.deepcopy(root), include_comments=False, favor_recall=True, fast=True) or ""


def _find_known(blocks: Sequence[Block], guide: str) -> list[bool]:
    words = _words(guide)
    shingles = {tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}
    lines = {tuple(_words(line)) for line in guide.split("\n")}
    return [_is_known(_words(block.text), shingles, lines) for block in blocks]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _is_known(words: list[str], shingles: set[tuple[str, ...]], lines: set[tuple[str, ...]]) -> bool:
    if len(words) < _SHINGLE + 2:
        return tuple(words) in lines
    own = [tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)]
    return sum(shingle in shingles for shingle in own) >= _KNOWN * len(own)


def _without_furniture(blocks: Sequence[Block], known: Sequence[bool]) -> tuple[list[Block], list[bool]]:
    """Return the blocks outside the parts that are furniture, and whether each is known to the guide.

    A part that holds much of the release is none, whatever its classes say.
    """
    any_known = any(known)
    weights = [
        len(block.text) if is_prose(block) and (flag or not any_known) else 0
        for block, flag in zip(blocks, known, strict=True)
    ]
    held = _sum_by_place(blocks, weights)
    total = sum(weights)
    dropped: dict[PagePart, bool] = {}

    def is_dropped(place: PagePart | None) -> bool:
        chain: list[PagePart] = []
        while place is not None and place not in dropped:
            chain.append(place)
            place = place.parent
        state = dropped[place] if place is not None else False
        for one in reversed(chain):
            state = dropped[one] = state or _may_be_dropped(one, held.get(one, 0), total)
        return state

    kept = [
        (block, flag) for block, flag in zip(blocks, known, strict=True)
        if not is_dropped(block.place) or (block.tag == "h1" and flag)
    ]  # fmt: skip
    return [block for block, _ in kept], [flag for _, flag in kept]


def _may_be_dropped(place: PagePart, held: int, total: int) -> bool:
    if place.kind in {"furniture", "comments"}:
        return held <= _TOO_MUCH * total
    if place.kind == "header":
        return held == 0 and place.article is None and next(place.element.iter("h1"), None) is None
    # A teaser of another story, beside an article that is the release.
    return place.kind == "article" and held <= 0.1 * total and total > 0


def _sum_by_place(blocks: Sequence[Block], weights: Sequence[int]) -> dict[PagePart, int]:
    """Return the weight that each part of the page holds, with what lies in the parts inside it."""
    held: dict[PagePart, int] = {}
    order: list[PagePart] = []
    for block, weight in zip(blocks, weights, strict=True):
        place = block.place
        while place is not None and place not in held:
            held[place] = 0
            order.append(place)
            place = place.parent
        if block.place is not None:
            held[block.place] += weight
    for place in sorted(order, key=lambda one: -one.level):
        if place.parent is not None:
            held[place.parent] += held[place]
    return held


def _between_known(live: list[Block], flags: list[bool], *, all_prose: bool) -> list[Block]:
    """Return the blocks from the first to the last that the guide knows, and from the heading above them.

    Links to elsewhere in between go; with ``all_prose``, where the guide loses much, the paragraphs around it are kept too.
    """
    at = [i for i, flag in enumerate(flags) if flag]
    if all_prose:
        at = sorted({*at, *(i for i, block in enumerate(live) if is_prose(block))})
    first, last = at[0], at[-1]
    above = range(first, max(-1, first - _FURTHEST), -1)
    nearest = next((i for i in above if live[i].tag in HEADINGS and not _leads_elsewhere(live[i])), first)
    heading = next((i for i in above if live[i].tag == "h1"), nearest)
    return [
        block for block, flag in zip(live[heading : last + 1], flags[heading : last + 1], strict=True)
        if flag or not _leads_elsewhere(block)
    ]  # fmt: skip


def _leads_elsewhere(block: Block) -> bool:
    return block.link_share >= _LINKS and len(block.text) < 2 * _LINE


def _trim(blocks: list[Block]) -> list[Block]:
    """Return the blocks without buttons and notices, and without what stands below the release: other stories, addresses."""
    kept = [block for block in blocks if not is_furniture_line(block.text)]
    ends = [i for i, block in enumerate(kept) if i and _is_one(block, _OTHER_STORIES)]
    for end in ends:
        if not any(is_prose(block) for block in kept[end + 1 :]):
            kept = kept[:end]
            break
    kept = _without_appendage(kept)
    last = max((i for i, block in enumerate(kept) if is_prose(block)), default=-1)
    contact = next((i for i in range(last + 1, len(kept)) if _is_one(kept[i], _CONTACTS)), len(kept))
    kept = kept[:contact]
    while kept and len(kept) > last + 1 and _REACHED.search(kept[-1].text):
        kept.pop()
    return kept


def _without_appendage(blocks: list[Block]) -> list[Block]:
    """Return the blocks without what stands below the part of the page that holds nearly all prose, and is little."""
    prose = [block for block in blocks if is_prose(block)]
    total = sum(size(block.text) for block in prose)
    around: dict[HtmlElement, int] = {}
    for block in prose:
        for element in islice(block.element.iterancestors(), _DEEPEST):
            around[element] = around.get(element, 0) + size(block.text)
    holding = [element for element, held in around.items() if held >= _NEARLY_ALL * total]
    if not holding:
        return blocks
    main = max(holding, key=lambda element: sum(1 for _ in element.iterancestors()))
    inside = [any(one is main for one in islice(block.element.iterancestors(), _DEEPEST)) for block in blocks]
    end = max(i for i, flag in enumerate(inside) if flag) + 1
    return blocks[:end]


def _is_one(block: Block, headings: Sequence[re.Pattern[str]]) -> bool:
    line = " ".join(block.text.split()).removeprefix("- ")
    return len(line) <= _LINE and any(pattern.fullmatch(line) for pattern in headings)


def _count_posts(blocks: Sequence[Block]) -> int:
    """Return how many articles of a page are whole posts: each has a heading and prose of its own."""
    prose: dict[PagePart, int] = {}
    headed: set[PagePart] = set()
    for block in blocks:
        if block.place is None or (article := block.place.article) is None:
            continue
        prose[article] = prose.get(article, 0) + (len(block.text) if is_prose(block) else 0)
        if block.tag in {"h1", "h2", "h3"}:
            headed.add(article)
    return sum(1 for article, held in prose.items() if article in headed and held >= 500)
