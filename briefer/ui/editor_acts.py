"""Acts on the text of the briefing: what is selected, the block at the caret, marks, lists, headings, links.

Each makes one edit out of the briefing and the selection; the widget follows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from briefer.core import edits, spans
from briefer.core.briefing import (
    LIST_LEVELS,
    Block,
    BlockId,
    Briefing,
    Heading,
    ListItem,
    Paragraph,
    ProseBlock,
    Text,
    flow,
    new_id,
)
from briefer.core.change import Caret, Edit
from briefer.core.passage import Passage
from briefer.core.paste import allowed_href
from briefer.core.slices import Place
from briefer.core.spans import Selection, Span
from briefer.errors import BrieferError
from briefer.ui.editor_look import BOLD, ITALIC, MARKS, Role, role_of
from briefer.ui.editor_text import BriefingText

OVER_TITLES = "Select inside one section to write over what is selected."


class BriefingActs(BriefingText):
    """The text of the briefing with the acts that commands and keys call."""

    # --- acts on what is selected -----------------------------------------------------------------------------------

    def erase_selection(self, label: str = "delete") -> bool:
        """Take out what is selected, titles excepted; False where that is refused or nothing is selected."""
        return self.attempt(lambda: spans.erase(self.briefing, self.selection(), label=label, caret=self.caret()))

    def toggle_bold(self) -> None:
        """Make the selected words of the analyst's own bold, or plain where they all are; else what is typed next."""
        self._toggle("bold", BOLD)

    def toggle_italic(self) -> None:
        """The same for italic."""
        self._toggle("italic", ITALIC)

    def _toggle(self, name: str, bit: int) -> None:
        selection = self.selection()
        if self.isReadOnly():
            return
        if not selection:
            marks = int(self.currentCharFormat().property(MARKS) or 0) ^ bit
            row, _ = self.paper.place(self.textCursor().position())
            if row.part != "title":
                self.setCurrentCharFormat(self.look.char(self.role_here(), marks=marks))
            return
        on = not all(getattr(text, name) for text in spans.own_words(self.briefing, selection))
        self.attempt(
            lambda: spans.mark(
                self.briefing, selection, lambda text: replace(text, **{name: on}), label=name, caret=self.caret()
            )
        )

    def role_here(self) -> Role:
        """Return the role of the row in which the caret, or what is selected, begins."""
        row, _ = self.paper.place(self.textCursor().selectionStart())
        return role_of(row.block) if row.block is not None else "empty"

    def insert_link(self, url: str) -> None:
        """Link the selected words to a web or mail address, or take their links off where `url` is empty.

        With nothing selected, the address itself is written.
        """
        address = allowed_href(url)
        if url and address is None:
            self.messageWanted.emit("A link needs a web or mail address, such as https://example.org.")
            return
        selection = self.selection()
        if selection:
            self.attempt(
                lambda: spans.mark(
                    self.briefing,
                    selection,
                    lambda text: replace(text, href=address),
                    label="link",
                    caret=self.caret(),
                )
            )
        elif address is not None:
            block = Paragraph(id=BlockId(new_id()), inlines=(Text(text=address, href=address),))
            self.put_blocks([block], "link")

    def toggle_list(self, ordered: bool = False) -> None:
        """Make list items of the blocks at hand, or paragraphs where they all are items of that kind already."""
        blocks = spans.touched(self.briefing, self.at_hand())
        items = [block for block in blocks if isinstance(block, ListItem) and block.ordered == ordered]

        def listed(block: ProseBlock) -> ProseBlock:
            if len(items) == len(blocks):
                return Paragraph(id=block.id, inlines=block.inlines)
            level = block.level if isinstance(block, ListItem) else 1
            return ListItem(id=block.id, inlines=block.inlines, ordered=ordered, level=level)

        self._reshape(listed, "list", ListItem(id=BlockId(new_id()), ordered=ordered))

    def set_heading(self, level: int | None) -> None:
        """Make headings of level 1 or 2 of the blocks at hand, or paragraphs for None."""

        def headed(block: ProseBlock) -> ProseBlock:
            if level is None:
                return Paragraph(id=block.id, inlines=block.inlines)
            return Heading(id=block.id, inlines=block.inlines, level=level)

        begun = Heading(id=BlockId(new_id()), level=level) if level is not None else None
        self._reshape(headed, "heading" if level else "paragraph", begun)

    def change_level(self, by: int) -> bool:
        """Move list items a level down (1) or up (-1), out of the list at last; False where no item is at hand."""
        if self.paper.briefing is None:
            return False
        blocks = spans.touched(self.briefing, self.at_hand())
        if not any(isinstance(block, ListItem) for block in blocks):
            return False

        def moved(block: ProseBlock) -> ProseBlock:
            if not isinstance(block, ListItem):
                return block
            if block.level + by < 1:
                return Paragraph(id=block.id, inlines=block.inlines)
            return replace(block, level=min(LIST_LEVELS, block.level + by))

        self._reshape(moved, "list level", None)
        return True

    def list_from_sign(self, block: Paragraph, length: int, *, ordered: bool) -> None:
        """Make a list item of a paragraph whose first `length` characters ask for one; they go."""
        found = self.briefing.find(block.id)
        if found is None:
            return
        item = ListItem(id=block.id, inlines=edits.spliced(block, 0, length, ()), ordered=ordered)
        caret = self.caret()
        after = replace(caret, offset=0) if caret else None
        self.attempt(
            lambda: edits.replace_blocks(
                self.briefing, *found, 1, [item], label="list", caret_before=caret, caret_after=after
            )
        )

    def _reshape(self, change: Callable[[ProseBlock], ProseBlock], label: str, begun: Block | None) -> None:
        selection = self.at_hand()
        if selection:
            self.attempt(lambda: spans.reshape(self.briefing, selection, change, label=label, caret=self.caret()))
        elif begun is not None:
            self.put_blocks([begun], label)

    def at_hand(self) -> Selection:
        """Return what is selected, or the block at the caret as a selection of nothing in it."""
        spot = self.spot()
        if self.textCursor().hasSelection() or spot is None:
            return self.selection()
        key, place = spot
        return (Span(key, place, place),) if place.index < len(self.briefing.blocks(key)) else ()

    # --- acts on blocks ---------------------------------------------------------------------------------------------

    def delete_block(self) -> bool:
        """Take out the block at the caret, whole."""
        block = self.current_block()
        return block is not None and self.remove_block(block)

    def remove_block(self, block: BlockId) -> bool:
        """Take out a block, whole; the caret goes to where it stood."""
        found = self.briefing.find(block)
        if found is None or self.isReadOnly():
            return False
        key, index = found
        left = tuple(other for other in self.briefing.blocks(key) if other.id != block)
        before = Place(index - 1, len(flow(left[index - 1]))) if index else Place(0, 0)
        made = edits.remove(self.briefing, [block])
        return self.submit(replace(made, caret_before=self.caret(), caret_after=spans.caret_at(key, left, before)))

    def begin_section(self, section: int) -> bool:
        """Put an empty paragraph before a section's first block; only the caret, where there is an empty one."""
        key = self.briefing.sections[section].key
        blocks = self.briefing.blocks(key)
        if not blocks:
            return self.go_to_section(key)
        if isinstance(blocks[0], Paragraph) and not blocks[0].inlines:
            return self.set_caret(Caret(section=key, block=blocks[0].id))
        return self._insert(key, 0, Paragraph(id=BlockId(new_id())))

    def insert_paragraph_after(self, block: BlockId) -> bool:
        """Put an empty paragraph behind a block and the caret into it."""
        found = self.briefing.find(block)
        return found is not None and self._insert(found[0], found[1] + 1, Paragraph(id=BlockId(new_id())))

    def _insert(self, section: str, at: int, block: Block) -> bool:
        return self.attempt(
            lambda: edits.insert(self.briefing, section, at, [block], label="paragraph", caret=self.caret())
        )

    def put_blocks(self, blocks: Sequence[Block], label: str, added: Sequence[Passage] = ()) -> bool:
        """Put blocks in at the caret, in place of what is selected; `added` are passages new to the library."""
        spot, selection = self.spot(), self.selection()
        if spot is None or not blocks or self.isReadOnly():
            return False
        if len(selection) > 1 or (self.textCursor().hasSelection() and not selection):
            self.messageWanted.emit(OVER_TITLES)
            return False
        if selection:
            spot = selection[0].section, selection[0].start
        return self.attempt(
            lambda: spans.put(
                self.briefing, *spot, blocks, label=label, instead=selection, added=added, caret=self.caret()
            )
        )

    @property
    def briefing(self) -> Briefing:
        """The briefing shown; only asked where one is."""
        assert self.paper.briefing is not None
        return self.paper.briefing

    def attempt(self, make: Callable[[], Edit]) -> bool:
        """Make an edit and send it; what is refused becomes a sentence for the window."""
        if self.isReadOnly():
            return False
        try:
            edit = make()
        except BrieferError as error:
            self.say(error)
            return False
        return self.submit(edit)
