"""UUIDv7: version, variant, order."""

from __future__ import annotations

import threading
import time
import uuid

import pytest

from ipof_workbench.domain.identity import IdentitySource, new_id, new_ids


def test_ids_are_of_version_7_and_variant_10_and_canonical() -> None:
    for text in (new_id(), *new_ids(3)):
        identity = uuid.UUID(text)
        assert str(identity) == text
        assert identity.version == 7
        assert identity.variant == uuid.RFC_4122


def test_ids_carry_the_time_of_their_making() -> None:
    before = time.time_ns() // 1_000_000
    made = IdentitySource().one()
    after = time.time_ns() // 1_000_000
    assert before <= uuid.UUID(made).int >> 80 <= after


def test_ids_increase_one_by_one_and_in_runs() -> None:
    source = IdentitySource()
    made = [source.one(), *source.take(5_000), source.one(), source.one(), *source.take(3)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert source.take(0) == []


def test_ids_increase_when_the_clock_steps_back(monkeypatch: pytest.MonkeyPatch) -> None:
    source = IdentitySource()
    first = source.one()
    monkeypatch.setattr(time, "time_ns", lambda: 1_000_000)
    assert first < source.one() < source.take(1)[0]


def test_ids_increase_over_the_edge_of_the_low_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    source = IdentitySource()
    source.one()
    monkeypatch.setattr(time, "time_ns", lambda: 1_000_000)
    source._counter = (1 << 62) - 3  # noqa: SLF001 - the edge is a matter of luck otherwise
    made = source.take(6)
    source._counter = (1 << 74) - 2  # noqa: SLF001
    made += [source.one(), source.one(), source.one()]
    assert made == sorted(set(made))
    assert all(uuid.UUID(text).version == 7 and uuid.UUID(text).variant == uuid.RFC_4122 for text in made)


def test_ids_of_several_threads_never_meet() -> None:
    made: list[list[str]] = []
    threads = [threading.Thread(target=lambda: made.append(new_ids(500))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({text for ids in made for text in ids}) == 3_000
