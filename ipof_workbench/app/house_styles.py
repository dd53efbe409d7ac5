"""The house styles that ship with the program, and those of a person's own files."""

from __future__ import annotations

from pathlib import Path

from ipof_workbench.app.resources import shipped
from ipof_workbench.domain.errors import UnreadableInput, UsageError
from ipof_workbench.domain.house_style import HouseStyle, style_from

SUFFIX = ".toml"
MOST_BYTES = 100_000


def house_styles() -> dict[str, HouseStyle]:
    """Return key -> style for those that ship with the program, the plain one first."""
    keys = sorted((path.stem for path in shipped("styles").glob(f"*{SUFFIX}")), key=lambda key: (key != "plain", key))
    return {key: _read(shipped("styles") / f"{key}{SUFFIX}") for key in keys}


def house_style(name: str) -> HouseStyle:
    """Return a style by its key (“jmir”), or from a file of one's own (“our_journal.toml”).

    Raises:
        UsageError: there is no such style, or the file is no style.
        UnreadableInput: the file cannot be read.
    """
    if name.casefold().endswith(SUFFIX):
        return _read(Path(name))
    known = house_styles()
    found = known.get(name.strip().casefold())
    if found is None:
        raise UsageError(f"There is no house style “{name}”; use one of {', '.join(known)}, or a file *{SUFFIX}.")
    return found


def _read(path: Path) -> HouseStyle:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableInput(f"{path.name} is too large for a house style; give a small text file.")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableInput(f"{path.name} is no UTF-8 text; save it as UTF-8.") from None
    except OSError as error:
        raise UnreadableInput(f"{path.name} cannot be read ({error.strerror}); check the path.") from None
    return style_from(text, path.stem)
