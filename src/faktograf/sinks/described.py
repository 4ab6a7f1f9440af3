"""The tables of the stores in words: what `faktograf schema --tables` prints and docs/tables.md holds."""

from collections.abc import Iterator

from faktograf.sinks import schema, sql
from faktograf.sinks.schema import Table

_TABLES = {
    "articles": "An article that gave a record.",
    "organizations": "An organization of an article: all its mentions together.",
    "organization_mentions": "Where an organization is named, or meant («центр», «ведомство»).",
    "dates": "A time expression.",
    "quantities": "A number with what it counts.",
    "facts": "A quantity with what the article says of it.",
    "rejects": "An input that gave no record, and why.",
}
_COLUMNS = {  # «table.column» before «column»
    "article_id": "the article's id, from its source, or made of the file's name",
    "key": "its name within the article: o1, d1, q1, f1",
    "start": "where it begins in `articles.text`, in Unicode code points",
    "stop": "where it ends, exclusive",
    "text": "its words, `articles.text[start:stop]` to the letter",
    "rule": "the rule that found it, as `faktograf explain` shows it",
    "modifier": "more_than, less_than, at_least, at_most, approximately",
    "articles.url": "its address",
    "articles.title": "its title",
    "articles.published": "the day of its publication",
    "articles.source": "the outlet",
    "articles.extra": "whatever else was said of it, a JSON object",
    "articles.text": "the analysed text; null after `--no-text`",
    "articles.sha256": "of the text in UTF-8, in hexadecimal",
    "articles.duplicate_of": "the id of the article of which this one is a reprint",
    "organizations.name": "its fullest name in the nominative",
    "organizations.short": "its abbreviation",
    "organizations.kind": "authority, company, bank, university …",
    "organizations.legal_form": "ПАО, МБОУ …, where the text tells it",
    "organizations.registry": "the same for one organization in all articles: your own id, or one made of its name",
    "organization_mentions.organization": "which organization",
    "organization_mentions.role": "name or nominal",
    "dates.type": "date, time, duration, set (TIMEX3)",
    "dates.value": "its TIMEX3 value: 2023-05, P3M, XXXX-WXX-1",
    "dates.begin_date": "the first day that it covers, where the text fixes it",
    "dates.end_date": "the day after the last",
    "dates.modifier": "TIMEX3's mod: APPROX, START, END …",
    "quantities.kind": "count, money, percent, percentage_points, measure, age, ordinal, multiple, fraction",
    "quantities.low": "the exact value, or the lower end of a range: «12800000», «1/3»",
    "quantities.high": "the upper end, the same as `low` for one value",
    "quantities.low_number": "`low` as a decimal; null where 38 digits, 9 behind the point, can't hold it exactly",
    "quantities.high_number": "`high` as a decimal",
    "quantities.unit": "ISO 4217 for money, UCUM for measures, %, a (years)",
    "quantities.counted": "the lemma of what is counted",
    "quantities.counted_text": "the same with its adjectives and genitives, in the nominative",
    "quantities.role": "the end of a change that it is: from, to, by",
    "facts.quantity": "its number",
    "facts.predicate": "the lemma of the verb",
    "facts.organization": "who",
    "facts.date": "when",
    "facts.place_start": "where the place begins in the text",
    "facts.place_stop": "where it ends",
    "facts.place": "the place's words",
    "facts.source_start": "where the one quoted begins in the text",
    "facts.source_stop": "where it ends",
    "facts.source": "who says so, in the text's words",
    "facts.source_post": "what the one quoted is: «директор завода»",
    "facts.source_organization": "for whom he speaks",
    "facts.status": "planned, possible, denied; null: told as done",
    "facts.change": "the same for the ends of one change",
    "facts.sentence_start": "where its sentence begins",
    "facts.sentence_stop": "where it ends",
    "facts.sentence": "the sentence's words; null after `--no-text`",
    "facts.confidence": "the cautious chance that value, counted noun, organization and date are all right",
    "rejects.item": "the article's id, or its place in the input: `dump.csv:3`",
    "rejects.source": "where it was",
    "rejects.article_id": "its id, where that could be read",
    "rejects.reason": "unreadable, empty, not_russian, too_large, bad_row, duplicate_id, crashed, timeout",
    "rejects.detail": "the reason for a person",
}


def markdown() -> Iterator[str]:
    """The lines of a page: each table with its columns, their types, keys and meanings; then the view."""
    yield "# Tables of the stores"
    yield ""
    yield f"Version {schema.VERSION}. Made by `faktograf schema --tables > docs/tables.md`, held to the code by a test."
    yield "Types are Arrow's; SQLite keeps decimals and dates as text, CSV keeps all as text."
    yield "**PK**: part of the primary key, never null. All other columns may be null."
    for name, table in schema.TABLES.items():
        yield from ("", f"## {name}", "", _TABLES[name], "", "| column | type | key | meaning |", "|---|---|---|---|")
        for column, kind in table.columns.items():
            meaning = _COLUMNS.get(f"{name}.{column}") or _COLUMNS[column]
            yield f"| `{column}` | {kind} | {_key(name, table, column)} | {meaning} |"
    yield from ("", "## fact_sheet", "", "A view in the databases, a row a fact:", "", "```sql")
    yield from (sql.FACT_SHEET.strip(), "```")


def _key(name: str, table: Table, column: str) -> str:
    parts = ["PK"] if column in table.key else []
    if column == "article_id" and "article_id" in table.key and name != "articles":
        parts.append("→ `articles`")
    if column in table.refers:
        parts.append(f"→ `{table.refers[column]}` (`article_id`, `key`)")
    return " ".join(parts)
