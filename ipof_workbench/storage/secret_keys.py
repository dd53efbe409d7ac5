"""Secret keys that belong to a project but must not be in it: each lies in the user's own folder."""

from __future__ import annotations

import os
import secrets

from ipof_workbench.domain.errors import ProjectUnavailable
from ipof_workbench.storage.location import user_folder


def secret_key(project_id: str, purpose: str) -> bytes:
    """Return the 32-byte key of a project for a purpose, made at the first call. Only the user can read its file.

    Raises:
        ProjectUnavailable: the user's folder cannot be written.
    """
    path = user_folder() / "keys" / f"{project_id}.{purpose}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(32))
    except FileExistsError:
        pass
    except OSError as error:
        raise ProjectUnavailable(
            f"The key for authors' pseudonyms cannot be kept in {path.parent} ({error.strerror}); "
            "make that folder writable and import again. Nothing was imported."
        ) from None
    return path.read_bytes()
