"""Stored times as a person says them."""

from __future__ import annotations

from datetime import datetime


def local_time(at: str) -> datetime | None:
    """Return a stored time (UTC, ISO 8601) as local time; None where it cannot be read."""
    try:
        return datetime.fromisoformat(at).astimezone()
    except ValueError:
        return None


def when_words(at: str, now: datetime | None = None) -> str:
    """Return a time as a person says it: “today 14:36”, “3 March 14:36”, “3 March 2025”."""
    moment = local_time(at)
    if moment is None:
        return ""
    now = now or datetime.now().astimezone()
    if moment.date() == now.date():
        return f"today {moment:%H:%M}"
    day = f"{moment.day} {moment:%B}"
    return f"{day} {moment:%H:%M}" if moment.year == now.year else f"{day} {moment.year}"
