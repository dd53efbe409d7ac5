"""Run iPOF Workbench from its folder: python3 workbench.py (on Windows: py workbench.py).

    python3 workbench.py                the window
    python3 workbench.py demo           the sample study, from transcripts to the Word table
    python3 workbench.py test [ARGS]    the tests
    python3 workbench.py bench [ARGS]   the benchmarks
    python3 workbench.py ARGS           the same as: ipof-workbench ARGS

The first run makes an environment of its own in `.venv` and installs the pinned libraries there; the person's own
Python stays as it is. Standard library only and one file, because nothing else is there yet. Messages are plain
ASCII and go to stderr: a Windows console may know nothing else, and stdout belongs to the program (`info --json`).
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "workbench-stamp.json"
LEAST_PYTHON = (3, 11)
EXIT_MISSING = 5  # something is missing: the number the program itself gives for it
EXIT_INTERRUPTED = 130
LONG_WINDOWS_FOLDER = 90  # the deepest file below it adds some 160 of the 260 characters Windows allows

# Shared library -> the Debian and Ubuntu packages that bring it, newest name first.
OFFSCREEN_LIBRARIES: dict[str, tuple[str, ...]] = {
    "libGL.so.1": ("libgl1",),
    "libEGL.so.1": ("libegl1",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libglib-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
}
SCREEN_LIBRARIES: dict[str, tuple[str, ...]] = {
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-image.so.0": ("libxcb-image0",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-randr.so.0": ("libxcb-randr0",),
    "libxcb-render-util.so.0": ("libxcb-render-util0",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libxcb-sync.so.1": ("libxcb-sync1",),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0",),
    "libxcb-xkb.so.1": ("libxcb-xkb1",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
    "libX11-xcb.so.1": ("libx11-xcb1",),
}


class CannotRun(Exception):
    """Why nothing can run here: one sentence that says what to do."""


def say(sentence: str) -> None:
    """Tell the person, without touching stdout."""
    sys.stderr.write(f"workbench: {sentence}\n")
    sys.stderr.flush()


# ---- what the environment was made from ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stamp:
    """Written last of all, so an environment without it was never finished.

    `pins` maps the level that is installed ("app", "dev") to the hash of everything that level was made from.
    """

    folder: str
    python: str
    pins: dict[str, str] = field(default_factory=dict)

    def same_home(self, other: Stamp) -> bool:
        """Say whether an environment still fits: a moved folder or another Python breaks it."""
        return (self.folder, self.python) == (other.folder, other.python)


def hash_of(files: Iterable[Path]) -> str:
    """Return one hash of the files' texts; line ends do not count (git may change them)."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
        digest.update(b"\0")
    return digest.hexdigest()


def wanted_stamp(root: Path) -> Stamp:
    """Return the stamp of a complete and current environment for the checkout in `root`."""
    app = [root / "pyproject.toml", root / "requirements" / "app.txt"]
    dev = [*app, root / "requirements" / "dev.txt"]
    version = ".".join(map(str, sys.version_info[:2]))
    python = f"{sys.implementation.name} {version} {platform.machine()}"
    return Stamp(str(root), python, {"app": hash_of(app), "dev": hash_of(dev)})


def read_stamp(path: Path) -> Stamp | None:
    """Return the stamp in `path`, or None when there is none that can be read."""
    try:
        return Stamp(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def stamp_after(found: Stamp | None, wanted: Stamp, level: str) -> Stamp:
    """Return the stamp to write once `level` is installed; "dev" holds "app" too."""
    kept = {name: value for name, value in (found.pins if found else {}).items() if wanted.pins.get(name) == value}
    levels = ("app", "dev") if level == "dev" else ("app",)
    return Stamp(wanted.folder, wanted.python, kept | {name: wanted.pins[name] for name in levels})


# ---- making it -------------------------------------------------------------------------------------------------------


def venv_python(venv: Path, system: str = os.name) -> Path:
    """Return the interpreter inside an environment."""
    return venv / "Scripts" / "python.exe" if system == "nt" else venv / "bin" / "python"


def pip_commands(python: Path, root: Path, level: str) -> list[list[str]]:
    """Return the two installations: the pinned libraries, then the checkout itself, which gives `ipof-workbench`."""
    pip = [str(python), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    pins = root / "requirements" / f"{level}.txt"
    return [
        [*pip, "--requirement", str(pins)],
        [*pip, "--no-deps", "--no-build-isolation", "--editable", str(root)],
    ]


def run_step(command: Sequence[str], env: Mapping[str, str] | None = None) -> bool:
    """Run one step of the set-up with its words shown on stderr; return whether it worked."""
    return subprocess.run(command, env=env, stdout=sys.stderr.fileno(), check=False).returncode == 0


def check_folder(root: Path, version: tuple[int, ...]) -> None:
    """Refuse a Python that is too old, and a script that was taken out of its folder (or runs inside a zip).

    Raises:
        CannotRun: with the reason.
    """
    if version < LEAST_PYTHON:
        shown = ".".join(map(str, version[:2]))
        raise CannotRun(f"this is Python {shown}; install Python 3.11 or newer and run the same command with it.")
    if not (root / "requirements" / "dev.txt").is_file():
        raise CannotRun(f"{root} does not hold the whole program; unpack the archive first and run workbench.py there.")


def make_venv() -> None:
    """Make an empty environment, in place of a half-made or unfitting one."""
    say(f"making an environment in {VENV}; with the libraries it takes a few minutes, once.")
    if importlib.util.find_spec("ensurepip") is None:  # Debian keeps it in a package of its own
        install_packages([(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv",)], "Python's venv module")
    python = getattr(sys, "_base_executable", sys.executable)
    if not run_step([python, "-m", "venv", "--clear", str(VENV)]):
        raise CannotRun(f"no environment could be made in {VENV}; its own words are above.")


def install_pins(level: str) -> None:
    """Install the libraries of a level and the checkout."""
    say("installing the pinned libraries.")
    for command in pip_commands(venv_python(VENV), ROOT, level):
        if not run_step(command):
            raise CannotRun(
                "the libraries could not be installed; pip's own words are above. Check the connection "
                f"(or the proxy settings) and run the same command again.{long_folder_hint(ROOT, os.name)}"
            )


def compile_checkout() -> None:
    """Write the byte code of the program, as pip does for the libraries.

    Then the first start is as quick as the second; and where PYTHONDONTWRITEBYTECODE is set, as in many containers,
    not every start compiles the program anew. Nothing depends on it, so a failure is no reason to stop.
    """
    run_step([str(venv_python(VENV)), "-m", "compileall", "-q", str(ROOT / "ipof_workbench")])


def long_folder_hint(root: Path, system: str) -> str:
    """Return what to try where Windows may have refused a long path, else nothing."""
    if system != "nt" or len(str(root)) <= LONG_WINDOWS_FOLDER:
        return ""
    return " The path of this folder is long for Windows: move the folder nearer to the root of the drive."


def prepare(level: str) -> None:
    """Make the environment hold the pins of `level`; does nothing when it already does.

    Raises:
        CannotRun: something is missing that cannot be installed from here.
    """
    check_folder(ROOT, sys.version_info[:3])
    wanted, found = wanted_stamp(ROOT), read_stamp(STAMP)
    if found is None or not found.same_home(wanted) or not venv_python(VENV).is_file():
        STAMP.unlink(missing_ok=True)
        make_venv()
        found = None
    if found is not None and found.pins.get(level) == wanted.pins[level]:
        return
    STAMP.unlink(missing_ok=True)
    install_pins(level)
    compile_checkout()
    STAMP.write_text(json.dumps(asdict(stamp_after(found, wanted, level))), encoding="utf-8")


# ---- the system libraries of Qt on Linux -----------------------------------------------------------------------------


def missing_libraries(names: Iterable[str], load: Callable[[str], Any] = ctypes.CDLL) -> list[str]:
    """Return the shared libraries that the system cannot load."""
    missing = []
    for name in names:
        try:
            load(name)
        except OSError:
            missing.append(name)
    return missing


def chosen_packages(alternatives: Iterable[tuple[str, ...]], knows: Callable[[str], bool]) -> list[str]:
    """Return one package name of each group: the first that apt knows, or the last when it knows none."""
    return [next(filter(knows, names), names[-1]) for names in alternatives]


def apt_knows(package: str) -> bool:
    """Say whether apt has a package of that name."""
    return subprocess.run(["apt-cache", "show", package], capture_output=True, check=False).returncode == 0


def apt_command(packages: Sequence[str]) -> list[str]:
    """Return the command that installs packages, without the sudo in front."""
    return ["apt-get", "install", "-y", "--no-install-recommends", *packages]


def install_packages(alternatives: Sequence[tuple[str, ...]], what: str) -> None:
    """Install system packages when this is root on Debian or Ubuntu, else say which command does.

    Raises:
        CannotRun: not root, no apt, or apt failed.
    """
    if shutil.which("apt-get") is None:
        names = " ".join(names[-1] for names in alternatives)
        raise CannotRun(f"{what} is missing; install what Debian calls: {names}")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if root:
        say(f"{what} is missing; installing it with apt-get.")
        run_step(["apt-get", "update", "-q"], env)  # an old list may still do, so a failure is not the end
    command = apt_command(chosen_packages(alternatives, apt_knows))
    if not root:
        raise CannotRun(f"{what} is missing; install it with: sudo {' '.join(command)}")
    if not run_step(command, env):
        raise CannotRun(f"{what} could not be installed; apt's own words are above. It was: {' '.join(command)}")


def prepare_qt(screen: bool) -> None:
    """Make sure that Qt can start: on Linux it needs libraries of the system.

    Raises:
        CannotRun: with the command that installs what is missing.
    """
    if not sys.platform.startswith("linux"):
        return
    libraries = OFFSCREEN_LIBRARIES | (SCREEN_LIBRARIES if screen else {})
    missing = missing_libraries(libraries)
    if missing:
        install_packages([libraries[name] for name in missing], "a system library of Qt")


# ---- handing over ----------------------------------------------------------------------------------------------------


def has_screen(env: Mapping[str, str], system: str = sys.platform) -> bool:
    """Say whether a window would be seen; only Linux can be without a screen."""
    if not system.startswith("linux"):
        return True
    qt = env.get("QT_QPA_PLATFORM", "").split(":")[0]
    if qt:
        return qt not in {"offscreen", "minimal"}
    return bool(env.get("DISPLAY") or env.get("WAYLAND_DISPLAY"))


def fitted(args: Sequence[str], screen: bool) -> tuple[list[str], str]:
    """Return the arguments to hand over and what to tell the person: without a screen, the job without a window."""
    given = list(args)
    if screen or "--help" in given or "-h" in given:
        return given, ""
    if not given:
        return ["demo", "--no-window"], "there is no screen here; building the sample study without a window."
    if given[0] == "demo" and "--no-window" not in given:
        return [*given, "--no-window"], "there is no screen here; the sample study is built without a window."
    if given[0] == "open":
        return ["info", *given[1:]], "there is no screen here; showing in words what the project holds."
    return given, ""


def needs_qt(args: Sequence[str]) -> bool:
    """Say whether Qt will be loaded; the other commands run on a machine without its libraries."""
    if not args or args[0] in {"open", "test", "bench"}:
        return True
    return (args[0] == "demo" and "--no-window" not in args) or tuple(args[:2]) == ("export", "theory")


def child_command(args: Sequence[str], python: Path) -> list[str]:
    """Return what to run inside the environment."""
    first, rest = (args[0], list(args[1:])) if args else ("", [])
    if first == "test":
        own = any(arg.startswith(("-n", "--numprocesses", "--pdb", "no:xdist")) for arg in rest)
        return [str(python), "-m", "pytest", *([] if own else ["-n", "2"]), *rest]
    if first == "bench":
        chosen = any(arg.startswith("benchmarks") for arg in rest)
        return [str(python), "-m", "pytest", *([] if chosen else ["benchmarks"]), "--benchmark-enable", *rest]
    return [str(python), "-m", "ipof_workbench", *args]


def child_environment(args: Sequence[str], env: Mapping[str, str], screen: bool) -> dict[str, str]:
    """Return the variables for the child: UTF-8 whatever the console, and tests never on the person's screen.

    Where Python may leave nothing beside its sources, what the tests compile is kept in the environment's own folder:
    two workers and some hundred small programs would else compile everything again each time.
    """
    child = {**env, "PYTHONUTF8": "1", "PYTHONNOUSERSITE": "1"}
    developing = list(args[:1]) in (["test"], ["bench"])
    if developing and child.pop("PYTHONDONTWRITEBYTECODE", ""):
        child.setdefault("PYTHONPYCACHEPREFIX", str(VENV / "compiled"))
    if not screen or developing:
        child.setdefault("QT_QPA_PLATFORM", "offscreen")
    return child


def hand_over(command: Sequence[str], env: Mapping[str, str]) -> int:
    """Run the program and return its exit code; where the system can, this process becomes the program."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        os.execve(command[0], list(command), dict(env))
    return subprocess.run(command, env=env, check=False).returncode


def main(argv: Sequence[str]) -> int:
    """Prepare the environment and run what was asked for; the exit code is the program's own."""
    screen = has_screen(os.environ)
    args, note = fitted(argv, screen)
    developing = args[:1] in (["test"], ["bench"])
    try:
        prepare("dev" if developing else "app")
        if needs_qt(args):
            prepare_qt(screen and not developing)
        if note:
            say(note)
        if developing:
            os.chdir(ROOT)
        return hand_over(child_command(args, venv_python(VENV)), child_environment(args, os.environ, screen))
    except CannotRun as reason:
        say(str(reason))
        return EXIT_MISSING
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
