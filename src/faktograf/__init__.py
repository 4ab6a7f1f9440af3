"""faktograf: Russian news in, facts out."""

__version__ = "0.1.0"
