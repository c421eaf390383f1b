"""Make a file of the briefing: format, template, place; then open it, or show it in its folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)

from briefer.core.briefing import Briefing
from briefer.errors import BrieferError
from briefer.ui.background import Background, Task
from briefer.ui.briefing_file import SUFFIX
from briefer.ui.dialogs.frame import FormDialog
from briefer.ui.document import Document
from briefer.ui.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefer.workspace.travel import Packing
    from briefer.workspace.workspace import Workspace

FORMATS = (
    (".docx", "Word (.docx)"),
    (".pdf", "PDF (.pdf)"),
    (".html", "Web page in one file (.html)"),
    (".md", "Markdown (.md)"),
    (SUFFIX, "Briefing with its sources (.briefing)"),
)


class ExportDialog(FormDialog):
    """Exports the briefing as it is when *Export* is pressed; one can go on writing meanwhile only after closing."""

    def __init__(
        self, document: Document, background: Background, memory: Memory, parent: QWidget | None = None
    ) -> None:
        super().__init__("Export", parent)
        self._document = document
        self._background = background
        self._memory = memory
        self._task: Task | None = None
        self._made: Path | None = None
        self.setMinimumWidth(560)
        self.format_field = QComboBox(self)
        for suffix, words in FORMATS:
            self.format_field.addItem(words, suffix)
        self.template_field = QComboBox(self)
        self.data_field = QCheckBox("Attach the briefing as &data (JSON)", self)
        self.place_field = QLineEdit(self)
        self.place_field.setAccessibleName("Save as")
        self.browse_button = QPushButton("Browse…", self)
        self.browse_button.setAutoDefault(False)
        self.browse_button.clicked.connect(self._browse)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.place_field, 1)
        place.addWidget(self.browse_button)
        self.form.addRow("&Format", self.format_field)
        self.form.addRow("&Template", self.template_field)
        self.form.addRow("", self.data_field)
        label = QLabel("&Save as", self)
        label.setBuddy(self.place_field)
        self.form.addRow(label, place)
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress")
        self.progress.hide()
        self.column.insertWidget(2, self.progress)
        self.open_button = self.add_button("Open")
        self.folder_button = self.add_button("Show in folder")
        self.cancel_button = self.add_button("Cancel")
        self.export_button = self.add_button("Export", primary=True)
        self.open_button.clicked.connect(self._open)
        self.folder_button.clicked.connect(self._show_folder)
        self.cancel_button.clicked.connect(self.reject)
        self.export_button.clicked.connect(self.export)
        self.open_button.hide()
        self.folder_button.hide()
        self._fill_templates()
        at = self.format_field.findData(memory.text("format", ".docx"))
        self.format_field.setCurrentIndex(max(0, at))
        self.format_field.currentIndexChanged.connect(self._on_format)
        self._on_format()
        self.export_button.setFocus()

    # --- acts --------------------------------------------------------------------------------------------------------

    def export(self) -> None:
        """Make the file, elsewhere."""
        briefing = self._document.briefing
        words = self.place_field.text().strip()
        if briefing is None or self._task is not None:
            return
        if not words:
            self.complain("Say where the file is to be saved.")
            return
        target = Path(words).expanduser()
        if target.suffix.lower() != self._suffix():
            target = target.with_name(target.name + self._suffix())
        self._memory.keep_text("format", self._suffix())
        self._set_busy(True)
        self.complain("")
        try:
            job = self._job(briefing, target)
        except BrieferError as error:
            self._on_failed(error)
            return
        self._task = self._background.start(job, done=self._on_done, failed=self._on_failed)

    def reject(self) -> None:
        """Stop the export under way; otherwise close."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self._set_busy(False)
            self.complain("Stopped. No file was made.")
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of an export under way."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        super().closeEvent(event)

    # --- inside ------------------------------------------------------------------------------------------------------

    def _job(self, briefing: Briefing, target: Path) -> Callable[[Task], tuple[Path, tuple[str, ...]]]:
        """Return what makes the file on another thread.

        Articles and originals come from the library and from what is at hand of it, which belong to this thread; so
        they are gathered here. What takes long, compressing and writing them, then needs values only.
        """
        workspace = self._document.workspace
        if self._suffix() == SUFFIX:
            return partial(_pack, workspace.pack_briefing_file(briefing), target)
        attach = self._suffix() == ".pdf" and self.data_field.isChecked()
        return partial(_export, workspace, briefing, target, self.template_field.currentData(), attach)

    def _suffix(self) -> str:
        return self.format_field.currentData()

    def _fill_templates(self) -> None:
        briefing = self._document.briefing
        own = briefing.pack if briefing else ""
        for pack in self._document.workspace.packs():
            self.template_field.addItem(pack.title, None if pack.name == own else pack.name)
            if pack.name == own:
                self.template_field.setCurrentIndex(self.template_field.count() - 1)

    def _suggest(self) -> None:
        briefing = self._document.briefing
        if briefing is None:
            return
        folder = _folder(self._memory.text("export-folder"))
        try:
            name = self._document.workspace.suggested_name(briefing, self._suffix())
        except BrieferError as error:
            self.complain(error.sentence)
            return
        self.place_field.setText(str(folder / name))
        self.place_field.setModified(False)

    def _on_format(self) -> None:
        if self.place_field.isModified() and self.place_field.text().strip():
            self.place_field.setText(str(Path(self.place_field.text().strip()).with_suffix(self._suffix())))
            self.place_field.setModified(True)
        else:
            self._suggest()
        self._set_busy(False)

    def _browse(self) -> None:
        dialog = QFileDialog(self, "Save as", self.place_field.text())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # A file that is there is never overwritten: the export says so and writes beside it.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.connect(self._on_place)
        dialog.open()

    def _on_place(self, file: str) -> None:
        if file:
            self.place_field.setText(file)
            self.place_field.setModified(True)

    def _on_done(self, made: tuple[Path, tuple[str, ...]]) -> None:
        self._task = None
        self._made, warnings = made
        self._memory.keep_text("export-folder", str(self._made.parent))
        self._set_busy(False)
        self.complain("\n".join((f"Made {self._made.name}.", *warnings)))
        # Nothing but briefer opens a travel file, and here the briefing is open already.
        self.open_button.setVisible(self._made.suffix.lower() != SUFFIX)
        self.folder_button.show()
        self.export_button.setText("Export again")
        self.cancel_button.setText("Close")
        (self.folder_button if self._made.suffix.lower() == SUFFIX else self.open_button).setFocus()

    def _on_failed(self, error: BrieferError) -> None:
        self._task = None
        self._set_busy(False)
        self.complain(f"{error.sentence} {error.hint}".strip())
        self.place_field.setFocus()

    def _set_busy(self, busy: bool) -> None:
        self.progress.setVisible(busy)
        for widget in (self.format_field, self.place_field, self.browse_button):
            widget.setEnabled(not busy)
        self.template_field.setEnabled(not busy and self._suffix() != SUFFIX)
        self.data_field.setVisible(self._suffix() == ".pdf")
        self.data_field.setEnabled(not busy)
        self.export_button.setEnabled(not busy)

    def _open(self) -> None:
        if self._made is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._made)))

    def _show_folder(self) -> None:
        if self._made is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._made.parent)))


def _folder(last: str) -> Path:
    """Return the folder to suggest: the last one, else the person's documents; one that is there in any case."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return next((Path(place) for place in (last, documents) if place and Path(place).is_dir()), Path.home())


def _export(
    workspace: Workspace, briefing: Briefing, target: Path, template: str | None, attach: bool, task: Task
) -> tuple[Path, tuple[str, ...]]:
    made = workspace.export(target, briefing=briefing, template=template, attach_data=attach, cancelled=task.cancelled)
    return made.files[0].path, made.warnings


def _pack(packing: Packing, target: Path, task: Task) -> tuple[Path, tuple[str, ...]]:
    made = packing.write(target, cancelled=task.cancelled)
    return made.files[0].path, made.warnings
