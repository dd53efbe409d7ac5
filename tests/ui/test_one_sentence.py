"""The If-Then-Because sentence reads the same wherever it is shown."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ipof_workbench.app.statement_tables import sentence_cell
from ipof_workbench.domain.judging_rows import ClaimRow
from ipof_workbench.domain.sentences import PARTS, bare_part, sentence
from ipof_workbench.ui.coding.claim_model import claim_runs
from ipof_workbench.ui.statements.statement_delegate import sentence_words
from ipof_workbench.ui.widgets.sentence_label import if_then_because

words = st.text("ab ?.…,if", max_size=12).map(lambda text: " ".join(text.split()))
parts = st.fixed_dictionaries({part: words for part in PARTS})


def claim(held: dict[str, str]) -> ClaimRow:
    texts: dict[str, Any] = {f"{part}_text": held[part] for part in PARTS}
    usual = {name: "" for name in ClaimRow._fields}
    return ClaimRow(**{**usual, **texts})


@given(parts)
def test_lists_tables_and_the_sentence_agree(held: dict[str, str]) -> None:
    whole = sentence(held)
    assert sentence_words(held).text == whole
    assert sentence_cell(held).text == whole
    assert "".join(run for run, _ in claim_runs(claim(held))) == (whole or "Nothing in it yet")


@given(parts)
def test_the_sentence_that_can_be_clicked_agrees_where_nothing_is_missing(held: dict[str, str]) -> None:
    if not all(bare_part(part, held[part]) for part in PARTS):
        return
    shown = if_then_because(*(held[part] for part in PARTS))
    glued = "".join(part.text if part.text in (",", ".") else f" {part.text}" for part in shown)
    assert glued.strip() == sentence(held)
