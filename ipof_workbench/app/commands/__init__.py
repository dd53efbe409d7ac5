"""What a person can do to a project: each action is one command, one transaction, one named step.

Importing this package registers every command; the journal's law is tested over all of them.
"""

from ipof_workbench.app.commands import (
    coding,
    configurations,
    deletion,
    diagrams,
    documents,
    elements,
    evidence,
    record_edits,
    statements,
)
from ipof_workbench.app.commands.base import COMMANDS, Command

__all__ = [
    "COMMANDS",
    "Command",
    "coding",
    "configurations",
    "deletion",
    "diagrams",
    "documents",
    "elements",
    "evidence",
    "record_edits",
    "statements",
]
