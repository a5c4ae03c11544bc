"""The names of a dictionary are in order after any change of it."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from moto_ses_managed.ses.sorted_dict import SortedDict, names_in_order

NAMES = st.sampled_from("abcdef")
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("__setitem__"), NAMES, st.integers()),
        st.tuples(st.just("__delitem__"), NAMES),
        st.tuples(st.just("pop"), NAMES),
        st.tuples(st.just("pop"), NAMES, st.none()),
        st.tuples(st.just("popitem")),
        st.tuples(st.just("setdefault"), NAMES, st.integers()),
        st.tuples(st.just("update"), st.dictionaries(NAMES, st.integers())),
        st.tuples(st.just("__ior__"), st.dictionaries(NAMES, st.integers())),
        st.tuples(st.just("clear")),
    )
)


@given(st.dictionaries(NAMES, st.integers()), CHANGES)
def test_it_is_a_dictionary_whose_names_are_in_order(start: dict[str, int], changes: list[tuple[Any, ...]]) -> None:
    plain, sorted_dict = dict(start), SortedDict(start)
    for name, *arguments in changes:
        assert list(sorted_dict.names()) == sorted(sorted_dict)
        assert done(sorted_dict, name, arguments) == done(plain, name, arguments)
        assert (sorted_dict, list(sorted_dict)) == (plain, list(plain))
    assert list(sorted_dict.names()) == list(names_in_order(plain)) == sorted(plain)


def done(dictionary: dict[str, int], name: str, arguments: list[Any]) -> object:
    try:
        answer = getattr(dictionary, name)(*arguments)
    except KeyError as error:
        return repr(error)
    return None if answer is dictionary else answer
