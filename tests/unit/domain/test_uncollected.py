"""The search for reference cycles rests inside, and goes on afterwards as before."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from ipof_workbench.domain.uncollected import uncollected


def test_it_rests_inside_and_goes_on_afterwards():
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_an_error():
    with pytest.raises(ValueError, match="in the middle"), uncollected():
        raise ValueError("in the middle")
    assert gc.isenabled()


def test_one_inside_another_ends_nothing_for_the_outer_one():
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_where_it_was_off_it_stays_off():
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_is_kept_is_left_out_of_later_searches_and_what_came_afterwards_is_not():
    code = (
        "import gc, weakref\n"
        "from ipof_workbench.domain.uncollected import kept\n"
        "class Loop:\n"
        "    def __init__(self): self.own = self\n"
        "ends = []\n"
        "for _ in range(2):\n"
        "    with kept():\n"
        "        ends.append(weakref.ref(Loop()))\n"
        "gc.collect()\n"
        "print(gc.isenabled(), [end() is not None for end in ends])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True [True, False]"
