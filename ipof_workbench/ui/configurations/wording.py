"""Words and icons of the Configurations page: statuses, links, strengths."""

from __future__ import annotations

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.listings import LinkRow
from ipof_workbench.domain.vocabulary import Status

STATUS_ICONS: dict[str, str] = {
    Status.CANDIDATE.value: "circle-dashed",
    Status.INITIAL.value: "circle-dashed",
    Status.UNDER_TEST.value: "scale",
    Status.REFINED.value: "pencil-line",
    Status.FINAL.value: "check",
    Status.REJECTED.value: "ban",
    Status.PARKED.value: "bookmark",
}
"""Stored status -> the icon that stands before its word."""

ACTIVATION_WORDS: dict[str, str] = {
    "fires": "Fires",
    "partly": "Fires in part",
    "does_not_fire": "Does not fire",
    "inhibited": "Is inhibited",
}

ACTIVATION_NOTES: dict[str, str] = {"partly": "in part", "does_not_fire": "does not fire", "inhibited": "inhibited"}
"""Activation -> the small words on a chip, where the element does not simply fire."""

STRENGTH_WORDS: tuple[str, ...] = ("strong", "moderate", "weak")
"""What is offered for the strength of a configuration; an analyst may write another word."""

LEVEL_WORDS: tuple[str, ...] = ("micro", "meso", "macro")
"""What is offered for the level of a configuration; an analyst may write another word."""

_OUTWARDS = {
    "ripple": "ripple to",
    "embeds": "embeds",
    "inhibits": "inhibits",
    "feedback": "feedback to",
    "rival": "rival of",
}
_INWARDS = {
    "ripple": "ripple from",
    "embeds": "embedded in",
    "inhibits": "inhibited by",
    "feedback": "feedback from",
    "rival": "rival of",
}


def status_words(status: str) -> str:
    """Return a stored status as it reads."""
    return Status(status).words if status in STATUS_ICONS else status


def link_end(link: LinkRow, configuration: Rid) -> tuple[Rid, str, str]:
    """Return (rid, number, title) of the other end of a link."""
    if link.from_configuration == configuration:
        return link.to_configuration, link.to_number, link.to_title
    return link.from_configuration, link.from_number, link.from_title


def link_words(link: LinkRow, configuration: Rid) -> str:
    """Return a link as it reads from `configuration`: “ripple to 12”."""
    outwards = link.from_configuration == configuration
    return f"{(_OUTWARDS if outwards else _INWARDS).get(link.kind, link.kind)} {link_end(link, configuration)[1]}"


def link_kind_words(kind: str) -> str:
    """Return the words that stand before the number of the configuration a new link leads to."""
    return _OUTWARDS[kind]
