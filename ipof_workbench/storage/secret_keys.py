"""Secret keys that belong to a project but must not be in it: each lies in the user's own folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from ipof_workbench.domain.errors import ProjectUnavailable
from ipof_workbench.storage.location import user_folder

_LENGTH = 32


def secret_key(project_id: str, purpose: str) -> bytes:
    """Return the 32-byte key of a project for a purpose, made at the first call. Only the user can read its file.

    Raises:
        ProjectUnavailable: the user's folder cannot be written, or the key there is damaged.
    """
    path = user_folder() / "keys" / f"{project_id}.{purpose}"
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _make(path)
        key = path.read_bytes()
    except OSError as error:
        raise ProjectUnavailable(
            f"The key for authors' pseudonyms cannot be kept in {path.parent} ({error.strerror}); "
            "make that folder writable and import again. Nothing was imported."
        ) from None
    if len(key) != _LENGTH:
        # A short key would let anybody find the names; a new one would give known authors second pseudonyms.
        raise ProjectUnavailable(
            f"The key for authors' pseudonyms ({path}) is damaged; put it back from a backup of that folder. "
            "Nothing was imported."
        )
    return key


def _make(path: Path) -> None:
    """Write a new key whole and give it its name only then, unless another session was faster."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(secrets.token_bytes(_LENGTH))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        except (OSError, NotImplementedError):  # a file system without hard links
            os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
