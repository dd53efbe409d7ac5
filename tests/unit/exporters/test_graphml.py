"""The graph as GraphML, read back by networkx."""

from __future__ import annotations

import io
from pathlib import Path

import networkx
import pytest
from hypothesis import given, settings

from ipof_workbench.domain.errors import UsageError
from ipof_workbench.exporters.graphml import graphml_of, write_graphml
from tests.unit.exporters.any_text import any_text, as_printed


def a_graph(backwards: bool = False) -> networkx.DiGraph:
    graph = networkx.DiGraph(title="Theory")
    nodes = [("b", {"label": "Trust", "codings": 3}), ("a", {"label": "A & B", "share": 0.5, "is_partial": True})]
    edges = [("a", "b", {"number": "7a"}), ("b", "a", {"number": "8", "note": None})]
    graph.add_nodes_from(reversed(nodes) if backwards else nodes)
    graph.add_edges_from(reversed(edges) if backwards else edges)
    return graph


def test_nodes_edges_and_types_come_back(tmp_path: Path) -> None:
    write_graphml(a_graph(), tmp_path / "theory.graphml")
    graph = networkx.read_graphml(tmp_path / "theory.graphml")
    assert dict(graph.nodes(data=True)) == {
        "a": {"is_partial": True, "label": "A & B", "share": 0.5},
        "b": {"codings": 3, "label": "Trust"},
    }
    assert sorted(graph.edges(data="number")) == [("a", "b", "7a"), ("b", "a", "8")]
    assert graph.is_directed()


def test_order_in_which_the_graph_was_built_does_not_show() -> None:
    assert graphml_of(a_graph()) == graphml_of(a_graph(backwards=True))


def test_parallel_edges_are_kept() -> None:
    graph = networkx.MultiDiGraph()
    graph.add_edge("a", "b", number="7")
    graph.add_edge("a", "b", number="8")
    found = networkx.read_graphml(io.BytesIO(graphml_of(graph)))
    assert sorted(number for _, _, number in found.edges(data="number")) == ["7", "8"]


def test_numbers_that_are_not_finite_and_values_of_other_kinds_do_no_harm() -> None:
    graph = networkx.DiGraph()
    graph.add_node(1, share=float("inf"), parts=("context",), missing=None)
    found = networkx.read_graphml(io.BytesIO(graphml_of(graph)))
    assert dict(found.nodes(data=True)) == {"1": {"parts": "('context',)"}}


@settings(deadline=None)
@given(any_text)
def test_any_text_can_be_a_label(words: str) -> None:
    graph = networkx.DiGraph()
    graph.add_node("n", label=words)
    found = networkx.read_graphml(io.BytesIO(graphml_of(graph)))
    assert found.nodes["n"].get("label", "") == as_printed(words)


def test_existing_file_is_kept_without_force(tmp_path: Path) -> None:
    target = tmp_path / "theory.graphml"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(UsageError, match="--force"):
        write_graphml(a_graph(), target)
    assert target.read_text(encoding="utf-8") == "old"
    write_graphml(a_graph(), target, force=True)
    assert target.read_bytes() == graphml_of(a_graph())
