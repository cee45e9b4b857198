"""Language: English as words, names, titles, dates, numbers and negation. Knows nothing of releases."""

from language.attribution import (
    CAPITALISED,
    NAME,
    Attributed,
    Attribution,
    Place,
    find_attributions,
    find_quotations,
    quotation_around,
    read_head,
)
from language.dates import MONTHS, Days, find_day, find_days, month_days, read_day, write_day
from language.evasion import EVASION, only_evades
from language.folding import Kind, Word, fold, fold_words, readings
from language.markings import Correction, Marking, find_markings
from language.names import fold_name
from language.negation import calls_untrue, denies_outright, find_denials, is_negated, is_negation, reads_undecided
from language.numbers import is_number
from language.opposites import contraries_of
from language.quantities import FURTHEST, Measure, Quantity, find_quantities
from language.quotation_marks import MASK, mask_marked, outer_marks
from language.sentences import split_sentences
from language.titles import (
    GROUPS,
    HEADS_OF_STATE,
    HONORIFICS,
    LOCAL_TITLES,
    OFFICE_WORDS,
    ROLE_WORDS,
    TITLES,
    Role,
    is_office_word,
    is_same_rank,
    office_key,
)
from language.vocabulary import entry, list_words, pattern, patterns, word_set
from language.words import STOP_WORDS, WORD, content_words, share_of, stem, stems, weigh_words

__all__ = [
    "CAPITALISED",
    "EVASION",
    "FURTHEST",
    "GROUPS",
    "HEADS_OF_STATE",
    "HONORIFICS",
    "LOCAL_TITLES",
    "MASK",
    "MONTHS",
    "NAME",
    "OFFICE_WORDS",
    "ROLE_WORDS",
    "STOP_WORDS",
    "TITLES",
    "WORD",
    "Attributed",
    "Attribution",
    "Correction",
    "Days",
    "Kind",
    "Marking",
    "Measure",
    "Place",
    "Quantity",
    "Role",
    "Word",
    "calls_untrue",
    "content_words",
    "contraries_of",
    "denies_outright",
    "entry",
    "find_attributions",
    "find_day",
    "find_days",
    "find_denials",
    "find_markings",
    "find_quantities",
    "find_quotations",
    "fold",
    "fold_name",
    "fold_words",
    "is_negated",
    "is_negation",
    "is_number",
    "is_office_word",
    "is_same_rank",
    "list_words",
    "mask_marked",
    "month_days",
    "office_key",
    "only_evades",
    "outer_marks",
    "pattern",
    "patterns",
    "quotation_around",
    "read_day",
    "read_head",
    "readings",
    "reads_undecided",
    "share_of",
    "split_sentences",
    "stem",
    "stems",
    "weigh_words",
    "word_set",
    "write_day",
]
