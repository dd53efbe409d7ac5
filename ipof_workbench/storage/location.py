"""Where a project may live: not on a network share, with care beside a client that synchronises folders.

SQLite's locks are not to be trusted on shares, and a synchronising client can copy a file in the middle of a write
(RELIABILITY 0.3): a share is refused, a synchronised folder gets a rollback journal and a notice.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePath

from ipof_workbench.domain.errors import ProjectUnavailable

_SYNCED_FOLDERS = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud drive",
    "iclouddrive",
    "nextcloud",
    "owncloud",
)
_SYNCED_MARKS = ("com~apple~clouddocs", "mobile documents", "cloudstorage", "my drive")
_SHARE_TYPES = frozenset(
    {"cifs", "smb", "smbfs", "smb2", "smb3", "nfs", "nfs4", "afs", "afpfs", "ncpfs", "9p", "davfs", "ceph", "lustre"}
    | {f"fuse.{name}" for name in ("sshfs", "rclone", "davfs2", "gvfsd-fuse", "glusterfs", "s3fs", "smbnetfs")}
)
_REMOTE_DRIVE = 4
"""What Windows calls a drive letter that stands for a share."""


def sync_client(path: PurePath) -> str | None:
    """Return the name of the folder on the way to `path` that a known client synchronises, or None."""
    for part in path.parts[:-1]:
        name = part.casefold()
        if any(name == known or name.startswith((f"{known} ", f"{known}-", f"{known}_")) for known in _SYNCED_FOLDERS):
            return part
        if name in _SYNCED_MARKS:
            return part
    return None


def is_beside_a_sync_client(path: PurePath) -> bool:
    """Tell whether the project lies in a folder that a known client synchronises."""
    return sync_client(path) is not None


def share_type(path: Path, mounts: str | None = None) -> str | None:
    """Return the type of the network file system that holds `path`, or None where it is local.

    `mounts` is the text of /proc/mounts (read when not given).
    """
    if str(path).startswith(("\\\\", "//")):
        return "network share"
    if mounts is None:
        if sys.platform == "win32":
            import ctypes

            drive = ctypes.windll.kernel32.GetDriveTypeW(path.absolute().anchor)
            return "network drive" if drive == _REMOTE_DRIVE else None
        if not sys.platform.startswith("linux"):
            return None
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    whole = path.absolute()
    best, found = -1, None
    for line in mounts.splitlines():
        words = line.split(" ")
        if len(words) < 3:
            continue
        point = words[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        # What was mounted last over a place is what one finds there.
        if whole.is_relative_to(point) and len(point) >= best:
            best, found = len(point), words[2]
    return found if found in _SHARE_TYPES else None


def require_local(path: Path) -> None:
    """Refuse a project on a network share.

    Raises:
        ProjectUnavailable: the folder lies on a share.
    """
    kind = share_type(path)
    if kind:
        raise ProjectUnavailable(
            f"{path.name} lies on a network share ({kind}), where a project can be damaged; "
            "copy it to a folder on this computer and open it there."
        )


def user_folder() -> Path:
    """Return the folder where this program keeps what is not in projects (IPOF_WORKBENCH_HOME overrides it)."""
    override = os.environ.get("IPOF_WORKBENCH_HOME")
    if override:
        return Path(override)
    import platformdirs

    return Path(platformdirs.user_data_dir("ipof-workbench", appauthor=False))
