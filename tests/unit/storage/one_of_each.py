"""One record of each kind that the hand-made study has none of: what is judged and recorded about the theory."""

from __future__ import annotations

from ipof_workbench.domain import records
from ipof_workbench.storage.store import Store


def one_of_each_judgement(store: Store) -> None:
    """Store one of each, about the first configuration, statement, case, element and document."""
    store.label = "Judged"
    configuration, statement = store.find(records.Configuration)[0].rid, store.find(records.TheoryStatement)[0].rid
    case, document = store.find(records.Case)[0].rid, store.find(records.Document)[0].rid
    decision = store.put(records.Decision(wording="Keep 1", kind="reconciled", held_on="2026-03-03")).rid
    store.put(records.DecisionSubject(decision=decision, about_kind="configuration", about=configuration))
    store.put(records.StatementVote(decision=decision, statement=statement, voter="Ann", value=3))
    bundle = store.put(records.EvidenceBundle(note="one story")).rid
    for held in store.find(records.Evidence)[:2]:
        store.put(records.Evidence(coding=held.coding, configuration=configuration, analyst=1, bundle=bundle))
    finding = store.put(records.Finding(kind="survey_statistic", wording="2 of 3", number=2, denominator=3, case=case))
    store.put(records.Evidence(finding=finding.rid, statement=statement, analyst=1))
    store.put(records.LookedFor(configuration=configuration, case=case))
    rivals = store.put(records.RivalGroup(name="Rivals", decision=decision)).rid
    store.put(records.RivalMember(rivals=rivals, configuration=configuration))
    theory = store.put(records.SubstantiveTheory(name="Self-determination theory")).rid
    store.put(records.SubstantiveTheoryUse(theory=theory, configuration=configuration, construct="relatedness"))
    store.put(records.Appraisal(document=document, relevance="high"))
    advice = store.put(records.Recommendation(wording="Say when a moderator looks in")).rid
    store.put(records.RecommendationConfiguration(recommendation=advice, configuration=configuration))
    memo, excerpt = store.find(records.Memo)[0].rid, store.find(records.Excerpt)[0].rid
    store.put(records.MemoQuote(memo=memo, excerpt=excerpt))
    code = store.find(records.ThematicCode)[0].rid
    store.put(records.HotCode(analyst=1, digit=1, code=code))
    store.put(records.CodingRound(document=document, analyst=1, status="coded"))
    store.put(records.RemarkDismissal(rule="alone", about_kind="configuration", about=configuration, reason="known"))
    chosen = store.find(records.Evidence)[0]
    store.put(records.ChosenQuote(evidence=chosen.rid))
    paper = store.put(records.Publication(name="Paper 1", plan="{}")).rid
    store.put(records.PublishedQuote(publication=paper, coding=chosen.coding, start=0, end=4, quote="kind"))
