"""Exports: an answer, or a whole conversation, to be taken away as Markdown, HTML, JSON, RIS or BibTeX."""

from retrieval.exports.forms import ExportForm, export_answers

__all__ = ["ExportForm", "export_answers"]
