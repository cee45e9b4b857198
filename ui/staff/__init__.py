"""The pages of those who run the archive: evaluations, and how its files were read; and who is let in."""

from ui.staff.entrance import admit, may_enter
from ui.staff.evaluators import show_evaluators
from ui.staff.files import show_files

__all__ = ["admit", "may_enter", "show_evaluators", "show_files"]
