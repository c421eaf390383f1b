"""What is wrong with a template, told anew whenever one of its files is saved: one writes in Word and looks here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QTreeWidgetItem

from briefer.errors import BrieferError
from briefer.ui import wording
from briefer.ui.dialogs.frame import FormDialog
from briefer.ui.lists import column_list
from briefer.ui.message_bar import announce
from briefer.ui.tips import tip

if TYPE_CHECKING:
    from briefer.ui.background import Task
    from briefer.ui.window import MainWindow
    from briefer.workspace.template_packs import Pack, Problem

_SIZE = QSize(920, 560)
_SETTLE = 400  # milliseconds: a program that saves writes more than once
_PROBLEM = Qt.ItemDataRole.UserRole
_KINDS = {"error": "Error", "warning": "Warning"}


class CheckDialog(FormDialog):
    """Stays open beside the window and beside Word; `preview` shows a throwaway copy of a pack's Word file."""

    def __init__(self, window: MainWindow, packs: tuple[Pack, ...], name: str, preview: Callable[[Pack], None]) -> None:
        super().__init__("Check template", window)
        self.resize(_SIZE)
        self._window = window
        self._packs = packs
        self._looking: Task | None = None
        self._problems: tuple[Problem, ...] = ()
        self.template = QComboBox(self)
        self.template.setAccessibleName("Template")
        for pack in packs:
            self.template.addItem(f"{pack.title}, version {pack.version}", pack.name)
        self.form.addRow("Template", self.template)
        titles = ("Kind", "What is wrong", "Where", "What to do")
        self.list = column_list(self, "Problems", titles, stretched=(1, 2, 3))
        self.list.currentItemChanged.connect(self._on_chosen)
        self.whole = QLabel(self)
        self.whole.setAccessibleName("The problem chosen")
        self.whole.setTextFormat(Qt.TextFormat.PlainText)
        self.whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.whole.setWordWrap(True)
        self.whole.setMinimumHeight(3 * self.whole.fontMetrics().lineSpacing())
        self.whole.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.column.insertWidget(1, self.list, 1)
        self.column.insertWidget(2, self.whole)
        self.open_button = self.add_button("Open template")
        self.open_button.clicked.connect(self._open)
        self.preview_button = self.add_button("Preview in Word")
        self.preview_button.clicked.connect(lambda: preview(self.pack))
        self.copy_button = self.add_button("Save annotated copy…")
        self.copy_button.clicked.connect(self._choose_copy)
        self.add_button("Close").clicked.connect(self.reject)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_saved)
        self._watcher.fileChanged.connect(self._on_saved)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE)
        self._timer.timeout.connect(self.check)
        self.template.setCurrentIndex(max(0, self.template.findData(name)))
        self.template.currentIndexChanged.connect(self._show_pack)
        self._show_pack()

    @property
    def pack(self) -> Pack:
        """The pack that is looked at."""
        return self._packs[self.template.currentIndex()]

    def _show_pack(self) -> None:
        watched = [*self._watcher.files(), *self._watcher.directories()]
        if watched:
            self._watcher.removePaths(watched)
        self._watch()
        word = ".docx" in self.pack.templates
        for button in (self.open_button, self.preview_button):
            button.setEnabled(word)
        self.check()

    def _watch(self) -> None:
        """Watch the folder and its files: Word puts a new file in the place of the old, which is watched no longer."""
        folder = self.pack.folder
        files = [folder, *(folder / name for name in self.pack.templates.values())]
        watched = {*self._watcher.files(), *self._watcher.directories()}
        missing = sorted({str(file) for file in files if file.exists()} - watched)
        if missing:
            self._watcher.addPaths(missing)

    def _on_saved(self) -> None:
        self._watch()
        self._timer.start()

    def check(self) -> None:
        """Look at the pack anew; what an earlier look finds is not shown any more."""
        if self._looking is not None:
            self._looking.cancel()
        self._problems = ()
        self.copy_button.setEnabled(False)
        self.complain("Looking at it…")
        job = partial(_lint, self.pack.folder)
        self._looking = self.start(self._window.background, job, done=self._show, failed=self._on_failed)

    def _show(self, problems: tuple[Problem, ...]) -> None:
        self._problems = problems
        self.list.clear()
        several = len({problem.file for problem in problems}) > 1
        for problem in problems:
            where = ": ".join(filter(None, (problem.file if several or not problem.place else "", problem.place)))
            row = QTreeWidgetItem(self.list, [_KINDS[problem.severity], problem.message, where, problem.suggestion])
            row.setData(0, _PROBLEM, problem)
            for column in (1, 2, 3):
                row.setToolTip(column, tip(row.text(column)))
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
        else:
            self.whole.clear()
        self.copy_button.setEnabled(bool(self._in_word()))
        self.complain(_told(problems))
        announce(self.list, _told(problems))

    def _on_failed(self, error: BrieferError) -> None:
        self.list.clear()
        self._tell(error)

    def _tell(self, error: BrieferError) -> None:
        self.complain(f"{error.sentence} {error.hint}".strip())

    def _on_chosen(self, row: QTreeWidgetItem | None) -> None:
        problem: Problem | None = row.data(0, _PROBLEM) if row is not None else None
        self.whole.setText(_whole(problem) if problem is not None else "")

    def _in_word(self) -> tuple[Problem, ...]:
        word = self.pack.templates.get(".docx")
        return tuple(problem for problem in self._problems if problem.file == word)

    def _open(self) -> None:
        self._open_file(self.pack.folder / self.pack.templates[".docx"])

    def _open_file(self, file: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            self.complain(f"No program here opens Word files. The file is {file}.")

    def _choose_copy(self) -> None:
        dialog = QFileDialog(self, "Save annotated copy", self._window.memory.text("folder"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("Word files (*.docx)")
        dialog.setDefaultSuffix("docx")
        dialog.selectFile(f"{self.pack.name} annotated.docx")
        dialog.fileSelected.connect(self._save_copy)
        dialog.open()

    def _save_copy(self, target: str) -> None:
        template = self.pack.folder / self.pack.templates[".docx"]
        job = partial(_annotate, template, self._in_word(), Path(target))
        self.start(self._window.background, job, done=self._on_copied, failed=self._tell)

    def _on_copied(self, file: Path) -> None:
        self.complain(f"{file.name} has each problem as a comment.")
        self._open_file(file)


def _told(problems: tuple[Problem, ...]) -> str:
    if not problems:
        return "Nothing is wrong. It is looked at again whenever a file of the template is saved."
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    counts = [wording.counted(errors, "error", "errors")] if errors else []
    counts += [wording.counted(warnings, "warning", "warnings")] if warnings else []
    return f"{' and '.join(counts)}. It is looked at again whenever a file of the template is saved."


def _whole(problem: Problem) -> str:
    where = ": ".join(filter(None, (problem.file, problem.where())))
    return "\n".join(filter(None, (f"{problem.message}. [{problem.id}]", where, problem.suggestion)))


def _lint(folder: Path, task: Task) -> tuple[Problem, ...]:
    from briefer.workspace import template_packs

    return template_packs.lint(folder)


def _annotate(template: Path, problems: tuple[Problem, ...], target: Path, task: Task) -> Path:
    from briefer.workspace import template_packs

    return template_packs.annotated(template, problems, target)
