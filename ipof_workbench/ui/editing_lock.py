"""Controls that change the project, while it cannot be changed: they stay readable, do nothing and say why.

That is so in a window of the past, and in any other during a long write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ipof_workbench.ui.session import Session
from ipof_workbench.ui.widgets.themed import ThemedButton

_LOCKED = "lockedForEditing"


class EditingLock(QObject):
    """Keeps some controls in step with whether the project can be edited.

    A control may have `set_locked(why)`; fields become read-only, buttons and lists are disabled. A button that is
    disabled for a reason of its own keeps it.

    Args:
        session: whose project.
        owner: what the controls belong to.
        controls: returns them; asked whenever that changes, and by `renew` when controls were made anew.
    """

    def __init__(self, session: Session, owner: QObject, controls: Callable[[], Iterable[QWidget]]) -> None:
        super().__init__(owner)
        self._session, self._controls = session, controls
        session.can_edit_changed.connect(lambda _can: self.renew())
        self.renew()

    def renew(self) -> None:
        """Lock or free the controls as they are now."""
        why = self._session.why_not_editable
        for control in self._controls():
            lock(control, why)


def lock(control: QWidget, why: str) -> None:
    """Lock a control for a reason, or free one that was locked (empty)."""
    set_locked = getattr(control, "set_locked", None)
    if callable(set_locked):
        set_locked(why)
    elif isinstance(control, QLineEdit | QPlainTextEdit):
        control.setReadOnly(bool(why))
        _explain(control, why)
    elif isinstance(control, ThemedButton):
        if why and control.isEnabled():
            control.disable(why)
            control.setProperty(_LOCKED, True)
        elif not why and control.property(_LOCKED):
            control.enable()
            control.setProperty(_LOCKED, False)
    else:
        control.setEnabled(not why)
        _explain(control, why)


def _explain(control: QWidget, why: str) -> None:
    if why or control.property(_LOCKED):
        control.setToolTip(why)
        control.setProperty(_LOCKED, bool(why))
