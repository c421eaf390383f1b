"""The main window. It paints its frame first; the panes are put in when the library is open, and know nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from briefer.ui import theme as themes
from briefer.ui.choices import Choices
from briefer.ui.chrome import Chrome
from briefer.ui.commands import Commands
from briefer.ui.memory import Memory

if TYPE_CHECKING:
    from typing import Protocol

    from briefer.core.briefing import BlockId
    from briefer.core.change import Edit
    from briefer.core.passage import Passage
    from briefer.core.source import SourceId
    from briefer.errors import BrieferError
    from briefer.ui.adding import Adding
    from briefer.ui.article_acts import ArticleActs
    from briefer.ui.article_pane import ArticlePane
    from briefer.ui.background import Background
    from briefer.ui.briefing_acts import BriefingActs
    from briefer.ui.briefing_find import BriefingFind
    from briefer.ui.briefing_pane import BriefingPane
    from briefer.ui.citation_acts import CitationActs
    from briefer.ui.document import Document
    from briefer.ui.history_panel import HistoryPanel
    from briefer.ui.hit_acts import HitActs
    from briefer.ui.link_acts import LinkActs
    from briefer.ui.message_bar import MessageBar, ProgressRow
    from briefer.ui.outline import Outline
    from briefer.ui.page_acts import PageActs
    from briefer.ui.passage_acts import PassageActs
    from briefer.ui.picture_acts import PictureActs
    from briefer.ui.preview_pane import PreviewPane
    from briefer.ui.prose_acts import ProseActs
    from briefer.ui.reading_acts import ReadingActs
    from briefer.ui.side_panel import SidePanel
    from briefer.ui.source_acts import SourceActs
    from briefer.ui.sources_pane import SourcesPane
    from briefer.ui.structure_acts import StructureActs
    from briefer.ui.template_acts import TemplateActs
    from briefer.ui.theme import Theme
    from briefer.ui.trail import Trail
    from briefer.ui.tray import Tray
    from briefer.ui.view_acts import ViewActs
    from briefer.ui.watching import Watching
    from briefer.ui.welcome import Welcome

    class Dressed(Protocol):
        """What shows colours of the theme."""

        def set_theme(self, theme: Theme) -> None:
            """Show the colours of `theme`."""
            ...


_SIZE = QSize(1280, 800)
_WIDTHS = [284, 520, 476]


class MainWindow(QMainWindow):
    """The window. ``painted`` comes once, after its first paint; `furnish` puts the panes in.

    What is declared below stands in it from then on.
    """

    painted = Signal()

    document: Document
    background: Background
    sources: SourcesPane
    article: ArticlePane
    briefing: BriefingPane
    briefing_side: QWidget
    briefing_find: BriefingFind
    outline: Outline
    tray: Tray
    history: HistoryPanel
    preview: PreviewPane
    side: SidePanel
    messages: MessageBar
    progress: ProgressRow
    banner: QLabel
    welcome: Welcome
    passage_acts: PassageActs
    prose_acts: ProseActs
    citation_acts: CitationActs
    adding: Adding
    source_acts: SourceActs
    picture_acts: PictureActs
    template_acts: TemplateActs
    watching: Watching
    briefing_acts: BriefingActs
    view_acts: ViewActs
    link_acts: LinkActs
    hit_acts: HitActs
    page_acts: PageActs
    reading_acts: ReadingActs
    article_acts: ArticleActs
    structure_acts: StructureActs
    trail: Trail
    dressed: list[Dressed]

    def __init__(self) -> None:
        super().__init__()
        self.memory = Memory()
        self.choices = Choices(self)
        self.theme = themes.resolve(self.choices.now.theme)
        self.commands = Commands(self)
        self.busy_cursor = Qt.CursorShape.WaitCursor
        self.furnished = False
        self._was_painted = False
        self._closing_anyway = False
        self.setWindowTitle("briefer")
        self.setAcceptDrops(True)
        toolbar = QToolBar("Toolbar", self)
        toolbar.setObjectName("toolbar")
        self.addToolBar(toolbar)
        self.chrome = Chrome(self.menuBar(), toolbar)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for stretch in (26, 42, 32):
            frame = QWidget(self.splitter)
            frame.setProperty("paper", True)
            frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            self.splitter.addWidget(frame)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.splitter)
        self.middle = QWidget(self)
        self.column = QVBoxLayout(self.middle)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.stack, 1)
        self.setCentralWidget(self.middle)
        self.waiting = QLabel("Opening the library…", self)
        self.waiting.setContentsMargins(12, 4, 0, 4)
        self.statusBar().addWidget(self.waiting)
        self.resize(_SIZE)
        geometry = self.memory.state("geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        self.splitter.setSizes(_WIDTHS)

    # --- the room ----------------------------------------------------------------------------------------------------

    def furnish(self, document: Document) -> None:
        """Put the panes and the acts in; the library is open."""
        from briefer.ui import panes

        self.document = document
        panes.furnish(self)
        self.statusBar().removeWidget(self.waiting)
        self.waiting.deleteLater()
        self.furnished = True
        state = self.memory.state("splitter")
        if state is None or not self.splitter.restoreState(state):
            self.splitter.setSizes(_WIDTHS)
        self.show_state()

    @property
    def welcomes(self) -> bool:
        """Whether the first run's three acts are shown instead of the panes."""
        return self.furnished and self.stack.currentWidget() is self.welcome

    def show_state(self) -> None:
        """Show the panes or the welcome, the title, and what can be done now."""
        workspace = self.document.workspace
        briefing = self.document.briefing
        fresh = briefing is None and not workspace.sources and not workspace.briefings() and not workspace.read_only
        welcomed = self.stack.currentWidget() is self.welcome
        self.stack.setCurrentWidget(self.welcome if fresh else self.splitter)
        if welcomed and not fresh:
            self.view_acts.focus_first()
        self.side.setVisible(not fresh)
        self.setWindowTitle(f"{briefing.title} – briefer" if briefing is not None else "briefer")
        self.banner.setVisible(workspace.read_only)
        self.commands.refresh()

    # --- what acts ask of it -----------------------------------------------------------------------------------------

    def say(self, sentence: str) -> None:
        """Show a sentence."""
        self.messages.say(sentence)

    def show_error(self, error: BrieferError) -> None:
        """Show what an error says, and what to do about it."""
        self.messages.say(f"{error.sentence} {error.hint}".strip())

    def attempt(self, edit: Edit) -> bool:
        """Do an edit; where it is refused, say why. Say whether it was done."""
        from briefer.errors import BrieferError

        try:
            self.document.do(edit)
        except BrieferError as error:
            self.show_error(error)
            return False
        return True

    def open_source(self, source: SourceId, start: int = -1, end: int = -1) -> None:
        """Open a source to read, at a place in it where one is named."""
        from briefer.errors import BrieferError

        if self.article.source is None or self.article.source.id != source or start >= 0:
            self.trail.leave()
        try:
            self.article.show_source(source)
        except BrieferError as error:
            self.show_error(error)
            return
        self.sources.choose(source)
        shown = self.article.source
        if shown is not None and shown.reading == "unread" and not self.document.read_only:
            self.document.workspace.set_reading(source, "read")
        if start >= 0:
            self.article.view.go_to(start, end)
        self.trail.arrive("article")

    def read(self, source: SourceId, start: int = -1, end: int = -1) -> None:
        """Open a source and give it the keyboard."""
        self.open_source(source, start, end)
        self.article.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_passage(self, passage: Passage) -> None:
        """Open the article of a passage at its words."""
        self.trail.leave()
        self.open_source(passage.source)
        if self.article.source is None or self.article.source.id != passage.source:
            return
        placed = self.article.place_of(passage)
        if placed is not None:
            self.article.view.go_to_passage(placed)
        else:
            self.say(f"The words of {passage.handle} are not in the text as it is read now.")

    def open_use(self, block: BlockId) -> None:
        """Show where in the briefing a block stands."""
        self.trail.leave()
        self.briefing.editor.go_to(block)
        self.trail.arrive("briefing")

    def open_section(self, key: str) -> None:
        """Show a section of the briefing."""
        self.trail.leave()
        self.briefing.editor.go_to_section(key)
        self.trail.arrive("briefing")

    def set_theme_choice(self, choice: str) -> None:
        """Dress the window in other colours, from now on."""
        self.choices.choose("theme", choice)
        self.follow_scheme()

    def follow_scheme(self) -> None:
        """Dress the window as its choice and the system say now."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.theme = themes.apply(app, self.choices.now.theme)
        if self.furnished:
            for part in self.dressed:
                part.set_theme(self.theme)
            self.fill_take_bar()
            self.commands.refresh()

    def fill_take_bar(self) -> None:
        """Put the acts on a selection into the card beside it."""
        ids = [command.id for command in self.commands if command.id.startswith("take.")]
        if ids:
            ids += ["passage.cite", "passage.quote", "passage.aside"]
        self.article.take_bar.fill(self.commands, ids, self.theme)

    # --- events ------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first paint."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, and links to say what to do with them."""
        data = event.mimeData()
        from briefer.ui import passage_drag  # not before the first paint: it brings half of the core

        if self.furnished and (data.hasUrls() or data.hasText()) and not data.hasFormat(passage_drag.MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what is dropped."""
        if self.furnished and self.source_acts.drop(event.mimeData()):
            event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Put everything away; where something is not saved, say so and stay."""
        furnished = self.furnished
        if furnished and not self._close_library():
            event.ignore()
            return
        self.memory.keep_state("geometry", self.saveGeometry())
        self.memory.keep_state("splitter", self.splitter.saveState())
        if furnished:
            self.memory.keep_text("page", self.side.page)
        self.memory.flush()
        self.choices.keep()
        super().closeEvent(event)

    def _close_library(self) -> bool:
        workspace = self.document.workspace
        self.document.close_step()
        state = workspace.wait_saved()
        if state.name == "failed" and not self._closing_anyway:
            self.messages.say(
                f"Not saved: {state.problem} What you wrote is still in this window.",
                acts={"Close without saving": self._close_anyway},
            )
            return False
        self.watching.pause()
        self.background.close()
        briefing = self.document.briefing
        # By its id, which no other library has: a handle would open another briefing there.
        self.choices.choose("last_briefing", briefing.id if briefing else "")
        self.document.release()
        workspace.close()
        self.furnished = False
        return True

    def _close_anyway(self) -> None:
        self._closing_anyway = True
        self.close()
