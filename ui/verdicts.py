"""A verdict as its component takes it: plain values, in the order in which they are read."""

from __future__ import annotations

from typing import Any, TypeAlias

from retrieval import ArticleCheck, CheckedQuotation, DiffPart, QuoteCheck, QuoteMatch, Verdict, Voice, tell_share
from retrieval import wording as shared
from ui import wording
from ui.links import followable
from ui.pieces import day_values, place_values

Values: TypeAlias = dict[str, Any]

PLACES_SHOWN = 20  # occurrences drawn; the rest are counted


def verdict_values(check: QuoteCheck, *, scroll: bool = False) -> Values:
    """Return what is shown for one checked quotation; ``scroll`` brings it into view."""
    shown = check.matches[:PLACES_SHOWN]
    found = check.verdict in (Verdict.VERBATIM, Verdict.MISATTRIBUTED)
    more = len(check.matches) - len(shown)
    return {
        "verdict": check.verdict.value,
        "heading": shared.VERDICTS[check.verdict],
        "quote": check.quote.strip("“”\"' \n"),
        "claimed": check.claimed_speaker or "",
        "speaker": check.speaker or "",
        "changes": [{"kind": change.value, "text": shared.CHANGES[change]} for change in check.changes],
        "notes": list(check.notes),
        "places": _places(check, len(check.matches)),
        "matches": [match_values(match, whole=found) for match in shown],
        "more": wording.more_places(more) if more else "",
        "words": _words(),
        "scroll": scroll,
    }


def match_values(match: QuoteMatch, *, whole: bool) -> Values:
    """Return what is shown for one place; ``whole`` is whether the quotation stands there word for word."""
    place, label = match.citation, match.citation.speaker_label
    return {
        "name": _capital(match.speaker_name),
        "label": label if label and label.casefold() != match.speaker_name.casefold() else "",
        "warned": _warning(match),
        **day_values(place.date),
        "pages": shared.write_pages(place.pages),
        "kind": " · ".join(filter(None, (place.kind, match.institution))),
        "title": place.title,
        "url": followable(place.link),
        "before": match.before,
        "quote": place.quote,
        "after": match.after,
        "diff": [_part(part) for part in match.diff],
        "near": "" if whole or not match.diff else shared.SAME_SHARE.format(share=tell_share(match.similarity)),
        "left_out": list(match.left_out),
        "corrected": [wording.sentence(how) for how in match.corrected],
        "open": place_values(place),
    }


def article_values(article: ArticleCheck, chosen: int) -> Values:
    """Return an article with its quotations marked, and the table of them; ``chosen`` is the number of the one opened."""
    parts: list[Values] = []
    position = 0
    for one in article.quotations:
        # The marks stand with the words, so that the verdict comes behind the closing one.
        start, end = max(position, one.marked[0]), one.marked[1]
        parts.append({"text": article.text[position:start]})
        parts.append({"text": article.text[start:end], "n": one.n, "verdict": one.verdict})
        position = end
    parts.append({"text": article.text[position:]})
    return {
        "parts": parts,
        "rows": [_row(one) for one in article.quotations],
        "chosen": chosen,
        "words": {
            "quotation": wording.QUOTATION,
            "attributed_to": shared.ATTRIBUTED_TO,
            "verdict": wording.VERDICT,
            "said_by_whom": wording.SAID_BY_WHOM,
            "table": wording.QUOTATIONS,
            "text": wording.ANNOTATED,
            "names": shared.VERDICT_NAMES,
        },
    }


def first_to_read(article: ArticleCheck) -> int:
    """Return the number of the first quotation that is not verbatim, else of the first that was checked, else 1."""
    checked = [one for one in article.quotations if one.check]
    wrong = [one for one in checked if one.check and one.check.verdict is not Verdict.VERBATIM]
    return (wrong or checked or list(article.quotations))[0].n


def _row(one: CheckedQuotation) -> Values:
    speaker = one.check.speaker if one.check else None
    return {"n": one.n, "quote": one.quote, "attributed": one.attributed_to or "–", "verdict": one.verdict,
            "speaker": speaker or "–", "note": one.note}  # fmt: skip


def _part(part: DiffPart) -> Values:
    return {"edit": part.edit.value, "quoted": part.quoted, "source": part.source}


def _places(check: QuoteCheck, count: int) -> str:
    if check.verdict is Verdict.NOT_FOUND:
        return shared.NEAREST if count else ""
    if check.verdict is Verdict.ALTERED:
        return wording.RESEMBLES
    return wording.where_said(count)


def _warning(match: QuoteMatch) -> str:
    """Return what must stand beside a name, where the words are not simply its own."""
    if match.read_out_by:
        return wording.READ_OUT.format(reader=match.read_out_by)
    if match.citation.quoted:
        return wording.IN_MARKS
    return shared.VOICE_NOTES[match.citation.voice] if match.citation.voice is not Voice.OFFICE else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _words() -> dict[str, str]:
    return {
        "claimed": shared.CLAIMED, "said_by": wording.SAID_BY_WHOM, "original": wording.ORIGINAL,
        "elsewhere": wording.OPENS_ELSEWHERE, "left_out": shared.LEFT_OUT_HERE,
        "release": wording.RELEASE_HAS, "quotation": wording.QUOTATION_HAS,
    }  # fmt: skip
