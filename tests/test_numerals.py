"""Numerals: what num2words writes is read back exactly."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from faktograf.language import numerals

FORMS = st.fixed_dictionaries(
    {
        "case": st.sampled_from("ngdaip"),
        "gender": st.sampled_from("mfn"),
        "plural": st.booleans(),
        "animate": st.booleans(),
    }
)


@settings(max_examples=500)
@given(st.integers(min_value=-(10**33) + 1, max_value=10**33 - 1), FORMS)
def test_any_integer_in_words_is_read_back(number, forms):
    assert numerals.cardinal(num2words(number, lang="ru", **forms)) == number


@settings(max_examples=300)
@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=1, max_value=6), FORMS)
def test_any_decimal_in_words_is_read_back(digits, places, forms):
    number = Decimal(digits).scaleb(-places)
    assert numerals.cardinal(num2words(number, lang="ru", **forms)) == number


@settings(max_examples=300)
@given(st.integers(min_value=0, max_value=999), FORMS)
def test_an_ordinal_in_words_is_read_back(number, forms):
    """Above 999 num2words writes «четыреста восьмидесятой тысяч», which is no Russian."""
    assert numerals.ordinal(num2words(number, lang="ru", to="ordinal", **forms)) == number


@given(st.integers(min_value=0, max_value=10**40), st.sampled_from(" \u00a0\u2009\u202f"))
def test_grouped_figures_are_exact(number, separator):
    assert numerals.cardinal(f"{number:,}".replace(",", separator)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,8 млн", "12800000"),
        ("2 тыс. 500", "2500"),
        ("полмиллиона", "500000"),
        ("два с половиной миллиарда", "2500000000"),
        ("четыре целых и пять десятых миллиарда", "4500000000"),
        ("десятки тысяч", "10000"),
        ("полтора десятка", "15"),
        ("несколько сотен", "100"),
        ("минус пятнадцать", "-15"),
        ("обоих", "2"),
        ("двадцати пяти", "25"),
    ],
)
def test_a_cardinal_has_one_value(text, value):
    assert numerals.cardinal(text) == Decimal(value)


@pytest.mark.parametrize("text", ["пять двадцать", "тысяча миллион", "дом", "", "двадцать пятнадцать"])
def test_words_that_make_no_number_have_no_value(text):
    assert numerals.cardinal(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("двадцать первого", 21),
        ("XX", 20),
        ("3-го", 3),
        ("двадцатипятитысячный", 25000),
        ("две тысячи двенадцатый", 2012),
    ],
)
def test_an_ordinal_has_one_value(text, value):
    assert numerals.ordinal(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("треть", (1, 3)), ("две пятых", (2, 5)), ("3/4", (3, 4)), ("половины", (1, 2)), ("три тысячных", (3, 1000))],
)
def test_a_fraction_is_exact(text, value):
    assert numerals.fraction(text) == Fraction(*value)
