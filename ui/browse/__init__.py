"""What the archive holds, to browse: its releases, one of them to read, and who speaks in them."""

from ui.browse import reader
from ui.browse.browsing import show_browsing
from ui.browse.people import show_people
from ui.browse.reader import reader_values

__all__ = ["reader", "reader_values", "show_browsing", "show_people"]
