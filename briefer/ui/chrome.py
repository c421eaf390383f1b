"""Where acts stand in the menus and the toolbar: views of the commands, and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QMenuBar, QPushButton, QSizePolicy, QToolBar, QToolButton, QWidget

from briefer.ui import icons
from briefer.ui.commands import Commands
from briefer.ui.theme import Theme

# A name that ends with a dot stands for every act whose id begins so; "-" draws a line.
MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("&File", (
        "briefing.new", "briefing.issue", "briefing.open", "briefing.file", "briefing.facts", "briefing.close", "-",
        "sources.add", "sources.folder", "sources.paste", "sources.watch", "sources.unwatch", "-", "briefing.export",
        "template.change", "template.install", "template.make", "template.check", "template.fields", "-",
        "window.close",
    )),
    ("&Edit", (
        "edit.undo", "edit.redo", "edit.saved", "-", "edit.find", "edit.replace", "edit.again", "edit.before",
        "edit.search", "edit.palette", "-", "order.",
    )),
    ("F&ormat", (
        "prose.bold", "prose.italic", "prose.link", "prose.footnote", "prose.characters", "-",
        "prose.bullets", "prose.numbers", "-", "prose.heading", "prose.subheading", "prose.paragraph", "-",
        "prose.quotes", "-", "table.edit", "figure.insert", "figure.caption",
    )),
    ("&Passage", (
        "take.", "-", "collect.", "passage.stop", "-", "passage.cite", "passage.quote", "passage.aside", "-",
        "citation.", "-", "support.",
    )),
    ("&Quotation", (
        "quotation.shorten", "quotation.omit", "quotation.insert", "quotation.case", "quotation.emphasise",
        "quotation.restore", "-", "quotation.paraphrase", "quotation.again", "-", "quotation.translate",
    )),
    ("&Sources", (
        "sources.next", "sources.unread", "sources.aside", "sources.back", "sources.join", "-", "article.link",
        "article.pages", "article.region", "article.whole", "-", "article.compare",
    )),
    ("&View", (
        "view.outline", "view.tray", "view.history", "view.preview", "-", "fold.", "-", "view.back", "view.forward",
        "view.next", "view.previous", "-", "view.larger",
        "view.smaller", "view.size", "-", "view.system", "view.light", "view.dark", "view.contrast-dark",
        "view.contrast-light",
    )),
    ("&Help", ("help.help", "help.keys", "briefing.sample", "-", "help.about")),
)  # fmt: skip
LEFT = ("sources.add", "sources.paste")
RIGHT = ("edit.undo", "edit.redo", "-", "briefing.new", "briefing.open", "briefing.export")
ICONS_ONLY = ("edit.undo", "edit.redo", "sources.paste", "briefing.open")


class Chrome:
    """The menu bar and the toolbar of a window: empty at first paint, filled when the commands are there."""

    def __init__(self, menu_bar: QMenuBar, toolbar: QToolBar) -> None:
        self._menus = [(menu_bar.addMenu(title), ids) for title, ids in MENUS]
        self._toolbar = toolbar
        self._commands: Commands | None = None
        self.palette_button = QPushButton("Search or do anything…", toolbar)
        self.palette_button.setAutoDefault(True)
        self.palette_button.setObjectName("palette")
        self.palette_button.setAccessibleName("Search or do anything")
        self.palette_button.setEnabled(False)
        self.palette_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.palette_button.setMaximumWidth(420)
        self._buttons: list[QToolButton] = []
        toolbar.setMovable(False)
        toolbar.setFloatable(False)
        toolbar.setIconSize(QSize(20, 20))
        toolbar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        toolbar.setAccessibleName("Toolbar")
        self._middle = toolbar.addWidget(self.palette_button)

    def fill(self, commands: Commands, theme: Theme) -> None:
        """Show the acts."""
        self._commands = commands
        toolbar = self._toolbar
        for id_ in LEFT:
            toolbar.insertWidget(self._middle, self._button(id_))
        toolbar.insertWidget(self._middle, _spacer(toolbar))
        toolbar.addWidget(_spacer(toolbar))
        for id_ in RIGHT:
            if id_ == "-":
                toolbar.addWidget(_gap(toolbar))
            else:
                toolbar.addWidget(self._button(id_))
        key = commands["edit.palette"].key_text
        self.palette_button.setText(f"Search or do anything…   {key}")
        self.palette_button.setToolTip(f"Commands, sources, passages ({key})")
        self.palette_button.setEnabled(True)
        self.palette_button.clicked.connect(commands.action("edit.palette").trigger)
        self.set_theme(theme)
        commands.listChanged.connect(self.fill_menus)
        for menu, _ in self._menus:
            menu.aboutToShow.connect(commands.refresh)  # what can be done may hang on where the caret stands
        self.fill_menus()

    def fill_menus(self) -> None:
        """Show the acts as they are now: those of sections come and go with the briefing."""
        if self._commands is None:
            return
        for menu, ids in self._menus:
            menu.clear()
            for id_ in ids:
                if id_ == "-":
                    menu.addSeparator()
                elif id_.endswith("."):
                    for command in self._commands:
                        if command.id.startswith(id_):
                            menu.addAction(self._commands.action(command.id))
                else:
                    menu.addAction(self._commands.action(id_))

    def set_theme(self, theme: Theme) -> None:
        """Draw the icon of the palette's button."""
        self.palette_button.setIcon(icons.icon("search", theme))

    def menus(self) -> list[QMenu]:
        """Return the menus."""
        return [menu for menu, _ in self._menus]

    def _button(self, id_: str) -> QToolButton:
        assert self._commands is not None
        button = QToolButton(self._toolbar)
        button.setDefaultAction(self._commands.action(id_))
        only = id_ in ICONS_ONLY
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if only else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        button.setToolButtonStyle(style)
        button.setIconSize(QSize(20, 20))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(self._commands[id_].words)
        self._buttons.append(button)
        return button


def _spacer(parent: QWidget) -> QWidget:
    spacer = QWidget(parent)
    spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return spacer


def _gap(parent: QWidget) -> QWidget:
    gap = QWidget(parent)
    gap.setFixedWidth(8)
    return gap
