"""The page: ``streamlit run app.py``. Which store it reads is a setting (``OTR_STORE``)."""

from __future__ import annotations

from archive import Settings
from ui.page import show

settings = Settings()
show(settings.store, evaluate_page=settings.evaluate_page)
