"""What faktograf raises on purpose: each says where, what, and what would work."""


class FaktografError(Exception):
    """The base of all errors that faktograf raises on purpose."""


class BadInput(FaktografError, ValueError):
    """An input that can't be read: a missing path, an unknown column, a broken archive."""


class BadRules(FaktografError, ValueError):
    """A rules.toml or words.tsv that can't be compiled; says the file, the rule and the word."""
