"""Dialogs: each asks for one thing, is imported when it is opened, and has no event loop of its own."""
