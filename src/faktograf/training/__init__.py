"""How the shipped recognizer was trained; needs torch (`pip install faktograf[train]`), nothing else imports it."""
