"""Word files: a template compiled to Jinja, its output made whole (notes, links, anchors), and proved."""
