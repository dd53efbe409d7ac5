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
    judging,
    grounding,
    freezing,
    lineage,
    looked_for,
    prioritising,
    memos,
    record_edits,
    remarks,
    rivals,
    grammar,
    record_edits,
    role_change,
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
    looked_for,
    judging,
    freezing,
    lineage,
    memos,
    record_edits,
    remarks,
    grounding,
    prioritising,
    record_edits,
    rivals,
    grammar,
    record_edits,
    role_change,
    statements,
    together,
    versions,
    transcript_imports,
    survey_imports,
    post_imports,
    contract_imports,
    configuration_imports,
    coding_imports,
)
"""Where the commands stand."""

__all__ = ["COMMANDS", "COMMAND_MODULES"]
