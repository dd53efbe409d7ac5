"""The numbers in the tables about people, sources, statements, changes and figures, counted again by plain SQL."""

from __future__ import annotations

import re
import shutil
import sqlite3
import statistics
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ipof_workbench.app.cmo_table import TableOptions
from ipof_workbench.app.exports import figure_drawing
from ipof_workbench.app.report_tables import report_table
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain.drawing import TextRun
from ipof_workbench.domain.filters import EVERYTHING

Ask = Callable[..., list[tuple[Any, ...]]]
FOR = ("supports", "partly_supports", "refines")
AGAINST = ("challenges", "supports_rival")
_SHARE = re.compile(r"([0-9,]+) \(([0-9.]+) %\)")
_BEARS = """
    SELECT c.rid AS claim, c.number, e.rid AS evidence, e.coding, e.bundle, e.stance, d.rid AS document, d.kind,
           d."case", x.start, x."end", g.element
    FROM evidence e LEFT JOIN place p ON p.rid = e.place
    JOIN configuration c ON c.rid = coalesce(e.configuration, p.configuration)
    JOIN coding g ON g.rid = e.coding JOIN excerpt x ON x.rid = g.excerpt JOIN document d ON d.rid = x.document
"""
"""A row for each coding that bears on a configuration, itself or one of its places."""


@pytest.fixture(scope="module")
def project(built_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(built_study, tmp_path_factory.mktemp("other_numbers") / "study.ipof"))


@pytest.fixture(scope="module")
def workbench(project: Path) -> Iterator[Workbench]:
    with Workbench.open(project) as workbench:
        yield workbench


@pytest.fixture(scope="module")
def ask(project: Path, workbench: Workbench) -> Iterator[Ask]:
    with closing(sqlite3.connect(f"file:{project}?mode=ro", uri=True)) as file:
        yield lambda query, *values: file.execute(query, values).fetchall()


def shown(workbench: Workbench, kind: str, **options: Any) -> list[dict[str, str]]:
    made = report_table(workbench, kind, EVERYTHING, TableOptions(**options))
    keys = [column.key for column in made.columns]
    return [dict(zip(keys, (cell.text for cell in row), strict=True)) for row in made.rows]


def members(ask: Ask) -> dict[str, set[int]]:
    """Column of the table -> who is in it: each case at the top with those of its sub-cases, and everybody."""
    found: dict[str, set[int]] = {"total": {rid for (rid,) in ask("SELECT rid FROM participant")}}
    ties = ask(
        """
        WITH RECURSIVE above(case_, top) AS (
            SELECT rid, rid FROM "case" WHERE parent IS NULL
            UNION ALL SELECT c.rid, above.top FROM "case" c JOIN above ON c.parent = above.case_
        )
        SELECT t.name, p.participant FROM participant_case p JOIN above ON above.case_ = p."case"
        JOIN "case" t ON t.rid = above.top
        """
    )
    for case, person in ties:
        found.setdefault(f"case {case}", set()).add(person)
    return found


def characteristics(ask: Ask) -> dict[str, dict[int, str]]:
    """Name -> participant -> what was stated."""
    found: dict[str, dict[int, str]] = {"Role in the study": dict(ask("SELECT rid, role FROM participant WHERE role"))}
    found["Role in the study"] = dict(ask("SELECT rid, role FROM participant WHERE role <> ''"))
    rows = ask(
        "SELECT a.name, v.owner, v.value FROM attribute_value v JOIN attribute_definition a ON a.rid = v.definition "
        "WHERE a.owner_kind = 'participant' AND trim(v.value) <> ''"
    )
    for name, owner, value in rows:
        heading = name.replace("_", " ").strip()
        found.setdefault(heading[:1].upper() + heading[1:], {})[owner] = value.strip()
    return found


def by_characteristic(rows: list[dict[str, str]]) -> Iterator[tuple[str, dict[str, str]]]:
    name = ""
    for row in rows[1:]:
        name = row["characteristic"] or name
        yield name, row


def test_participants_by_characteristic_and_case(workbench: Workbench, ask: Ask) -> None:
    groups, stated = members(ask), characteristics(ask)
    rows = shown(workbench, "participants-table", threshold=1)
    assert {key: int(rows[0][key]) for key in groups} == {key: len(people) for key, people in groups.items()}
    checked = 0
    for name, row in by_characteristic(rows):
        values = stated[name]
        for key, people in groups.items():
            told = [values[person] for person in people if person in values]
            if row["category"] == "Median (range)":
                numbers = [float(value) for value in told]
                expected = f"{statistics.median(numbers):g} ({min(numbers):g} to {max(numbers):g})" if numbers else "–"
            elif row["category"] == "Not stated":
                expected = f"{len(people) - len(told)}"
            else:
                count = told.count(row["category"])
                percent = f"{100 * count / len(told):.1f}" if told else "–"
                expected = f"{count} ({percent} %)"
            assert row[key] == expected, (name, row["category"], key)
            checked += 1
    assert checked > 200


def test_small_counts_of_participants_stay_hidden(workbench: Workbench, ask: Ask) -> None:
    groups, stated = members(ask), characteristics(ask)
    blocks: dict[str, list[dict[str, str]]] = {}
    for name, row in by_characteristic(shown(workbench, "participants-table", threshold=5)):
        if row["category"] != "Median (range)":
            blocks.setdefault(name, []).append(row)
    for name, rows in blocks.items():
        for key, people in groups.items():
            told = Counter(stated[name].get(person, "") for person in people)
            for row in rows:
                count = told["" if row["category"] == "Not stated" else row["category"]]
                exact = _SHARE.fullmatch(row[key]) or re.fullmatch("([0-9]+)", row[key])
                assert not 0 < count < 5 or row[key] == "<5", (name, row["category"], key)
                assert not exact or int(exact[1]) == count
            hidden = [row for row in rows if row[key] in ("<5", "–")]
            assert len(hidden) != 1, f"the sum of {name} in {key} tells the one that is hidden"


def test_cases_with_their_participants_and_documents(workbench: Workbench, ask: Ask) -> None:
    rows = {row["case"]: row for row in shown(workbench, "cases-table")}
    people = dict(ask('SELECT c.name, count(DISTINCT p.participant) FROM "case" c LEFT JOIN participant_case p '
                      'ON p."case" = c.rid GROUP BY c.rid'))  # fmt: skip
    documents = ask('SELECT c.name, d.kind, count(*) FROM document d JOIN "case" c ON c.rid = d."case" GROUP BY 1, 2')
    counts = {(case, kind): count for case, kind, count in documents}
    assert set(rows) == set(people)
    for case, row in rows.items():
        assert int(row["participants"]) == people[case]
        for kind in ("interview", "survey_response", "forum_post"):
            assert int(row[kind]) == counts.get((case, kind), 0)


def test_sources_and_what_they_contribute_to(workbench: Workbench, ask: Ask) -> None:
    rests: dict[int, set[str]] = {}
    for document, number in ask(f"SELECT document, number FROM ({_BEARS})"):
        rests.setdefault(document, set()).add(number)
    appraised = {row[0]: row[1:] for row in ask("SELECT document, relevance, richness, rigour FROM appraisal")}
    names = dict(ask("SELECT rid, CASE title WHEN '' THEN name ELSE title END FROM document"))
    expected = Counter(
        (names[rid], frozenset(rests.get(rid, ())), appraised.get(rid, ("", "", ""))) for rid in {*rests, *appraised}
    )
    rows = shown(workbench, "sources")
    assert expected == Counter(
        (row["source"], frozenset(filter(None, row["contributes"].split(", "))),
         (row["relevance"], row["richness"], row["rigour"])) for row in rows
    )  # fmt: skip


def test_the_quote_bank_has_every_passage_once(workbench: Workbench, ask: Ask) -> None:
    passages: dict[tuple[int, int, int], tuple[set[str], set[str]]] = {}
    for document, start, end, evidence, number in ask(
        f'SELECT document, start, "end", evidence, number FROM ({_BEARS})'
    ):
        numbers, configurations = passages.setdefault((document, start, end), (set(), set()))
        numbers.add(f"E{evidence}")
        configurations.add(number)
    rows = shown(workbench, "quote-bank")
    assert len(rows) == len(passages)
    told = {frozenset(row["id"].split(", ")): set(row["configurations"].split(", ")) for row in rows}
    assert told == {frozenset(numbers): configurations for numbers, configurations in passages.values()}
    assert len(shown(workbench, "quotes")) == sum(len(numbers) for numbers, _ in passages.values())


def test_source_types_count_documents(workbench: Workbench, ask: Ask) -> None:
    counts: dict[str, dict[str, int]] = {}
    for number, kind, count in ask(f"SELECT number, kind, count(DISTINCT document) FROM ({_BEARS}) GROUP BY 1, 2"):
        counts.setdefault(number, {})[kind.replace("_", " ")] = count
    for rows in (
        shown(workbench, "cmo-table", columns=frozenset({"kinds"})),
        shown(workbench, "cmo-sentences-quotes"),
    ):
        for row in rows:
            told = dict(part.rsplit(" ", 1) for part in row["kinds"].split(", ") if part)
            assert {kind: int(count) for kind, count in told.items()} == counts.get(row["number"], {})


def test_the_totals_of_the_matrix_are_sums_of_its_cells(workbench: Workbench, ask: Ask) -> None:
    cases = [name for (name,) in ask('SELECT name FROM "case"')]
    for row in shown(workbench, "matrix"):
        cells = [[int(part) for part in row[case].split(" / ")] for case in cases if row[case][0].isdigit()]
        assert int(row["supporting"]) == sum(cell[0] for cell in cells)
        assert int(row["opposing"]) == sum(sum(cell[1:]) for cell in cells)


def test_statements_and_what_expresses_them(workbench: Workbench, ask: Ask) -> None:
    ties: dict[str, set[str]] = {}
    for statement, configuration in ask(
        "SELECT s.number, c.number FROM statement_configuration t JOIN theory_statement s ON s.rid = t.statement "
        "JOIN configuration c ON c.rid = t.configuration"
    ):
        ties.setdefault(statement, set()).add(configuration)
    held = {row[0]: row[1:] for row in ask("SELECT number, status, priority FROM theory_statement")}
    rows = shown(workbench, "ipt")
    assert {row["number"] for row in rows} == set(held)
    decided = Counter(
        number
        for (number,) in ask(
            "SELECT s.number FROM decision_subject d JOIN theory_statement s ON s.rid = d.about "
            "WHERE d.about_kind = 'theory_statement'"
        )
    )
    for row in rows:
        told = {line.split(" ", 1)[0] for line in row["configurations"].splitlines()}
        assert told == ties.get(row["number"], set())
        assert (row["status"].replace(" ", "_"), row["priority"]) == held[row["number"]]
        assert len(row.get("reflections", "").splitlines()) == decided[row["number"]]


def test_changes_count_the_evidence_that_led_to_them(workbench: Workbench, ask: Ask) -> None:
    first, last = (at for (at,) in ask("SELECT created_at FROM programme_theory ORDER BY rid"))
    pieces: dict[tuple[str, str], dict[int, str]] = {}
    for table, column, letter in (
        ("configuration", "configuration_version", ""),
        ("theory_statement", "statement_version", "S"),
    ):
        own = "configuration" if table == "configuration" else "statement"
        for number, evidence, stance in ask(
            f"SELECT c.number, v.evidence, v.stance FROM version_evidence v JOIN {column} w ON w.rid = v.{column} "
            f"JOIN {table} c ON c.rid = w.{own} WHERE w.created_at > ? AND w.created_at <= ?", first, last,
        ):  # fmt: skip
            pieces.setdefault((letter, number), {})[evidence] = stance
    lines = 0
    for row in shown(workbench, "changes", with_quotes=False):
        if row["change"] in ("unchanged", "new", "split", "merged"):
            continue
        is_statement = row["number"].startswith("S")
        stances = Counter(pieces.get(("S" if is_statement else "", row["number"]), {}).values())
        told = dict((word, int(count)) for count, word in re.findall(r"(\d+) (\w+)", row["evidence"].split("\n")[0]))
        sides = {
            "supporting": stances["supports"] + stances["partly_supports"],
            "refining": stances["refines"],
            "challenging": stances["challenges"] + stances["supports_rival"],
        }
        assert {side: told.get(side, 0) for side in sides} == sides, row["number"]
        lines += 1
    assert lines > 8


def test_from_data_to_theory_lists_every_version_and_its_evidence(workbench: Workbench, ask: Ask) -> None:
    expected: dict[tuple[str, int], set[str]] = {}
    for label, table, column, own in (
        ("CMOC", "configuration", "configuration_version", "configuration"),
        ("Statement", "theory_statement", "statement_version", "statement"),
    ):
        for number, version, evidence in ask(
            f"SELECT c.number, w.number, v.evidence FROM {column} w JOIN {table} c ON c.rid = w.{own} "
            f"LEFT JOIN version_evidence v ON v.{column} = w.rid WHERE w.number > 0"
        ):
            expected.setdefault((f"{label} {number}", version), set()).update({f"E{evidence}"} if evidence else set())
    rows = shown(workbench, "data-to-theory")
    told = {(row["claim"], int(row["version"])): set(re.findall(r"E\d+", row["evidence"])) for row in rows}
    assert told == expected
    assert len(rows) == len(expected)


def test_a_frozen_theory_has_the_versions_and_evidence_of_its_moment(workbench: Workbench, ask: Ask) -> None:
    (last,) = ask("SELECT max(created_at) FROM programme_theory")[0]
    versions = dict(
        ask("SELECT c.number, max(v.number) FROM configuration_version v JOIN configuration c "
            "ON c.rid = v.configuration WHERE v.created_at <= ? GROUP BY 1", last)
    )  # fmt: skip
    evidence = dict(
        ask("SELECT c.number, count(*) FROM evidence e LEFT JOIN place p ON p.rid = e.place JOIN configuration c "
            "ON c.rid = coalesce(e.configuration, p.configuration) WHERE e.created_at <= ? GROUP BY 1", last)
    )  # fmt: skip
    rows = [row for row in shown(workbench, "frozen-theory") if row["kind"] == "Configuration"]
    assert rows
    for row in rows:
        assert int(row["version"]) == versions[row["number"]]
        assert int(row["evidence"]) == evidence.get(row["number"], 0)


def test_the_audit_has_every_step_that_stands(workbench: Workbench, ask: Ask) -> None:
    rows = shown(workbench, "audit")
    assert [int(row["step"].replace(",", "")) for row in rows] == [
        rid for (rid,) in ask("SELECT rid FROM journal_step")
    ]


def test_rivals_with_what_speaks_for_and_against_them(workbench: Workbench, ask: Ask) -> None:
    bears = ask(f"SELECT number, coalesce(-bundle, coding), stance FROM ({_BEARS})")
    rows = shown(workbench, "rivals")
    assert len(rows) == ask("SELECT count(*) FROM rival_member")[0][0]
    for row in rows:
        number = row["rival"].split()[1]
        own = [(account, stance) for held, account, stance in bears if held == number]
        assert int(row["codings"]) == len({account for account, _ in own})
        for key, stances in (("supports", FOR), ("challenges", AGAINST)):
            assert int(row[key]) == sum(len({who for who, held in own if held == stance}) for stance in stances)


def test_recommendations_and_theories_with_what_they_are_tied_to(workbench: Workbench, ask: Ask) -> None:
    ties: dict[str, set[str]] = {}
    for wording, number in ask(
        "SELECT r.wording, c.number FROM recommendation r LEFT JOIN recommendation_configuration t "
        "ON t.recommendation = r.rid LEFT JOIN configuration c ON c.rid = t.configuration"
    ):
        ties.setdefault(wording, set()).update({number} if number else set())
    rows = shown(workbench, "recommendations")
    assert [int(row["number"]) for row in rows] == list(range(1, len(ties) + 1))
    for row in rows:
        assert {line.split(" ", 1)[0] for line in row["configurations"].splitlines()} == ties[row["recommendation"]]
    uses = [line for row in shown(workbench, "theories-used") for line in row["used"].splitlines()]
    assert len(uses) == ask("SELECT count(*) FROM substantive_theory_use")[0][0]


def test_the_checklist_says_how_much_there_is(workbench: Workbench, ask: Ask) -> None:
    said = " ".join(row["project"] for row in shown(workbench, "rameses-2"))
    for table, words in (
        ("document", "documents"),
        ("participant", "participants"),
        ("coding", "codings"),
        ("configuration", "configurations"),
        ("theory_statement", "If-Then-Because statements"),
        ("recommendation", "recommendations"),
    ):
        count = ask(f'SELECT count(*) FROM "{table}"')[0][0]
        assert f"{count:,} {words}" in said
    consents = ", ".join(
        f"{consent} {count}" for consent, count in ask("SELECT consent, count(*) FROM participant GROUP BY 1")
    )
    assert f"Consent: {consents}." in said


# --- figures


def words_of(workbench: Workbench, kind: str) -> tuple[list[str], str]:
    drawing = figure_drawing(workbench, kind)
    return [shape.text for shape in drawing.shapes if isinstance(shape, TextRun)], drawing.description


def place_of(words: list[str], number: str, title: str) -> int:
    """Where a figure names a configuration: its number, then its title, which may be cut."""
    pairs = pairwise(words)
    return next(at for at, (word, after) in enumerate(pairs) if word == number and after[:8] == title[:8])


def test_the_bars_of_the_evidence_are_its_pieces(workbench: Workbench, ask: Ask) -> None:
    words, description = words_of(workbench, "evidence-figure")
    stances: dict[str, Counter[str]] = {}
    kinds: dict[str, Counter[str]] = {}
    for number, stance, kind in ask(f"SELECT number, stance, kind FROM ({_BEARS})"):
        stances.setdefault(number, Counter())[
            stance.replace("_", " ").replace("supports rival", "supports a rival")
        ] += 1
        kinds.setdefault(number, Counter())[kind] += 1
    told = {}
    for number, line in re.findall(r"(?:^|[;.] )(\w+): ([^;]+?)(?=;|\.$|$)", description):
        told[number] = {word: int(count) for word, count in (part.rsplit(" ", 1) for part in line.split(", "))}
    assert told == {number: dict(counts) for number, counts in stances.items()}
    order = ("interview", "survey_response", "forum_post")
    titles = dict(ask("SELECT number, title FROM configuration"))
    for number, counts in kinds.items():
        at = place_of(words, number, titles[number])
        assert words[at + 2 : at + 5] == [str(counts[kind] or "·") for kind in order], number


def test_the_heat_map_shows_what_the_matrix_does(workbench: Workbench) -> None:
    words, _ = words_of(workbench, "case-figure")
    rows = shown(workbench, "matrix")
    cases = [key for key in rows[0] if key not in ("number", "title", "supporting", "opposing")]
    for row in rows:
        at = place_of(words, row["number"], row["title"])
        signed = [row[case] for case in cases if row[case] != "–"]
        assert words[at + 2 : at + 2 + len(signed)] == signed, row["number"]


def test_saturation_ends_at_all_that_was_met(workbench: Workbench, ask: Ask) -> None:
    _, description = words_of(workbench, "saturation-figure")
    pieces = """
        SELECT g.element, e.rid, x.document, coalesce(e.configuration, p.configuration) AS configuration
        FROM evidence e LEFT JOIN place p ON p.rid = e.place JOIN coding g ON g.rid = e.coding
        JOIN excerpt x ON x.rid = g.excerpt
    """
    elements, documents, configurations = ask(
        f"SELECT count(DISTINCT element), count(DISTINCT document), count(DISTINCT configuration) FROM ({pieces})"
    )[0]
    assert f"elements met so far: {elements} after {documents}" in description
    assert f"configurations with evidence so far: {configurations} after {documents}" in description
