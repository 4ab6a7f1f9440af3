"""Which quantities tell one change: «вырос с 3 (from) до 5 млн (to), на 2 млн (by)»."""

from collections.abc import Iterable, Sequence

from faktograf.numbers import Found as Quantity


def changes(sentences: Iterable[Sequence[tuple[int, Quantity]]]) -> dict[int, int]:
    """Index of a quantity that has a role → number of its change; one change has each role once, in one sentence."""
    out: dict[int, int] = {}
    number = -1
    for quantities in sentences:
        roles: set[str] = set()
        for index, quantity in quantities:
            if quantity.role is None:
                continue
            if not roles or quantity.role in roles:
                roles, number = set(), number + 1
            roles.add(quantity.role)
            out[index] = number
    return out
