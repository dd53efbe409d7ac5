"""The key map in force on this computer: read from the settings, changed, told."""

from __future__ import annotations

import json

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QKeySequence

from ipof_workbench.ui.keys.key_map import BY_KEY, STANDARD, KeyMap
from ipof_workbench.ui.session import Session

_PRESET, _OWN = "keys/preset", "keys/own"


class KeyStore(QObject):
    """Holds the map; `changed` follows another one. Keys are a person's, so they stay with the computer."""

    changed = Signal()

    def __init__(self, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.map = _read(settings)

    def hint(self, action: str) -> str:
        """Return “ (Ctrl+Shift+C)”, the first key of an action for the end of a sentence; empty where it has none."""
        keys = self.map.keys(action)
        return f" ({written(keys[0])})" if keys else ""

    def use(self, key_map: KeyMap) -> None:
        """Put another map in force."""
        if key_map == self.map:
            return
        self.map = key_map
        self._settings.setValue(_PRESET, key_map.preset)
        self._settings.setValue(_OWN, json.dumps(dict(key_map.own)))
        self.changed.emit()


def key_store(session: Session) -> KeyStore:
    """Return the store of a session, made when it is first asked for."""
    known = session.findChild(KeyStore)
    return known if isinstance(known, KeyStore) else KeyStore(session.settings, session)


def written(key: str) -> str:
    """Return a key as people read it on this system."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _read(settings: QSettings) -> KeyMap:
    """Return the map that is kept; what cannot be read, or names no action, counts as not changed."""
    fresh = KeyMap().with_preset(str(settings.value(_PRESET, STANDARD)))
    try:
        kept = json.loads(str(settings.value(_OWN, "{}")))
    except ValueError:
        return fresh
    if not isinstance(kept, dict):
        return fresh
    for action, keys in kept.items():
        if action in BY_KEY and isinstance(keys, list) and all(isinstance(key, str) for key in keys):
            fresh = fresh.with_keys(action, tuple(key for key in map(_normal, keys) if key))
    return fresh


def _normal(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
