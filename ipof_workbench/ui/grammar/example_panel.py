"""What the grammar makes: presets to take, an example sentence, the slots of the builder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ipof_workbench.domain.appearance import RoleStyle
from ipof_workbench.domain.grammars import PRESETS, matching_preset, preset_change
from ipof_workbench.domain.listings import RoleRow
from ipof_workbench.domain.sentences import JOINT, PARTS
from ipof_workbench.ui.configurations.in_place import CalmComboBox
from ipof_workbench.ui.theme.theme import current_theme
from ipof_workbench.ui.widgets.buttons import Button
from ipof_workbench.ui.widgets.element_chip import ElementChip
from ipof_workbench.ui.widgets.layouts import clear_layout
from ipof_workbench.ui.widgets.panels import Rule, SectionHeader, SidePanel
from ipof_workbench.ui.widgets.plain_label import PlainLabel
from ipof_workbench.ui.widgets.sentence_label import SentenceLabel, SentencePart

EXAMPLES = {
    "context": "nobody knows who is writing",
    "intervention": "a forum is moderated day and night",
    "strategy": "staff answer within the hour",
    "actor": "new members",
    "mechanism_resource": "replies come from people who have been there",
    "mechanism": "it feels safe to say it",
    "outcome": "people ask for help sooner",
}
"""Role key -> invented words for the example; an own role stands as itself."""


@dataclass(frozen=True, slots=True)
class ExampleContent:
    """An invented element."""

    label: str
    polarity: str = "present"


def example_words(role: RoleRow) -> str:
    """Return invented words for a role."""
    return EXAMPLES.get(role.key, f"some {role.label[:1].lower()}{role.label[1:]}")


def example_sentence(roles: Sequence[RoleRow], styles: Mapping[str, RoleStyle]) -> list[SentencePart]:
    """Return the example as the parts of a sentence, each role underlined in its pattern."""
    parts: list[SentencePart] = []
    for connector in PARTS:
        said = [role for role in roles if role.connector == connector]
        for number, role in enumerate(said):
            if number:
                parts.append(SentencePart("and"))
            else:
                parts += [SentencePart(JOINT)] if parts else []
                word = connector if parts else connector.capitalize()
                parts.append(SentencePart(word, bold=True))
            parts.append(SentencePart(example_words(role), role.key, styles[role.key]))
    return [*parts, SentencePart(".")] if parts else []


class ExamplePanel(SidePanel):
    """The right side of the page: `preset_wanted` carries the key of a preset, `role_wanted` that of a role."""

    preset_wanted = Signal(str)
    role_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("right", 296, "Presets and example", parent)
        self._roles: Sequence[RoleRow] = ()
        self.presets = CalmComboBox("Preset")
        self.presets.setSizeAdjustPolicy(CalmComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.presets.setMinimumContentsLength(12)
        for key, (name, _) in PRESETS.items():
            self.presets.addItem(name, key)
        self.presets.currentIndexChanged.connect(self._tell)
        self.change = PlainLabel("", "small", "text2", wrap=True)
        self.apply = Button("Use this grammar")
        self.apply.clicked.connect(lambda: self.preset_wanted.emit(str(self.presets.currentData())))
        self.sentence = SentenceLabel()
        self.sentence.slot_activated.connect(self.role_wanted)
        self.no_sentence = PlainLabel("No role has a part in the sentence yet.", "small", "text2", wrap=True)
        self._slots = QVBoxLayout()
        self._slots.setSpacing(current_theme().px(4))
        self.body.addWidget(SectionHeader("Presets"))
        for part in (self.presets, self.change, self.apply, Rule()):
            self.body.addWidget(part)
        self.body.addWidget(SectionHeader("Example"))
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.no_sentence)
        self.body.addLayout(self._slots)
        self.body.addStretch(1)

    def show_roles(self, roles: Sequence[RoleRow], styles: Mapping[str, RoleStyle], why_not_editable: str) -> None:
        """Show what all roles (hidden ones too) make."""
        self._roles = roles
        self._why_not = why_not_editable
        shown = [role for role in roles if not role.hidden]
        parts = example_sentence(shown, styles)
        self.sentence.set_parts(parts)
        self.sentence.setVisible(bool(parts))
        self.no_sentence.setVisible(not parts)
        self._fill_slots(shown, styles)
        self._tell()

    def _fill_slots(self, roles: Sequence[RoleRow], styles: Mapping[str, RoleStyle]) -> None:
        clear_layout(self._slots)
        for role in roles:
            self._slots.addWidget(SectionHeader(role.label, styles[role.key], key=role.letter))
            words = example_words(role)
            chip = ElementChip(styles[role.key], f"{words[:1].upper()}{words[1:]}", statement=f"Edit {role.label}")
            chip.activated.connect(lambda key=role.key: self.role_wanted.emit(key))
            self._slots.addWidget(chip)

    def _tell(self) -> None:
        key = str(self.presets.currentData())
        now = matching_preset([role.key for role in self._roles if not role.hidden])
        if now is not None and now[0] == key:
            self.change.setText("This is the grammar of the project.")
            self.apply.disable("The project has this grammar already")
            return
        self.change.setText(preset_change(self._roles, key).words)
        self.apply.enable()
        if self._why_not:
            self.apply.disable(self._why_not)

    def choose_present(self) -> None:
        """Let the list show the preset that the grammar is, where it is one."""
        now = matching_preset([role.key for role in self._roles if not role.hidden])
        if now is not None:
            self.presets.setCurrentIndex(self.presets.findData(now[0]))

    _why_not = ""
