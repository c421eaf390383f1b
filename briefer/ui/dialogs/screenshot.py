"""A pasted picture becomes a source: what it shows, and when it was seen, only the analyst knows."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from briefer.core.reference import read_fact
from briefer.errors import BadRequest
from briefer.ui.dialogs.frame import FormDialog

_PREVIEW = QSize(432, 240)  # pixels, at most


class ScreenshotDialog(FormDialog):
    """Shows the picture and asks for its address and time; either may stay unknown.

    ``wanted`` carries both, each as `core.reference` keeps it or None.
    """

    wanted = Signal(object, object)

    def __init__(self, image: QImage, url: str | None, parent: QWidget | None = None) -> None:
        super().__init__("Add picture as a source", parent)
        self.preview = QLabel(self)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setAccessibleName(f"The pasted picture, {image.width()} by {image.height()} pixels")
        self.preview.setPixmap(_scaled(image, self.devicePixelRatioF()))
        self.address_field = QLineEdit(url or "", self)
        self.address_field.setPlaceholderText("https://… of the page it shows (may stay empty)")
        self.read_field = QLineEdit(datetime.now().astimezone().isoformat(timespec="minutes"), self)
        self.read_field.setPlaceholderText("2024-10-18, or with a time: 2024-10-18T09:30+02:00 (may stay empty)")
        self.column.insertWidget(0, self.preview)
        self.form.addRow("&Address", self.address_field)
        self.form.addRow("&Read on", self.read_field)
        self.add_button("Cancel").clicked.connect(self.reject)
        self.accept_button = self.add_button("Add source", primary=True)
        self.accept_button.clicked.connect(self._on_accept)
        self.address_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_accept(self) -> None:
        for field, name in ((self.address_field, "url"), (self.read_field, "accessed")):
            try:
                read_fact(name, field.text())
            except BadRequest as error:
                self.complain(f"{error} {error.hint}")
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                field.selectAll()
                return
        self.accept()
        self.wanted.emit(read_fact("url", self.address_field.text()), read_fact("accessed", self.read_field.text()))


def _scaled(image: QImage, ratio: float) -> QPixmap:
    room = _PREVIEW * ratio
    if image.width() > room.width() or image.height() > room.height():
        image = image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    shown = QPixmap.fromImage(image)
    shown.setDevicePixelRatio(ratio)
    return shown
