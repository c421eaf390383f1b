"""A reference becomes a printed citation: notes, source list, dates and quotation marks in the reader's language."""
