"""Puts panes and acts into the window and connects them: who speaks to whom stands here, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from briefer.errors import BrieferError
from briefer.ui.adding import Adding
from briefer.ui.article_acts import ArticleActs
from briefer.ui.article_pane import ArticlePane
from briefer.ui.background import Background
from briefer.ui.briefing_acts import BriefingActs
from briefer.ui.briefing_find import BriefingFind
from briefer.ui.briefing_pane import BriefingPane
from briefer.ui.caption_acts import CaptionActs
from briefer.ui.citation_acts import CitationActs
from briefer.ui.echo import is_typing
from briefer.ui.footnote_acts import FootnoteActs
from briefer.ui.history_panel import HistoryPanel
from briefer.ui.hit_acts import HitActs
from briefer.ui.issue_acts import IssueActs
from briefer.ui.keys import NumberRow
from briefer.ui.link_acts import LinkActs
from briefer.ui.message_bar import MessageBar, ProgressRow
from briefer.ui.outline import Outline
from briefer.ui.page_acts import PageActs
from briefer.ui.passage_acts import PassageActs
from briefer.ui.paste_match import PasteMatch
from briefer.ui.picture_acts import PictureActs
from briefer.ui.preview_pane import TITLE, WIDTH, PreviewPane
from briefer.ui.prose_acts import ProseActs
from briefer.ui.quote_acts import QuoteActs
from briefer.ui.reading_acts import ReadingActs
from briefer.ui.seek_acts import SeekActs
from briefer.ui.side_panel import SidePanel
from briefer.ui.source_acts import SourceActs
from briefer.ui.sources_pane import SourcesPane
from briefer.ui.status_bar import Status
from briefer.ui.structure_acts import StructureActs
from briefer.ui.support_acts import SupportActs
from briefer.ui.table_acts import TableActs
from briefer.ui.template_acts import TemplateActs
from briefer.ui.tips import tip
from briefer.ui.trail import Trail
from briefer.ui.translation_acts import TranslationActs
from briefer.ui.tray import Tray
from briefer.ui.typing_acts import TypingActs
from briefer.ui.view_acts import ViewActs
from briefer.ui.watching import Watching
from briefer.ui.welcome import Welcome

if TYPE_CHECKING:
    from briefer.core.source import SourceId
    from briefer.ui.window import MainWindow
    from briefer.workspace.workspace import Changes

READ_ONLY = "Another window holds this library. Here you can read, but nothing is changed or saved."


def furnish(window: MainWindow) -> None:
    """Put everything into the window."""
    _build(window)
    _place(window)
    _add_acts(window)
    _connect(window)


def _build(window: MainWindow) -> None:
    document, theme = window.document, window.theme
    window.background = Background(window)
    window.messages = MessageBar(theme, window)
    window.progress = ProgressRow(window)
    window.banner = QLabel(READ_ONLY, window)
    window.banner.setProperty("banner", True)
    window.banner.setContentsMargins(16, 8, 16, 8)
    window.sources = SourcesPane(document, theme, window)
    window.article = ArticlePane(document, window.background, theme, window)
    window.briefing = BriefingPane(document, theme, window)
    window.briefing_find = BriefingFind(window.briefing.editor, theme, window)
    window.outline = Outline(document, theme, window)
    window.tray = Tray(document, window)
    window.side = SidePanel(theme, window)
    window.side.add_page("Outline", window.outline, "outline")
    window.side.add_page("Set aside", window.tray, "tray")
    window.history = HistoryPanel(document, theme, window)
    window.side.add_page("Undo list", window.history, "history")
    window.preview = PreviewPane(document, window.background, theme, window)
    window.side.add_page("Preview", window.preview, "preview", TITLE, WIDTH)
    window.passage_acts = PassageActs(window)
    window.adding = Adding(window)
    window.progress.cancelled.connect(window.adding.cancel)
    window.source_acts = SourceActs(window)
    window.template_acts = TemplateActs(window)
    window.watching = Watching(window)
    window.briefing_acts = BriefingActs(window)
    window.prose_acts = ProseActs(window)
    window.picture_acts = PictureActs(window)
    window.structure_acts = StructureActs(window)
    window.citation_acts = CitationActs(window)
    window.trail = Trail(window)
    PasteMatch(window)
    window.view_acts = ViewActs(window)
    window.link_acts = LinkActs(window)
    window.hit_acts = HitActs(window)
    window.page_acts = PageActs(window)
    window.reading_acts = ReadingActs(window)
    window.article_acts = ArticleActs(window)
    window.welcome = Welcome(window)


def _place(window: MainWindow) -> None:
    window.briefing_side = QWidget(window)
    column = QVBoxLayout(window.briefing_side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(window.briefing, 1)
    column.addWidget(window.briefing_find)
    window.briefing_side.setFocusProxy(window.briefing)
    for number, (pane, width) in enumerate(((window.sources, 200), (window.article, 280), (window.briefing_side, 280))):
        former = window.splitter.replaceWidget(number, pane)
        if former is not None:
            former.deleteLater()
        pane.setMinimumWidth(width)
        pane.show()
    window.column.insertWidget(0, window.banner)
    window.column.insertWidget(1, window.messages)
    window.column.insertWidget(2, window.progress)
    window.stack.addWidget(window.welcome)
    # The side panel stands beside the splitter, so that folding it never moves what the hand has set.
    row = QHBoxLayout()
    row.setSpacing(0)
    window.column.removeWidget(window.stack)
    row.addWidget(window.stack, 1)
    row.addWidget(window.side)
    window.column.addLayout(row, 1)


def _add_acts(window: MainWindow) -> None:
    commands = window.commands
    commands.set_theme(window.theme)
    for acts in (
        window.briefing_acts,
        window.source_acts,
        window.template_acts,
        window.passage_acts,
        window.prose_acts,
        window.view_acts,
        window.link_acts,
        window.page_acts,
        window.reading_acts,
        window.watching,
        window.article_acts,
        window.structure_acts,
        window.citation_acts,
        window.trail,
        IssueActs(window),
        TableActs(window),
        CaptionActs(window),
        window.picture_acts,
        FootnoteActs(window),
        QuoteActs(window),
        TranslationActs(window),
        SeekActs(window),
        TypingActs(window),
        SupportActs(window),
    ):
        commands.add(acts.commands())
    for command in commands:
        window.addAction(commands.action(command.id))
    window.chrome.fill(commands, window.theme)
    window.dressed = [
        commands, window.chrome, window.messages, window.sources, window.article, window.briefing,
        window.briefing_find, window.outline, window.history, window.preview, window.side,
        window.welcome,
    ]  # fmt: skip
    NumberRow(window, window.passage_acts.pressed)
    _add_section_acts(window)


def _add_section_acts(window: MainWindow) -> None:
    """Make *Take into* and *Collect into* anew: the sections are the open briefing's."""
    commands = window.commands
    commands.drop("take.")
    commands.drop("collect.")
    made = window.passage_acts.section_commands()
    commands.add(made)
    for command in made:
        window.addAction(commands.action(command.id))
    window.fill_take_bar()


def _connect(window: MainWindow) -> None:
    wiring = _Wiring(window)
    document = window.document
    stop = QToolButton(window)
    stop.setDefaultAction(window.commands.action("passage.stop"))
    wiring.stop = stop
    wiring.status = Status(window.statusBar(), document, stop)
    wiring.status.count_selection(window.briefing.editor.selected_words)
    wiring.status.support.setToolTip(window.commands.action("support.next").toolTip())
    wiring.status.support.clicked.connect(window.commands.action("support.next").trigger)
    wiring.watched = QToolButton(window)
    wiring.watched.setDefaultAction(window.commands.action("sources.unwatch"))
    wiring.watched.setProperty("muted", True)
    window.statusBar().addPermanentWidget(wiring.watched)
    window.watching.changed.connect(wiring.on_watching)
    document.changed.connect(wiring.on_changed)
    document.librarySwapped.connect(window.show_state)
    window.sources.sourceChosen.connect(window.open_source)
    window.sources.readingWanted.connect(window.article.setFocus)
    window.sources.foundShown.connect(window.article.view.set_found)
    window.sources.taker = window.hit_acts
    window.sources.addWanted.connect(window.source_acts.choose_files)
    window.sources.menuWanted.connect(window.source_acts.menu)
    window.article.useWanted.connect(window.open_use)
    window.article.messageWanted.connect(window.say)
    window.article.notes.wholeWanted.connect(window.reading_acts.toggle)
    window.article.bar.whole.clicked.connect(window.reading_acts.toggle)
    window.article.correctionWanted.connect(wiring.on_correction)
    window.article.reader.linkWanted.connect(window.link_acts.ask)
    window.article.view.selectionMade.connect(window.passage_acts.selection_made)
    window.article.view.selectionChanged.connect(window.commands.refresh)
    window.article.view.regionSelected.connect(window.page_acts.copy_region)
    window.article.view.modeChanged.connect(window.commands.refresh)
    window.briefing.editor.passageDropped.connect(window.passage_acts.dropped)
    window.briefing.editor.pictures.fetch = window.page_acts.fetch_figure
    window.briefing.citationActivated.connect(window.open_passage)
    window.briefing.messageWanted.connect(window.say)
    window.briefing.newBriefingWanted.connect(window.briefing_acts.new)
    window.briefing.openBriefingWanted.connect(window.briefing_acts.open)
    window.briefing.sampleWanted.connect(window.briefing_acts.sample)
    window.outline.blockChosen.connect(window.open_use)
    window.outline.sectionChosen.connect(window.open_section)
    window.outline.messageWanted.connect(window.say)
    window.tray.passageChosen.connect(window.open_passage)
    window.tray.messageWanted.connect(window.say)
    window.history.messageWanted.connect(window.say)
    window.briefing.editor.caretMoved.connect(wiring.on_caret)
    window.preview.blockChosen.connect(window.open_use)
    window.side.pageChanged.connect(wiring.on_page)
    window.passage_acts.collectingChanged.connect(wiring.on_collecting)
    QGuiApplication.styleHints().colorSchemeChanged.connect(window.follow_scheme)
    window.choices.problem.connect(window.say)
    window.view_acts.show_zoom()
    wiring.on_watching()
    window.watching.resume()
    page = window.memory.text("page")
    if page:
        window.side.open_page(page)


class _Wiring(QObject):
    """The answers to signals that concern more than one pane."""

    status: Status
    stop: QToolButton
    watched: QToolButton

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._undo_label: str | None = None

    def on_changed(self, changes: Changes) -> None:
        """Follow a change of the briefing or the library."""
        window = self._window
        if changes.act in ("do", "undo", "redo"):
            window.messages.pass_by()
        if changes.act == "open":
            window.passage_acts.briefing_opened()
            window.template_acts.briefing_opened()
        if changes.structure:  # the keys of sections are those of their order
            _add_section_acts(window)
            if changes.act != "open":
                window.template_acts.forget()
        if changes.act in ("open", "import") or changes.facts or changes.library:
            window.show_state()
        elif not is_typing(changes) or window.document.history.undo_label != self._undo_label:
            window.commands.refresh()
        self._undo_label = window.document.history.undo_label

    def on_correction(self, source: SourceId, name: str, value: object) -> None:
        """Correct a fact of a source."""
        try:
            self._window.document.workspace.correct(source, **{name: value})
        except BrieferError as error:
            self._window.show_error(error)

    def on_watching(self) -> None:
        """Say which folder is watched, as long as one is."""
        folder = self._window.watching.folder
        self.watched.setVisible(folder is not None)
        if folder is not None:
            self.watched.setText(f"Watching {folder.name or folder}")
            self.watched.setToolTip(tip(f"{folder}\nPress to stop watching."))

    def on_caret(self) -> None:
        """Show the page that is being written, and count what is selected."""
        self.status.on_caret(self._window.briefing.editor.textCursor().hasSelection())
        if self._window.preview.isVisible():
            self._window.preview.follow(self._window.briefing.editor.current_block())

    def on_page(self, _name: str) -> None:
        """Show which page is open."""
        self.on_caret()
        self._window.commands.refresh()

    def on_collecting(self) -> None:
        """Say what is collected into, as long as it is."""
        window = self._window
        key, briefing = window.passage_acts.collecting, window.document.briefing
        titles = {section.key: section.title for section in briefing.sections} if briefing else {}
        self.stop.setVisible(key is not None)
        if key is not None:
            self.stop.setText(f"Collecting into {titles.get(key, key)} (Esc)")
        window.sources.show_hint()
        window.commands.refresh()
        if key is not None:
            self.stop.setText(f"Collecting into {titles.get(key, key)} (Esc)")
