"""Text: what every offset refers to, made once: decoded text mended, mark-up made plain, dates and fields as they are printed."""

from ingest.readers.text.canonical import (
    clean_line,
    clean_text,
    find_block_quotes,
    find_captions,
    from_blocks,
    from_html,
    from_markdown,
    from_plain,
)
from ingest.readers.text.dates import PrintedDate, date_in_name, read_date, read_date_line
from ingest.readers.text.divided_words import LINE_END, join_divided, join_soft_hyphens
from ingest.readers.text.fields import MEANINGS, find_field, find_names, find_office_holder, fold_field, read_link
from ingest.readers.text.file_name import FIRST_WORDS, title_of_first_words, title_of_name
from ingest.readers.text.html import TAG
from ingest.readers.text.html_blocks import Block, PagePart, read_blocks
from ingest.readers.text.html_tree import parse_html
from ingest.readers.text.kinds import find_kind, name_kind
from ingest.readers.text.mending import drop_templates, mend_encoding, read_text
from ingest.readers.text.notes import LOWERED, RAISED, mark_notes
from ingest.readers.text.prose import refuse_no_prose
from ingest.readers.text.speeches import Spoken, write_speeches

__all__ = [
    "FIRST_WORDS",
    "LINE_END",
    "LOWERED",
    "MEANINGS",
    "RAISED",
    "TAG",
    "Block",
    "PagePart",
    "PrintedDate",
    "Spoken",
    "clean_line",
    "clean_text",
    "date_in_name",
    "drop_templates",
    "find_block_quotes",
    "find_captions",
    "find_field",
    "find_kind",
    "find_names",
    "find_office_holder",
    "fold_field",
    "from_blocks",
    "from_html",
    "from_markdown",
    "from_plain",
    "join_divided",
    "join_soft_hyphens",
    "mark_notes",
    "mend_encoding",
    "name_kind",
    "parse_html",
    "read_blocks",
    "read_date",
    "read_date_line",
    "read_link",
    "read_text",
    "refuse_no_prose",
    "title_of_first_words",
    "title_of_name",
    "write_speeches",
]
