"""The server: the page and every other door on one port, ``otr serve``, which is ``streamlit run server.py``."""

from __future__ import annotations

import streamlit as st

from archive import Settings
from serving import shared_desk
from serving.doors import Doors

settings = Settings()
doors = Doors(settings, shared_desk(settings.store))
app = st.App("app.py", routes=doors.routes(), lifespan=lambda _: doors.open())
