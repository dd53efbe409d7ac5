"""What is done to a configuration deliberately: recording a version, returning to one, splitting, merging, rivals.

The forms are imported when they are opened: the window starts without them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ipof_workbench.domain.identity import Rid
from ipof_workbench.domain.version_rows import CONFIGURATION, RecordedVersionRow
from ipof_workbench.ui.session import Session
from ipof_workbench.ui.sheet import Sheet

if TYPE_CHECKING:
    from ipof_workbench.ui.configurations.detail_panel import DetailPanel

JUDGING = "Judging a configuration as a whole"
"""What is refused while others' codings are hidden."""


class VersionActions:
    """Opens the forms for the configuration that a detail shows."""

    def __init__(self, session: Session, panel: DetailPanel) -> None:
        self._session, self._panel = session, panel

    def record(self) -> None:
        """Record a version."""
        from ipof_workbench.ui.versions.record_sheet import open_record_sheet

        if self._panel.configuration is not None:
            self._panel.commit()
            open_record_sheet(self._session, CONFIGURATION, self._panel.configuration, self._panel.window())

    def return_to(self, version: object) -> None:
        """Let the draft read as a recorded version again."""
        from ipof_workbench.app.commands.versions import ReturnToVersion

        if not isinstance(version, RecordedVersionRow):
            return
        if self._session.run(ReturnToVersion(version.kind, version.rid)) is not None:
            self._session.show_toast(f"The draft reads as version {version.number} again")

    def split(self) -> None:
        """Split it into parts."""
        from ipof_workbench.ui.versions.split_sheet import SplitSheet

        if self._panel.has_contents():
            self._open(SplitSheet)
        elif self._panel.configuration is not None:
            self._session.refuse("There is nothing in this configuration to split yet; put something into its places.")

    def merge(self) -> None:
        """Let it take others in."""
        from ipof_workbench.ui.versions.merge_sheet import MergeSheet

        self._open(MergeSheet)

    def make_rival(self) -> None:
        """Link it with those that explain the same otherwise."""
        from ipof_workbench.ui.versions.merge_sheet import RivalSheet

        self._open(RivalSheet)

    def _open(self, kind: Callable[[Session, Rid, QWidget], Sheet]) -> None:
        if self._panel.configuration is None:
            return
        if not self._session.can_edit:
            self._session.refuse(self._session.why_not_editable)
            return
        if not self._session.shows_others(JUDGING):
            return
        self._panel.commit()
        kind(self._session, self._panel.configuration, self._panel.window()).open()
