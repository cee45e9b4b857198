"""Health and figures: /healthz says whether the archive can be asked, /metrics what was asked so far."""

from __future__ import annotations

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from serving import wording
from serving.desk import RETRY_AFTER, Desk
from serving.workers import Workers


class Health:
    """What watches over the server asks this."""

    def __init__(self, desk: Desk, workers: Workers) -> None:
        """Tell of a desk; opening its archive may take a while."""
        self._desk = desk
        self._workers = workers

    async def tell_health(self, _: Request) -> Response:
        """Return the store's state: 200 where it can be asked, 503 where it cannot."""
        state = await self._workers.call(self._desk.state)
        said = {
            "status": wording.STATES[state.name],
            "generation": self._desk.generation,
            "questions": {"in_flight": self._desk.gate.inside, "waiting": self._desk.gate.waiting},
        }
        if state.stage or state.name == "building":
            said["ingest"] = {"stage": state.stage, "done": state.done, "total": state.total}
        if state.name == "ready":
            said["vectors"] = (
                wording.VECTORS_AWAY if await self._workers.call(lambda: self._desk.hindered) else wording.VECTORS_READY
            )
            if damage := self._desk.damage:
                said["damage"] = damage
            said["passages"] = {"searched": state.searched, "by_meaning": state.by_meaning}
            return JSONResponse(said)
        said["detail"] = wording.NOT_SERVING[state.name]
        return JSONResponse(said, 503, headers={"Retry-After": str(RETRY_AFTER)})

    async def tell_figures(self, _: Request) -> Response:
        """Return the counts for Prometheus."""
        told = await self._workers.call(self._desk.tally.write)
        return Response(told, headers={"Content-Type": CONTENT_TYPE_LATEST})
