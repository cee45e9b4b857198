"""The canonical text of a release: what every offset refers to, made once when a file is read.

It is made from markdown as pandoc writes it, or from plain scraped text. Paragraphs are separated by a blank line; the lines
of a list, a table or an address are not. Words are never lost: mark-up goes, what it marked stays.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.readers.text.divided_words import LINE_END, join_divided, join_lines, join_soft_hyphens
from ingest.readers.text.html import TAG, drop_comments, read_markup, replace_tag
from ingest.readers.text.html_blocks import Block, read_blocks
from ingest.readers.text.html_tree import parse_html
from ingest.readers.text.mending import decode_entities, drop_templates
from ingest.readers.text.notes import mark_notes, raise_carets
from ingest.readers.text.wrapped import join_wrapped

# Indented code is only ever deep indentation here; a link definition would swallow the line that looks like one.
# Escapes are kept apart from text (no text_join), to tell an escaped asterisk from a pair that marked nothing.
_MARKDOWN = MarkdownIt("commonmark").enable("table").disable(["code", "reference", "text_join"])

_SPACES = dict.fromkeys(map(ord, "\t\u00a0\u1680\u202f\u205f\u3000"), " ") | dict.fromkeys(range(0x2000, 0x200B), " ")
_BREAKS = {0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n", 0x0D: None}
# Word joiner, zero width space, byte order mark, object placeholder, soft hyphen; then marks of direction.
_INVISIBLE = (0x2060, 0x200B, 0xFEFF, 0xFFFC, 0xAD, 0x200E, 0x200F)
_NOTHING = dict.fromkeys((*_INVISIBLE, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_CONTROLS = dict.fromkeys([*range(0x09), *range(0x0E, 0x20), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0)])
_CHARACTERS = {**_SPACES, **_BREAKS, **_NOTHING, **_CONTROLS}

_OPENS = frozenset({"bullet_list_open", "ordered_list_open", "table_open"})
_CLOSES = frozenset({"bullet_list_close", "ordered_list_close", "table_close"})

_CAPTION = re.compile(r"<figcaption\b[^>]*>(?:(?!<figcaption\b).)*?</figcaption>", re.DOTALL | re.IGNORECASE)
# An asterisk that touches something; one that stands alone between spaces multiplies.
_STRONG = re.compile(r"\*{2,}")
# Lines one after another with two tabs or more: a table's rows, as a browser copies them.
_TABBED = re.compile(r"(?m)(?:^[^\n\t]+(?:\t[^\n\t]*){2,}(?:\n|\Z)){2,}")
_RUN_OF_SPACES = re.compile(" {2,}")
_DIVIDED = re.compile(r"[^\W_]-$")
_OPENING_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9]*)(?=[\s/>])")
_TOUCHING = re.compile(r"(?<=[^ \n])\*|\*(?=[^ \n])")


def clean_text(text: str) -> str:
    """Return ``text`` with plain white space, without invisible characters, its lines trimmed.

    Runs of spaces become one, runs of empty lines one empty line. Quotes, dashes and letters stay as they are.
    """
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").translate(_CHARACTERS))
    lines = map(str.strip, _RUN_OF_SPACES.sub(" ", plain).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def clean_line(text: str) -> str:
    """Return ``text`` cleaned, in one line: for titles, names and other short fields."""
    return _finish(raise_carets(" ".join(clean_text(decode_entities(html.unescape(text))).split())))


def from_plain(source: str) -> str:
    """Return the canonical text of plain scraped text: tags dropped, entities decoded, lines kept as they are."""
    prepared = _TABBED.sub(
        lambda rows: rows.group() if _are_uneven(rows.group()) else _join_cells(rows.group()), _prepare(source)
    )
    text = html.unescape(TAG.sub(lambda tag: replace_tag(tag.group()), drop_comments(prepared)))
    return clean_text(_finish(join_lines(raise_carets(clean_text(decode_entities(text))))))


def _are_uneven(rows: str) -> bool:
    """Say whether lines with tabs have not all the same number of them, and so are no table."""
    return len({line.count("\t") for line in rows.strip("\n").split("\n")}) > 1


def _join_cells(rows: str) -> str:
    return re.sub(" ?\t ?", " | ", rows)


def from_markdown(source: str) -> str:
    """Return the canonical text of markdown (CommonMark as pandoc writes it), hard-wrapped lines joined again."""
    return _finish(_read_markdown(source))


def from_html(source: str) -> str:
    """Return the canonical text of HTML that is content and nothing else: the body of a release, as a feed or data has it.

    Where nothing marks paragraphs and lines, they are those of the source, as writers type them into a site's editor.
    """
    tags = {name.lower() for name in _OPENING_TAG.findall(source)}
    if not tags:
        return join_wrapped(from_plain(source))
    root = parse_html(source)
    keeps_lines = not tags & {"p", "br", "div"}
    return "" if root is None else join_wrapped(from_blocks(read_blocks(root, keeps_lines=keeps_lines))[0])


def from_blocks(blocks: Sequence[Block], wanted: Sequence[Sequence[Block]] = ()) -> tuple[str, tuple[str, ...]]:
    """Return the canonical text of a page's blocks, and what each of the ``wanted`` runs of them is in it."""
    whole = _join_blocks(blocks)
    text = _finish(whole)
    runs = map(_join_blocks, wanted)
    return text, tuple(run if run in text else _finish(run, whole) for run in runs)


def _join_blocks(blocks: Iterable[Block]) -> str:
    parts: list[str] = []
    group = 0
    for block in blocks:
        if text := _clean_block(block.text):
            together = block.group and block.group == group
            parts.extend(("" if not parts else "\n" if together else "\n\n", text))
            group = block.group
    return "".join(parts)


def _read_markdown(source: str) -> str:
    parts: list[str] = []
    for separator, text in _blocks(_MARKDOWN.parse(_prepare(source))):
        if cleaned := _clean_block(text):
            parts.extend((separator if parts else "", cleaned))
    return "".join(parts)


def _prepare(source: str) -> str:
    return join_soft_hyphens(drop_templates(source.replace("\x00", "")))


def _clean_block(text: str) -> str:
    return raise_carets(clean_text(decode_entities(text)))


def _finish(text: str, whole: str | None = None) -> str:
    """Return a text whose divided words are joined and whose footnotes are marked, as the ``whole`` text shows."""
    whole = text if whole is None else whole
    return mark_notes(join_divided(text, whole), whole)


def find_captions(source: str) -> tuple[str, ...]:
    """Return the captions that the mark-up in HTML or markdown marks as such, each in one line."""
    return tuple(clean_line(read_markup(caption.group())) for caption in _CAPTION.finditer(source))


def find_block_quotes(source: str) -> list[str]:
    """Return the texts of markdown's block quotes as they are in its canonical text, without their signatures."""
    if not re.search(r"^ {0,3}>", source, re.MULTILINE):
        return []
    whole = _read_markdown(source)
    found: list[str] = []
    inside: list[Token] = []
    depth = 0
    for token in _MARKDOWN.parse(_prepare(source)):
        depth += token.nesting if token.type.startswith("blockquote") else 0
        if depth:
            inside.append(token)
        elif inside:
            blocks = [(separator, _clean_block(text)) for separator, text in _blocks(inside)]
            while len(blocks) > 1 and blocks[-1][1].startswith(("—", "–", "-")):
                blocks.pop()
            found.append(_finish("".join(part for block in blocks for part in block).strip(), whole))
            inside = []
    return found


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Yield each block as (separator from the block before, text)."""
    depth = 0  # of lists and tables, whose lines follow each other
    began = False  # whether the first line of a list or table is out
    marker = ""
    cells: list[str] | None = None  # of the table's row
    for token in tokens:
        if token.type in _OPENS:
            began, depth = began and depth > 0, depth + 1
        elif token.type in _CLOSES:
            depth -= 1
        elif token.type == "list_item_open":
            marker = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type == "tr_open":
            cells = []
        elif cells is not None and token.type == "inline":
            cells.append(render_inline(token.children or []))
        else:
            text = " | ".join(cells or []) if token.type == "tr_close" else _block_text(token)
            cells = None if token.type == "tr_close" else cells
            if text:
                yield ("\n" if depth and began else "\n\n"), marker + text
                began, marker = True, ""


def _block_text(token: Token) -> str:
    """Return the text of a block, '' where it has none."""
    if token.type == "inline":
        return render_inline(token.children or [])
    if token.type == "html_block":
        return read_markup(token.content)
    if token.type in {"fence", "code_block"}:
        return f"{token.info}\n{token.content}" if token.info else token.content
    return ""


def render_inline(tokens: Sequence[Token]) -> str:
    """Return the plain text of inline tokens: no emphasis, link targets or images; struck-out words as ~~370~~."""
    text = ""
    for token in _without_failed_emphasis(tokens):
        divided = token.type == "softbreak" and _DIVIDED.search(text, max(0, len(text) - 2))
        text += LINE_END if divided else _inline_text(token)
    return text


def _inline_text(token: Token) -> str:
    if token.type == "text_special" and token.content.startswith("\\") and token.content[1:].isspace():
        return " "  # pandoc's space that does not break
    if token.type in {"text", "text_special", "code_inline"}:
        return token.content
    if token.type in {"softbreak", "hardbreak"}:
        return " " if token.type == "softbreak" else "\n"
    if token.type == "html_inline":
        return replace_tag(token.content)
    return ""


def _without_failed_emphasis(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens without asterisks that failed to mark emphasis, as in '**Policy. **Then'.

    CommonMark leaves them standing where a space, plain or not, comes inside the mark. They come in pairs, and pandoc
    escapes an asterisk that is meant; one without a partner is a footnote's and stays.
    """
    count = sum(token.content.count("*") for token in tokens if token.type == "text")
    for token in tokens:
        if token.type == "text" and "*" in token.content:
            dropped = _TOUCHING if count % 2 == 0 else _STRONG
            yield token.copy(content=dropped.sub("", token.content))
        else:
            yield token
