"""A store as one HTML file that needs nothing else: counts, organizations, facts by month, rejects, examples."""

import html
from collections.abc import Iterable, Sequence
from contextlib import closing

from faktograf.sinks.opened import Row
from faktograf.web.browse import Browser, Filters

_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, "Noto Sans", "DejaVu Sans", sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% } td, th { padding: .25rem .5rem; text-align: left; vertical-align: top }
tr { border-bottom: 1px solid #8886 } td.n { text-align: right; font-variant-numeric: tabular-nums }
svg { width: 100%; height: auto } rect { fill: #2a7d46 } text { fill: currentColor; font-size: 11px }
blockquote { margin: .5rem 0; border-left: 3px solid #2a7d46; padding-left: .75rem }
"""
_NAMES = {
    "articles": "статьи",
    "organizations": "организации в статьях",
    "organization_mentions": "упоминания организаций",
    "dates": "даты",
    "quantities": "числа",
    "facts": "факты",
    "rejects": "пропущено",
}
_EXAMPLES, _ORGANIZATIONS, _MONTHS = 20, 30, 120
_WIDTH, _HEIGHT = 900, 160  # of the timeline


def page(store: str) -> str:
    """The report of a store. Raises BadInput for what is none."""
    with closing(Browser(store)) as browser:
        return _page(browser)


def _page(browser: Browser) -> str:
    summary = browser.summary()
    facts, _ = browser.facts(Filters(), limit=500)
    best = sorted(facts, key=lambda fact: -float(fact["confidence"] or 0))[:_EXAMPLES]
    parts = [
        "<h1>Факты</h1>",
        _table(("что", "сколько"), [(_NAMES[name], n) for name, n in summary["counts"].items()]),
        "<h2>Факты по месяцам публикации</h2>",
        _timeline(summary["months"][-_MONTHS:]),
        "<h2>Организации</h2>",
        _table(
            ("организация", "фактов"), [(r["name"], r["facts"]) for r in browser.organizations(limit=_ORGANIZATIONS)]
        ),
        "<h2>Почему пропущено</h2>",
        _table(("причина", "сколько"), [(row["reason"], row["n"]) for row in summary["reasons"]]),
        "<h2>Примеры</h2>",
        *map(_example, best),
    ]
    head = (
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Факты</title><style>{_STYLE}'
    )
    return (
        f'<!doctype html><html lang="ru"><head>{head}</style></head><body><main>{"".join(parts)}</main></body></html>\n'
    )


def _table(head: Sequence[str], rows: Iterable[tuple[str, int]]) -> str:
    lines = [f'<tr><td>{html.escape(str(name))}</td><td class="n">{n}</td></tr>' for name, n in rows]
    if not lines:
        return "<p>нет</p>"
    titles = "".join(f'<th scope="col">{name}</th>' for name in head)
    return f"<table><thead><tr>{titles}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def _timeline(months: Sequence[Row]) -> str:
    """A bar a month."""
    if not months:
        return "<p>дат публикации нет</p>"
    most = max(row["n"] for row in months)
    step = _WIDTH / len(months)
    bars = []
    for i, row in enumerate(months):
        height = (_HEIGHT - 20) * row["n"] / most
        place = (
            f'x="{i * step:.1f}" y="{_HEIGHT - 20 - height:.1f}" width="{max(step - 1, 1):.1f}" height="{height:.1f}"'
        )
        bars.append(f"<rect {place}><title>{html.escape(row['month'])}: {row['n']}</title></rect>")
    first, last = html.escape(months[0]["month"]), html.escape(months[-1]["month"])
    labels = f'<text x="0" y="{_HEIGHT - 4}">{first}</text>'
    labels += f'<text x="{_WIDTH}" y="{_HEIGHT - 4}" text-anchor="end">{last}</text>' if len(months) > 1 else ""
    told = f"Факты по месяцам, с {first} по {last}, не больше {most} в месяц"
    return f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{told}">{"".join(bars)}{labels}</svg>'


def _example(fact: Row) -> str:
    told = [fact["organization"], fact["predicate"], fact["low"], fact["unit"], fact["counted"], fact["date"]]
    line = html.escape(" · ".join(str(part) for part in told if part))
    where = html.escape(
        " · ".join(str(part) for part in (fact["article_id"], fact["published"], fact["title"]) if part)
    )
    sentence = f"<blockquote>{html.escape(fact['sentence'])}</blockquote>" if fact["sentence"] else ""
    return f"<section><b>{line}</b>{sentence}<small>{where}</small></section>"
