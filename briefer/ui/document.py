"""The open workspace as Qt signals: the only adapter between the panes and the workspace.

Panes ask values of `workspace` and change things through `do`, `undo` and `redo`; what changed comes back as one
signal, also for changes that a pane did not begin. It must never decide anything itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from briefer.core.briefing import Briefing
from briefer.core.change import Edit
from briefer.core.history import History

if TYPE_CHECKING:  # the window paints before the workspace is loaded
    from briefer.workspace.workspace import Changes, Workspace

_PAINTED = 1  # milliseconds


class Document(QObject):
    """The workspace that the window shows, told to panes by signals.

    ``changed`` carries `Changes` after every change of any kind; ``librarySwapped`` says that another library is shown
    altogether, so that every value held is stale. ``savedChanged`` carries the state ("saved", "saving", "failed",
    "read-only") and, for "failed", one sentence.
    """

    changed = Signal(object)
    savedChanged = Signal(str, str)
    librarySwapped = Signal()
    _savedElsewhere = Signal(str, str)
    _showWanted = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # The storage thread speaks first; a queued signal brings its words to the window's thread.
        self._savedElsewhere.connect(self.savedChanged, Qt.ConnectionType.QueuedConnection)
        # A timer's turn comes behind the painting that the act before it asked for; a signal may come from any thread.
        self._shown = QTimer(self, singleShot=True, interval=_PAINTED)
        self._shown.timeout.connect(self._on_shown)
        self._showWanted.connect(self._shown.start)
        self._subscriptions: list[Callable[[], None]] = []
        self._workspace = workspace
        self._subscribe()

    @property
    def workspace(self) -> Workspace:
        """The workspace itself, for everything that is read."""
        return self._workspace

    @property
    def briefing(self) -> Briefing | None:
        """The open briefing."""
        return self._workspace.briefing

    @property
    def history(self) -> History:
        """The undo list of the open briefing."""
        return self._workspace.history

    @property
    def read_only(self) -> bool:
        """Whether another window holds the library, so that nothing can be changed here."""
        return self._workspace.read_only

    def do(self, edit: Edit, *, initiator: object | None = None) -> Changes:
        """Do one act; see `Workspace.do` for what is raised."""
        return self._workspace.do(edit, initiator=initiator)

    def undo(self, *, initiator: object | None = None) -> Changes | None:
        """Take back the newest act; None where there is nothing to take back."""
        return self._workspace.undo(initiator=initiator)

    def redo(self, *, initiator: object | None = None) -> Changes | None:
        """Do again what was taken back last; None where there is nothing."""
        return self._workspace.redo(initiator=initiator)

    def close_step(self) -> None:
        """End a run of typing: the next key begins a new step of the undo list."""
        self._workspace.close_step()

    def swap(self, workspace: Workspace) -> Workspace:
        """Show another library from now on and return the former workspace, which the caller closes."""
        former = self._workspace
        self._unsubscribe()
        self._workspace = workspace
        self._subscribe()
        self.librarySwapped.emit()
        return former

    def release(self) -> None:
        """Stop listening to the workspace, before it is closed."""
        self._unsubscribe()

    def _subscribe(self) -> None:
        self._subscriptions = [
            self._workspace.subscribe(self._on_changed),
            self._workspace.subscribe_saved(self._on_saved),
        ]
        self._workspace.show_first(self._showWanted.emit)

    def _unsubscribe(self) -> None:
        for unsubscribe in self._subscriptions:
            unsubscribe()
        self._subscriptions.clear()
        self._workspace.show_first(None)

    def _on_shown(self) -> None:
        self._workspace.shown()

    def _on_changed(self, changes: Changes) -> None:
        self.changed.emit(changes)

    def _on_saved(self, state: object) -> None:
        # On the storage thread.
        self._savedElsewhere.emit(str(state), str(getattr(state, "problem", "")))
