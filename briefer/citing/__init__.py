"""A reference becomes a printed citation: notes, the source list, dates and quotation marks in the reader's language."""
