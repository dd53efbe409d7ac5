"""The style sheet for the toolkit's own controls, generated from the tokens (a style sheet holds no variables)."""

from __future__ import annotations

from string import Template

from ipof_workbench.ui.theme.tokens import Tokens

_SHEET = Template("""
QToolTip { background: $raised; color: $text; border: 1px solid $control; padding: ${p4}px; }
QMainWindow, QDialog { background: $panel; }
QMainWindow::separator { background: $border; width: 1px; height: 1px; }
QMenuBar { background: $window; color: $text; border: none; padding: ${p6}px ${p8}px; }
QMenuBar::item { background: transparent; padding: ${p4}px ${p8}px; border-radius: ${r5}px; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $raised; color: $text; border: 1px solid $control; padding: ${p4}px 0; }
QMenu::item { padding: ${p6}px ${p24}px ${p6}px ${p12}px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $faded; }
QMenu::separator { height: 1px; background: $border; margin: ${p4}px 0; }
QMenu::icon { padding-left: ${p8}px; }
QStatusBar { background: $window; color: $text2; border-top: 1px solid $border; }
QStatusBar::item { border: none; }
QSplitter::handle { background: $border; }
QLineEdit, QPlainTextEdit#field, QTextEdit#field, QSpinBox, QDateEdit {
  background: $raised; color: $text; border: 1px solid $control; border-radius: ${r5}px;
  padding: ${p2}px ${p8}px; min-height: ${field}px; selection-background-color: $text_selection; selection-color: $text;
}
QLineEdit:focus, QPlainTextEdit#field:focus, QTextEdit#field:focus, QSpinBox:focus, QDateEdit:focus {
  border: 2px solid $focus; padding: ${p1}px ${p7}px;
}
QLineEdit:disabled, QSpinBox:disabled, QComboBox:disabled { color: $faded; border-color: $border; }
QLineEdit[problem="true"] { border: 2px solid $danger; padding: ${p1}px ${p7}px; }
QComboBox {
  background: $raised; color: $text; border: 1px solid $control; border-radius: ${r5}px;
  padding: ${p2}px ${p8}px; min-height: ${field}px;
}
QComboBox:focus { border: 2px solid $focus; padding: ${p1}px ${p7}px; }
QComboBox::drop-down { border: none; width: ${p24}px; }
QComboBox::down-arrow {
  image: url(workbench:icons/control/chevron-down-$scheme.svg); width: ${p14}px; height: ${p14}px;
}
QComboBox QAbstractItemView {
  background: $raised; color: $text; border: 1px solid $control; outline: 0;
  selection-background-color: $selection; selection-color: $text;
}
QSpinBox { padding-right: ${p24}px; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSpinBox::up-button, QSpinBox::down-button { subcontrol-origin: border; border: none; width: ${p24}px; }
QSpinBox::up-button { subcontrol-position: top right; }
QSpinBox::down-button { subcontrol-position: bottom right; }
QSpinBox::up-arrow {
  image: url(workbench:icons/control/chevron-up-$scheme.svg); width: ${p10}px; height: ${p10}px;
}
QSpinBox::down-arrow {
  image: url(workbench:icons/control/chevron-down-$scheme.svg); width: ${p10}px; height: ${p10}px;
}
QCheckBox, QRadioButton { color: $text; spacing: ${p8}px; }
QCheckBox:disabled, QRadioButton:disabled { color: $faded; }
QCheckBox::indicator, QTreeView::indicator, QTableView::indicator, QListView::indicator {
  width: ${p14}px; height: ${p14}px; border: 1px solid $control; border-radius: ${r3}px; background: $raised;
}
QCheckBox::indicator:checked, QTreeView::indicator:checked, QTableView::indicator:checked,
QListView::indicator:checked {
  background: $accent; border-color: $accent; image: url(workbench:icons/control/check-$scheme.svg);
}
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid $focus; }
QRadioButton::indicator {
  width: ${p14}px; height: ${p14}px; border: 1px solid $control; border-radius: ${p8}px; background: $raised;
}
QRadioButton::indicator:checked { border: ${p4}px solid $accent; width: ${p8}px; height: ${p8}px; }
QAbstractScrollArea { border: none; background: $paper; }
QScrollArea, QScrollArea > QWidget > QWidget#panelBody { background: transparent; }
QTableView, QTreeView, QListView {
  background: $paper; color: $text; border: none; outline: 0;
  selection-background-color: $selection; selection-color: $text;
}
QTreeView[onPanel="true"], QListView[onPanel="true"], QTableView[onPanel="true"] { background: $panel; }
QTreeView::branch { background: transparent; }
QTreeView::branch:has-children:closed {
  image: url(workbench:icons/control/chevron-right-$scheme.svg);
}
QTreeView::branch:has-children:open {
  image: url(workbench:icons/control/chevron-down-$scheme.svg);
}
QHeaderView { background: $panel; border: none; }
QHeaderView::section {
  background: $panel; color: $text2; border: none; border-bottom: 1px solid $border;
  padding: 0 ${p8}px; font-weight: 600; font-size: ${f11}px; min-height: ${p29}px;
}
QHeaderView::down-arrow {
  image: url(workbench:icons/control/chevron-down-$scheme.svg); width: ${p12}px; height: ${p12}px;
}
QHeaderView::up-arrow {
  image: url(workbench:icons/control/chevron-up-$scheme.svg); width: ${p12}px; height: ${p12}px;
}
QTableCornerButton::section { background: $panel; border: none; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar { background: transparent; border: none; }
QTabBar::tab {
  background: transparent; color: $text2; border: none; border-bottom: 2px solid transparent;
  padding: ${p6}px ${p2}px; margin-right: ${p16}px;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:focus { border: 2px solid $focus; border-radius: ${r3}px; }
QScrollBar:vertical { background: transparent; width: ${p10}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${p10}px; margin: 0; }
QScrollBar::handle { background: $control; border-radius: ${p2}px; margin: ${r3}px; }
QScrollBar::handle:vertical { min-height: ${p32}px; }
QScrollBar::handle:horizontal { min-width: ${p32}px; }
QScrollBar::handle:hover { background: $text3; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
  background: transparent; border: none; width: 0; height: 0;
}
QProgressBar { background: $border; border: none; border-radius: ${r3}px; text-align: center; color: $text; }
QProgressBar::chunk { background: $accent; border-radius: ${r3}px; }
""")

_LENGTHS = (1, 2, 4, 6, 7, 8, 10, 12, 14, 16, 24, 29, 32)


def style_sheet(tokens: Tokens, scale: float, dark: bool) -> str:
    """Return the style sheet of one theme at a scale (1.0 = 100 %)."""

    def at_scale(length: float) -> int:
        return max(1, round(length * scale))

    values: dict[str, object] = {name: value for name, value in tokens._asdict().items() if isinstance(value, str)}
    values.update({f"p{length}": at_scale(length) for length in _LENGTHS})
    values.update(r3=at_scale(3), r5=at_scale(5), f11=at_scale(11), field=at_scale(22))
    values.update(faded=_mixed(tokens.text, tokens.panel, 0.4), scheme="dark" if dark else "light")
    return _SHEET.substitute(values)


def _mixed(over: str, under: str, opacity: float) -> str:
    channels = ((int(over[i : i + 2], 16), int(under[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * opacity + b * (1 - opacity)):02X}" for a, b in channels)
