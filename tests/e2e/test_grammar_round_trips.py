"""Configurations of every grammar go out and come in again, byte for byte; hidden roles wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipof_workbench.app.commands.grammar import AddRole, HideRole, ShowRole
from ipof_workbench.app.workbench import Workbench
from ipof_workbench.domain import records
from ipof_workbench.domain.grammars import PRESETS, preset

CELLS = (
    "tired ; alone | not: at work",
    "trust",
    "",
    "Yes ; no | Yes ; perhaps",
    "inhibited: courage ; partly: hope",
    "does not fire: trust in staff | not: does not fire: fear",
    "attribute: moderation = day and night",
    "not: attribute: host = NHS ; quiet | attribute: host = charity",
    "element: not: my name ; this \\; that",
)
NUMBERS = ("1", "2", "3b", "7a", "7b", "8", "10", "11", "12c")


def table(path: Path, roles: list[str], cells: tuple[str, ...] = CELLS) -> bytes:
    """Write a table in which every cell stands once in every role; returns it as it is to come back."""
    lines = [",".join(["number", "title", *roles, "if", "then", "because", "status", "theory_area"])]
    for at, number in enumerate(NUMBERS):
        held = [cells[(at + shift) % len(cells)] for shift in range(len(roles))]
        lines.append(",".join([number, f"Title {number}", *held, "", "", "", "candidate", "Safety"]))
    content = ("\r\n".join(lines) + "\r\n").encode()
    path.write_bytes(content)
    return content


@pytest.mark.parametrize("grammar", PRESETS)
def test_every_grammar_comes_back_byte_for_byte(ipof, tmp_path: Path, grammar: str) -> None:
    roles = [role.key for role in preset(grammar)[1]]
    first = table(tmp_path / "first.csv", roles)
    source = tmp_path / "first.csv"
    for name in ("one", "two"):
        project, out = tmp_path / f"{name}.ipof", tmp_path / f"{name}.csv"
        assert ipof("new", project, "--grammar", grammar).code == 0
        said = ipof("import", "configurations", project, source)
        assert said.code == 0, said.err
        assert ipof("export", "configurations", project, "--to", out).code == 0
        assert out.read_bytes().removeprefix(b"\xef\xbb\xbf") == first
        again = ipof("import", "configurations", project, out)
        assert (again.code, again.out) == (0, f"0 new, {len(NUMBERS)} unchanged\n")
        assert ipof("check", project).code == 0
        source = out


def test_an_own_grammar_comes_back_into_the_same_grammar(ipof, tmp_path: Path) -> None:
    for name in ("one", "two"):
        with Workbench.create(tmp_path / f"{name}.ipof") as workbench:
            workbench.run(AddRole("Moderating factor", connector="if", position=1))
    roles = ["context", "moderating_factor", "mechanism", "outcome"]
    first = table(tmp_path / "first.csv", roles)
    assert ipof("import", "configurations", tmp_path / "one.ipof", tmp_path / "first.csv").code == 0
    assert ipof("export", "configurations", tmp_path / "one.ipof", "--to", tmp_path / "one.csv").code == 0
    assert ipof("import", "configurations", tmp_path / "two.ipof", tmp_path / "one.csv").code == 0
    assert ipof("export", "configurations", tmp_path / "two.ipof", "--to", tmp_path / "two.csv").code == 0
    assert (tmp_path / "two.csv").read_bytes().removeprefix(b"\xef\xbb\xbf") == first


def test_a_hidden_role_is_neither_exported_nor_imported_and_comes_back_whole(ipof, tmp_path: Path) -> None:
    project, whole = tmp_path / "s.ipof", tmp_path / "whole.csv"
    table(whole, ["context", "mechanism", "outcome"])
    assert ipof("new", project).code == 0
    assert ipof("import", "configurations", project, whole).code == 0
    with Workbench.open(project) as workbench:
        mechanism = workbench.read.find(records.Role, key="mechanism")[0].rid
        own = workbench.run(AddRole("Barrier")).result.rid
        for role in (mechanism, own):
            workbench.run(HideRole(role))
    out = tmp_path / "out.csv"
    assert ipof("export", "configurations", project, "--to", out).code == 0
    assert out.read_text(encoding="utf-8-sig").splitlines()[0].startswith("number,title,context,outcome,if,")
    said = ipof("import", "configurations", project, whole)
    assert said.code == 3
    assert (
        "unknown column “mechanism”; this role is hidden in the project; show it in Theory, Grammar first" in said.err
    )
    empty = tmp_path / "empty.csv"
    empty.write_text("number,title,context,mechanism,barrier,outcome\n99,New,a,,,b\n", encoding="utf-8")
    assert ipof("import", "configurations", project, empty).out.startswith("1 new, 0 unchanged")
    with Workbench.open(project) as workbench:
        workbench.run(ShowRole(mechanism))
    assert ipof("export", "configurations", project, "--to", out, "--force").code == 0
    lines = out.read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines()
    assert lines[:-1] == whole.read_bytes().splitlines()


def test_an_attribute_that_a_condition_names_is_made_and_told(ipof, project: Path, tmp_path: Path) -> None:
    source = tmp_path / "configurations.csv"
    source.write_text("number,context\n1,attribute: moderation = day and night\n", encoding="utf-8")
    said = ipof("import", "configurations", project, source)
    assert said.code == 0
    assert "attribute moderation" in said.out
    with Workbench.open(project) as workbench:
        assert [(held.owner_kind, held.name) for held in workbench.read.attributes()] == [("case", "moderation")]
        assert workbench.read.find(records.Element) == []


def test_what_an_attribute_cannot_hold_is_refused_with_its_row(ipof, project: Path, tmp_path: Path) -> None:
    with Workbench.open(project) as workbench:
        from ipof_workbench.app.commands.record_edits import AddRecord

        workbench.run(AddRecord(records.AttributeDefinition(owner_kind="case", name="members", value_type="number")))
    source = tmp_path / "configurations.csv"
    source.write_text("number,context\n1,attribute: members = many\n", encoding="utf-8")
    said = ipof("import", "configurations", project, source)
    assert said.code == 3
    assert "row 2: members holds numbers; “many” is none" in said.err


def test_an_import_keeps_the_notes_of_what_stays(ipof, project: Path, tmp_path: Path) -> None:
    from ipof_workbench.app.commands.record_edits import EditFields

    source = tmp_path / "configurations.csv"
    source.write_text("number,context\n1,Anonymity ; Night\n", encoding="utf-8")
    assert ipof("import", "configurations", project, source).code == 0
    with Workbench.open(project) as workbench:
        held = workbench.read.find(records.PlaceContent)[0]
        workbench.run(EditFields(records.PlaceContent, held.rid, {"note": "said by three"}))
    source.write_text("number,context\n1,Night | Anonymity\n", encoding="utf-8")
    assert ipof("import", "configurations", project, source).code == 0
    with Workbench.open(project) as workbench:
        notes = {held.note for held in workbench.read.find(records.PlaceContent)}
        assert notes == {"", "said by three"}
