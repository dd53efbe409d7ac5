"""The script that makes a fresh machine ready: its decisions, without a network and without an environment."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

import workbench
from workbench import CannotRun, Stamp

PYTHON = Path("/checkout/.venv/bin/python")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the files an environment is made from."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "pyproject.toml").write_bytes(b"[project]\n")
    (tmp_path / "requirements" / "app.txt").write_bytes(b"lxml==1\n")
    (tmp_path / "requirements" / "dev.txt").write_bytes(b"-r app.txt\npytest==1\n")
    return tmp_path


# ---- stamp -----------------------------------------------------------------------------------------------------------


def test_a_stamp_that_was_written_is_read_back_equal(checkout):
    stamp = workbench.wanted_stamp(checkout)
    target = checkout / "stamp.json"
    target.write_text(workbench.json.dumps(asdict(stamp)), encoding="utf-8")
    assert workbench.read_stamp(target) == stamp


@pytest.mark.parametrize("content", ["", "{", "[]", '{"colour": "red"}', '"words"'])
def test_a_damaged_stamp_counts_as_none(tmp_path, content):
    target = tmp_path / "stamp.json"
    target.write_text(content, encoding="utf-8")
    assert workbench.read_stamp(target) is None


def test_a_missing_stamp_counts_as_none(tmp_path):
    assert workbench.read_stamp(tmp_path / "stamp.json") is None


def test_a_moved_folder_or_another_python_does_not_fit():
    stamp = Stamp("/a", "cpython 3.11 x86_64")
    assert stamp.same_home(Stamp("/a", "cpython 3.11 x86_64", {"app": "1"}))
    assert not stamp.same_home(Stamp("/b", "cpython 3.11 x86_64"))
    assert not stamp.same_home(Stamp("/a", "cpython 3.12 x86_64"))


def test_a_changed_pin_of_the_program_changes_both_levels(checkout):
    before = workbench.wanted_stamp(checkout)
    (checkout / "requirements" / "app.txt").write_bytes(b"lxml==2\n")
    after = workbench.wanted_stamp(checkout)
    assert after.pins["app"] != before.pins["app"]
    assert after.pins["dev"] != before.pins["dev"]


def test_a_changed_pin_of_the_tests_leaves_the_program_as_it_is(checkout):
    before = workbench.wanted_stamp(checkout)
    (checkout / "requirements" / "dev.txt").write_bytes(b"-r app.txt\npytest==2\n")
    after = workbench.wanted_stamp(checkout)
    assert after.pins["app"] == before.pins["app"]
    assert after.pins["dev"] != before.pins["dev"]


def test_line_ends_do_not_change_the_hash(tmp_path):
    (tmp_path / "unix").write_bytes(b"a==1\nb==2\n")
    (tmp_path / "windows").write_bytes(b"a==1\r\nb==2\r\n")
    assert workbench.hash_of([tmp_path / "unix"]) == workbench.hash_of([tmp_path / "windows"])


def test_installing_for_the_tests_covers_the_program_too(checkout):
    wanted = workbench.wanted_stamp(checkout)
    assert workbench.stamp_after(None, wanted, "dev").pins == wanted.pins
    assert set(workbench.stamp_after(None, wanted, "app").pins) == {"app"}


def test_renewed_pins_of_the_program_do_not_vouch_for_old_pins_of_the_tests(checkout):
    wanted = workbench.wanted_stamp(checkout)
    old = Stamp(wanted.folder, wanted.python, {"app": "old", "dev": "old"})
    assert workbench.stamp_after(old, wanted, "app").pins == {"app": wanted.pins["app"]}


# ---- the steps of preparing, with the steps themselves recorded ------------------------------------------------------


@pytest.fixture
def steps(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that `prepare` would run in a checkout of its own; each one succeeds."""
    ran: list[list[str]] = []
    venv = checkout / ".venv"

    def record(command, env=None):
        ran.append(list(command))
        if "venv" in command:
            workbench.venv_python(venv).parent.mkdir(parents=True, exist_ok=True)
            workbench.venv_python(venv).touch()
        return True

    monkeypatch.setattr(workbench, "ROOT", checkout)
    monkeypatch.setattr(workbench, "VENV", venv)
    monkeypatch.setattr(workbench, "STAMP", venv / "stamp.json")
    monkeypatch.setattr(workbench, "run_step", record)
    return ran


def test_the_first_run_makes_the_environment_and_the_second_does_nothing(steps):
    workbench.prepare("app")
    assert [command[1:3] for command in steps] == [
        ["-m", "venv"], ["-m", "pip"], ["-m", "pip"], ["-m", "compileall"],
    ]  # fmt: skip
    steps.clear()
    workbench.prepare("app")
    assert steps == []


def test_the_tests_add_their_pins_to_an_environment_that_fits(steps):
    workbench.prepare("app")
    steps.clear()
    workbench.prepare("dev")
    assert [command[1:3] for command in steps] == [["-m", "pip"], ["-m", "pip"], ["-m", "compileall"]]
    assert steps[0][-1].endswith("dev.txt")


def test_a_half_made_environment_is_made_again(steps):
    workbench.prepare("app")
    workbench.STAMP.unlink()
    steps.clear()
    workbench.prepare("app")
    assert "--clear" in steps[0]


def test_a_failed_installation_leaves_no_stamp(steps, monkeypatch):
    monkeypatch.setattr(workbench, "pip_commands", lambda *_: [["pip"]])
    record = workbench.run_step
    monkeypatch.setattr(workbench, "run_step", lambda command, env=None: record(command) and command != ["pip"])
    with pytest.raises(CannotRun, match="could not be installed"):
        workbench.prepare("app")
    assert not workbench.STAMP.exists()


def test_a_program_that_cannot_be_compiled_beforehand_is_run_all_the_same(steps, monkeypatch):
    record = workbench.run_step
    monkeypatch.setattr(
        workbench, "run_step", lambda command, env=None: record(command) and "compileall" not in command
    )
    workbench.prepare("app")
    assert workbench.STAMP.exists()


def test_without_ensurepip_the_package_that_brings_it_is_asked_for(steps, monkeypatch):
    asked = []
    monkeypatch.setattr(workbench.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(workbench, "install_packages", lambda names, what: asked.extend(names))
    workbench.make_venv()
    assert asked == [(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv",)]


def test_an_old_python_is_refused_in_one_sentence(checkout):
    with pytest.raises(CannotRun, match=r"this is Python 3\.10; install Python 3\.11 or newer"):
        workbench.check_folder(checkout, (3, 10, 4))


def test_a_script_without_its_folder_is_refused(tmp_path):
    with pytest.raises(CannotRun, match="unpack the archive first"):
        workbench.check_folder(tmp_path, (3, 12, 0))


def test_pip_gets_the_pins_and_then_the_checkout_itself():
    pins, editable = workbench.pip_commands(PYTHON, Path("/checkout"), "app")
    assert pins[:4] == [str(PYTHON), "-m", "pip", "install"]
    assert pins[-2:] == ["--requirement", str(Path("/checkout/requirements/app.txt"))]
    assert editable[-2:] == ["--editable", str(Path("/checkout"))]
    assert "--no-build-isolation" in editable


def test_the_interpreter_stands_where_the_system_puts_it():
    assert workbench.venv_python(Path("v"), "nt") == Path("v/Scripts/python.exe")
    assert workbench.venv_python(Path("v"), "posix") == Path("v/bin/python")


def test_only_a_long_folder_on_windows_is_blamed_for_a_failure():
    deep = Path("C:/" + "folder/" * 20)
    assert "nearer to the root" in workbench.long_folder_hint(deep, "nt")
    assert workbench.long_folder_hint(deep, "posix") == ""
    assert workbench.long_folder_hint(Path("C:/study"), "nt") == ""


# ---- system libraries ------------------------------------------------------------------------------------------------


def test_libraries_that_do_not_load_are_named():
    def load(name: str) -> None:
        if name != "libGL.so.1":
            raise OSError(name)

    assert workbench.missing_libraries(["libGL.so.1", "libEGL.so.1"], load) == ["libEGL.so.1"]


def test_the_first_name_that_apt_knows_is_taken():
    glib = workbench.OFFSCREEN_LIBRARIES["libglib-2.0.so.0"]
    assert workbench.chosen_packages([glib], lambda name: True) == ["libglib2.0-0t64"]
    assert workbench.chosen_packages([glib], lambda name: name == "libglib2.0-0") == ["libglib2.0-0"]
    assert workbench.chosen_packages([glib], lambda name: False) == ["libglib2.0-0"]


def test_a_person_who_is_not_root_gets_the_exact_command(monkeypatch):
    monkeypatch.setattr(workbench.shutil, "which", lambda name: "/usr/bin/apt-get")
    monkeypatch.setattr(workbench.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(workbench, "apt_knows", lambda name: True)
    with pytest.raises(CannotRun) as refusal:
        workbench.install_packages([("libgl1",), ("libegl1",)], "a system library of Qt")
    assert "sudo apt-get install -y --no-install-recommends libgl1 libegl1" in str(refusal.value)


def test_without_apt_the_packages_are_named(monkeypatch):
    monkeypatch.setattr(workbench.shutil, "which", lambda name: None)
    with pytest.raises(CannotRun, match="install what Debian calls: libgl1"):
        workbench.install_packages([("libgl1",)], "a system library of Qt")


def test_root_installs_what_is_missing(monkeypatch):
    ran = []
    monkeypatch.setattr(workbench.shutil, "which", lambda name: "/usr/bin/apt-get")
    monkeypatch.setattr(workbench.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(workbench, "apt_knows", lambda name: True)
    monkeypatch.setattr(workbench, "run_step", lambda command, env=None: ran.append(list(command)) or True)
    workbench.install_packages([("libgl1",)], "a system library of Qt")
    assert [command[:2] for command in ran] == [["apt-get", "update"], ["apt-get", "install"]]
    assert ran[1][-1] == "libgl1"


def test_a_failing_apt_is_told(monkeypatch):
    monkeypatch.setattr(workbench.shutil, "which", lambda name: "/usr/bin/apt-get")
    monkeypatch.setattr(workbench.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(workbench, "apt_knows", lambda name: True)
    monkeypatch.setattr(workbench, "run_step", lambda command, env=None: False)
    with pytest.raises(CannotRun, match="could not be installed"):
        workbench.install_packages([("libgl1",)], "a system library of Qt")


def test_the_screen_needs_more_libraries_than_the_tests(monkeypatch):
    asked: list[list[tuple[str, ...]]] = []
    monkeypatch.setattr(workbench.sys, "platform", "linux")
    monkeypatch.setattr(workbench, "missing_libraries", list)
    monkeypatch.setattr(workbench, "install_packages", lambda names, what: asked.append(list(names)))
    workbench.prepare_qt(screen=False)
    workbench.prepare_qt(screen=True)
    assert ("libxcb-cursor0",) not in asked[0]
    assert ("libxcb-cursor0",) in asked[1]


def test_other_systems_need_no_libraries(monkeypatch):
    monkeypatch.setattr(workbench.sys, "platform", "win32")
    monkeypatch.setattr(workbench, "missing_libraries", lambda names: pytest.fail("looked for Linux libraries"))
    workbench.prepare_qt(screen=True)


# ---- handing over ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("env", "system", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({"QT_QPA_PLATFORM": "vnc:size=1280x800"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_screen_is_found_where_there_is_one(env, system, expected):
    assert workbench.has_screen(env, system) is expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], ["demo", "--no-window"]),
        (["demo"], ["demo", "--no-window"]),
        (["demo", "--to", "x"], ["demo", "--to", "x", "--no-window"]),
        (["open", "s.ipof"], ["info", "s.ipof"]),
    ],
)
def test_without_a_screen_the_job_is_done_without_a_window_and_said_so(given, expected):
    args, note = workbench.fitted(given, screen=False)
    assert args == expected
    assert "no screen" in note


@pytest.mark.parametrize("given", [["info", "s.ipof", "--json"], ["demo", "--no-window"], ["demo", "--help"], ["test"]])
def test_what_needs_no_window_is_passed_on_as_it_is(given):
    assert workbench.fitted(given, screen=False) == (given, "")


@pytest.mark.parametrize("given", [[], ["demo"], ["open", "s.ipof"]])
def test_with_a_screen_everything_is_passed_on_as_it_is(given):
    assert workbench.fitted(given, screen=True) == (given, "")


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ([], True),
        (["open", "s.ipof"], True),
        (["demo"], True),
        (["demo", "--no-window"], False),
        (["test"], True),
        (["bench"], True),
        (["export", "theory", "s.ipof", "--to", "t.png"], True),
        (["export", "cmo-table", "s.ipof", "--to", "t.docx"], False),
        (["info", "s.ipof"], False),
    ],
)
def test_only_commands_that_paint_need_the_libraries_of_qt(args, expected):
    assert workbench.needs_qt(args) is expected


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ([], ["-m", "ipof_workbench"]),
        (["info", "s.ipof"], ["-m", "ipof_workbench", "info", "s.ipof"]),
        (["test"], ["-m", "pytest", "-n", "2"]),
        (["test", "-k", "undo"], ["-m", "pytest", "-n", "2", "-k", "undo"]),
        (["test", "-n0"], ["-m", "pytest", "-n0"]),
        (["bench"], ["-m", "pytest", "benchmarks", "--benchmark-enable"]),
        (["bench", "benchmarks/test_x.py"], ["-m", "pytest", "--benchmark-enable", "benchmarks/test_x.py"]),
    ],
)
def test_the_command_of_the_child(args, expected):
    assert workbench.child_command(args, PYTHON) == [str(PYTHON), *expected]


def test_tests_stay_off_the_screen_and_the_window_does_not():
    assert workbench.child_environment(["test"], {"A": "b"}, screen=True)["QT_QPA_PLATFORM"] == "offscreen"
    assert workbench.child_environment(["bench"], {}, screen=True)["QT_QPA_PLATFORM"] == "offscreen"
    assert "QT_QPA_PLATFORM" not in workbench.child_environment([], {}, screen=True)
    assert workbench.child_environment(["test"], {"QT_QPA_PLATFORM": "xcb"}, screen=True)["QT_QPA_PLATFORM"] == "xcb"


def test_what_the_tests_compile_is_kept_in_the_folder_of_the_environment():
    nothing_beside = {"PYTHONDONTWRITEBYTECODE": "1"}
    child = workbench.child_environment(["test"], nothing_beside, screen=False)
    assert Path(child["PYTHONPYCACHEPREFIX"]).parent == workbench.VENV
    assert "PYTHONDONTWRITEBYTECODE" not in child
    own = workbench.child_environment(["test"], {**nothing_beside, "PYTHONPYCACHEPREFIX": "p"}, screen=False)
    assert own["PYTHONPYCACHEPREFIX"] == "p"
    assert workbench.child_environment(["info"], nothing_beside, screen=False).items() >= nothing_beside.items()
    assert "PYTHONPYCACHEPREFIX" not in workbench.child_environment(["test"], {}, screen=False)


def test_the_child_speaks_utf_8_whatever_the_console():
    child = workbench.child_environment(["info"], {"LANG": "C"}, screen=False)
    assert child["PYTHONUTF8"] == "1"
    assert child["LANG"] == "C"


def test_the_exit_code_of_the_child_is_the_exit_code():
    code = "import sys, workbench, os\nos.name = sys.argv[1]\n" + (
        "sys.exit(workbench.hand_over([sys.executable, '-c', 'raise SystemExit(4)'], os.environ))"
    )
    for system in ("posix", "nt") if os.name == "posix" else ("nt",):
        child = subprocess.run([sys.executable, "-c", code, system], cwd=workbench.ROOT, check=False)
        assert child.returncode == 4


def test_a_reason_not_to_run_is_told_on_stderr_with_exit_code_5(monkeypatch, capsys):
    def refuse(level: str) -> None:
        raise CannotRun("nothing can be done here.")

    monkeypatch.setattr(workbench, "prepare", refuse)
    assert workbench.main(["info", "s.ipof"]) == 5
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "workbench: nothing can be done here.\n"


def test_ctrl_c_ends_quietly(monkeypatch):
    def interrupt(level: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(workbench, "prepare", interrupt)
    assert workbench.main(["info"]) == 130


def test_the_script_is_plain_ascii_for_old_consoles():
    Path(workbench.__file__).read_bytes().decode("ascii")


def test_the_script_needs_nothing_but_the_standard_library():
    code = (
        "import sys; before = set(sys.modules); import workbench; "
        "print(sorted({n.split('.')[0] for n in set(sys.modules) - before} - sys.stdlib_module_names - {'workbench'}))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(workbench.ROOT)!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
