"""The doors of the server beside the page: the API, the chat model, MCP, health and figures. Clients of ``retrieval``.

What is listed here is what the page shares with them: one archive, and one gate for all who ask.
"""

from serving.desk import Desk, Queued, busy_answer, shared_desk
from serving.gate import BusyError, QuestionGate, Ticket
from serving.keys import AccessKeys

__all__ = ["AccessKeys", "BusyError", "Desk", "QuestionGate", "Queued", "Ticket", "busy_answer", "shared_desk"]
