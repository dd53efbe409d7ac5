"""Shares, synchronised folders, secret keys."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from ipof_workbench.domain.errors import ProjectUnavailable
from ipof_workbench.storage import location
from ipof_workbench.storage.location import require_local, share_type, sync_client, user_folder
from ipof_workbench.storage.secret_keys import secret_key


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        (PureWindowsPath(r"C:\Users\kim\OneDrive\study.ipof"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\kim\OneDrive - Open University\a\study.ipof"), "OneDrive - Open University"),
        (PureWindowsPath(r"C:\Users\kim\Dropbox (Personal)\study.ipof"), "Dropbox (Personal)"),
        (PureWindowsPath(r"C:\Users\kim\iCloudDrive\study.ipof"), "iCloudDrive"),
        (PureWindowsPath(r"G:\My Drive\study.ipof"), "My Drive"),
        (PurePosixPath("/Users/kim/Library/Mobile Documents/com~apple~CloudDocs/study.ipof"), "Mobile Documents"),
        (PurePosixPath("/Users/kim/Library/CloudStorage/GoogleDrive-kim@example.org/study.ipof"), "CloudStorage"),
        (PurePosixPath("/home/kim/Nextcloud/study.ipof"), "Nextcloud"),
        (PurePosixPath("/home/kim/Google Drive/study.ipof"), "Google Drive"),
        (PurePosixPath("/home/kim/Documents/study.ipof"), None),
        (PurePosixPath("/home/kim/Dropboxes/study.ipof"), None),
        (PurePosixPath("/home/kim/OneDrive"), None),
    ],
)
def test_the_folder_of_a_sync_client_is_known_by_its_name(path: PurePosixPath, folder: str | None) -> None:
    assert sync_client(path) == folder


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//server/data /mnt/data cifs rw 0 0
server:/home /mnt/with\\040space nfs4 rw 0 0
kim@host: /home/kim/remote fuse.sshfs rw 0 0
/dev/sdb1 /mnt/data/local ext4 rw 0 0
/dev/sdc1 /mnt/over ext4 rw 0 0
//server/over /mnt/over cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/kim/study.ipof", None),
        ("/mnt/data/study.ipof", "cifs"),
        ("/mnt/data/local/study.ipof", None),
        ("/mnt/database/study.ipof", None),
        ("/mnt/with space/study.ipof", "nfs4"),
        ("/home/kim/remote/a/b/study.ipof", "fuse.sshfs"),
        ("/mnt/over/study.ipof", "cifs"),
        ("//server/share/study.ipof", "network share"),
        (r"\\server\share\study.ipof", "network share"),
    ],
)
def test_a_share_is_known_by_what_is_mounted_there(path: str, kind: str | None) -> None:
    assert share_type(Path(path), MOUNTS) == kind


def test_a_project_on_a_share_is_refused_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    require_local(tmp_path / "a.ipof")
    monkeypatch.setattr(location, "share_type", lambda path: "cifs")
    with pytest.raises(ProjectUnavailable, match=r"a.ipof lies on a network share \(cifs\), where a project can be"):
        require_local(tmp_path / "a.ipof")


def test_the_folder_of_the_user_can_be_moved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("IPOF_WORKBENCH_HOME", str(tmp_path / "mine"))
    assert user_folder() == tmp_path / "mine"
    monkeypatch.delenv("IPOF_WORKBENCH_HOME")
    assert user_folder().name == "ipof-workbench"


# --- keys


def test_a_key_is_made_once_for_each_project_and_purpose() -> None:
    key = secret_key("p1", "authors")
    assert len(key) == 32
    assert secret_key("p1", "authors") == key
    assert len({key, secret_key("p2", "authors"), secret_key("p1", "other")}) == 3


@pytest.mark.skipif(os.name == "nt", reason="rights are set otherwise there")
def test_only_the_user_can_read_a_key() -> None:
    secret_key("p1", "authors")
    path = user_folder() / "keys" / "p1.authors"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["p1.authors"]


def test_sessions_that_ask_at_once_get_the_same_key() -> None:
    found: list[bytes] = []
    threads = [threading.Thread(target=lambda: found.append(secret_key("p1", "authors"))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 12
    assert len(set(found)) == 1


def test_a_key_that_was_cut_short_is_refused_not_replaced() -> None:
    secret_key("p1", "authors")
    path = user_folder() / "keys" / "p1.authors"
    path.write_bytes(b"short")
    with pytest.raises(ProjectUnavailable, match="is damaged; put it back from a backup of that folder"):
        secret_key("p1", "authors")
    assert path.read_bytes() == b"short"


def test_a_key_that_cannot_be_kept_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setenv("IPOF_WORKBENCH_HOME", str(blocked))
    with pytest.raises(ProjectUnavailable, match=r"make that folder writable and import again. Nothing was imported"):
        secret_key("p1", "authors")
