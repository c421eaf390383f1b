"""briefer: a desktop program that turns source articles into a cited briefing."""

__version__ = "0.1.0"
