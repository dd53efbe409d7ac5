"""Every command of the product: importing this module registers them all.

The journal's law is tested over `COMMANDS`.
"""

from __future__ import annotations

from ipof_workbench.app import (
    coding_imports,
    configuration_imports,
    contract_imports,
    post_imports,
    survey_imports,
    transcript_imports,
)
from ipof_workbench.app.commands import (
    appraisals,
    attributes,
    bundles,
    case_scope,
    coding,
    conditions,
    configurations,
    decisions,
    deletion,
    diagrams,
    documents,
    element_lineage,
    elements,
    evidence,
    findings,
    freezing,
    grammar,
    grounding,
    judging,
    looked_for,
    memos,
    merging,
    prioritising,
    record_edits,
    remarks,
    rivals,
    role_change,
    splitting,
    statements,
    together,
    versions,
)
from ipof_workbench.app.commands.base import COMMANDS

COMMAND_MODULES = (
    appraisals,
    attributes,
    bundles,
    case_scope,
    coding,
    coding_imports,
    conditions,
    configuration_imports,
    configurations,
    contract_imports,
    decisions,
    deletion,
    diagrams,
    documents,
    element_lineage,
    elements,
    evidence,
    findings,
    freezing,
    grammar,
    grounding,
    judging,
    looked_for,
    memos,
    merging,
    post_imports,
    prioritising,
    record_edits,
    remarks,
    rivals,
    role_change,
    splitting,
    statements,
    survey_imports,
    together,
    transcript_imports,
    versions,
)
"""Where the commands stand."""

__all__ = ["COMMANDS", "COMMAND_MODULES"]
