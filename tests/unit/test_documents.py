"""What README, ARCHITECTURE and the pages of `resources/docs` say is true."""

from __future__ import annotations

import re
import shlex
import struct
import tomllib
from pathlib import Path

import pytest

from ipof_workbench.cli.arguments import parser
from ipof_workbench.domain import errors
from tests.factories import code, make_study

ROOT = Path(__file__).resolve().parents[2]
README, ARCHITECTURE = ROOT / "README.md", ROOT / "ARCHITECTURE.md"
PAGES = (
    README,
    ARCHITECTURE,
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "resources" / "docs").rglob("*.md")),
    ROOT / "sample_project" / "README.md",
)
PACKAGE = ROOT / "ipof_workbench"
PICTURES = sorted((ROOT / "resources" / "docs" / "images").glob("*.png"))
LARGEST_PICTURE = 250_000


def fenced(page: Path, language: str) -> list[str]:
    """The fenced blocks of a language; "" for those that name none."""
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)


def shell_examples() -> list[str]:
    lines = [line.strip() for block in fenced(README, "") for line in block.splitlines()]
    return [line for line in lines if line.startswith("ipof-workbench ")]


@pytest.mark.parametrize("command", ["python3 workbench.py demo", "python3 workbench.py test"])
def test_the_readme_shows_the_two_commands(command):
    assert any(command in block.splitlines() for block in fenced(README, ""))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_to_a_file_leads_somewhere(page):
    targets = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    local = [target.split("#")[0] for target in targets if not re.match(r"[a-z]+:", target)]
    missing = [target for target in local if target and not (page.parent / target).exists()]
    assert missing == []


def test_the_readme_has_examples_of_commands():
    assert len(shell_examples()) >= 10


@pytest.mark.parametrize("line", shell_examples())
def test_every_example_of_a_command_is_understood(line):
    assert callable(parser().parse_args(shlex.split(line)[1:]).work)


def test_the_readme_names_every_exit_code():
    named = {int(code) for code in re.findall(r"^\| (\d+) \|", README.read_text(encoding="utf-8"), re.M)}
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    used = {kind.exit_code for kind in kinds if hasattr(kind, "exit_code")}
    assert used <= named
    assert {0, 70} <= named


def test_the_python_example_runs(tmp_path, monkeypatch):
    with make_study(tmp_path / "study.ipof") as workbench:
        code(workbench, "P04 · member", "the answers were kind", "mechanism")
    monkeypatch.chdir(tmp_path)
    (example,) = fenced(README, "python")
    names: dict[str, object] = {}
    exec(compile(example, "README.md", "exec"), names)
    assert list(names["by_stance"].columns) == ["supports"]
    assert names["interviews"]["text"].str.len().min() > 0
    assert names["matrix"].shape[0] == 1


def test_the_readme_names_every_frame():
    from ipof_workbench.app.frames import Frames

    said = README.read_text(encoding="utf-8")
    frames = [name for name in vars(Frames) if not name.startswith("_")]
    missing = [name for name in frames if f"`{name}`" not in said and f"frames.{name}(" not in said]
    assert missing == []


def test_the_architecture_names_every_package_and_no_other():
    said = ARCHITECTURE.read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `ipof_workbench/(\w+)/` \|", said, re.M))
    there = {folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").exists()}
    assert named == there


def test_the_architecture_shows_the_layers_that_are_enforced():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = next(each["layers"] for each in contracts["contracts"] if each["type"] == "layers")
    assert f"\n{' > '.join(layers)}\n" in ARCHITECTURE.read_text(encoding="utf-8")


def test_every_file_that_the_architecture_names_is_there():
    said = ARCHITECTURE.read_text(encoding="utf-8")
    named = re.findall(r"`([\w./]+(?:\.py|/))`", said)
    missing = [name for name in named if not (ROOT / name).exists() and not (PACKAGE / name).exists()]
    assert named
    assert missing == []


def test_every_picture_is_shown_in_the_readme():
    said = README.read_text(encoding="utf-8")
    assert PICTURES
    assert [picture.name for picture in PICTURES if picture.name not in said] == []


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_pictures_of_the_window_have_its_size_and_all_are_small(picture):
    content = picture.read_bytes()
    if picture.stem.endswith(("_light", "_dark")):  # the others show paper
        assert struct.unpack(">II", content[16:24]) == (1280, 800)
    assert len(content) <= LARGEST_PICTURE


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_pages_are_in_british_spelling_and_name_no_place_of_a_machine(page):
    said = page.read_text(encoding="utf-8")
    american = re.findall(r"\b(?:colors?|behaviors?|analyz\w+|center\w*|programs? theory|organiz\w+)\b", said, re.I)
    assert american == []
    assert re.findall(r"(?<![\w./])/(?:work|tmp|home|root|Users)/", said) == []
