"""Every form of a value is there again as it was, also where a state has it in several places."""

from __future__ import annotations

import json
from array import array
from collections import Counter, OrderedDict, defaultdict, deque
from datetime import timezone
from types import MappingProxyType
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from moto_ses_managed.simulation.mail.messages import MessageOrigin, MessageStatus
from moto_ses_managed.state.kinds import Kinds
from moto_ses_managed.state.reading import Reader
from moto_ses_managed.state.store import dumped
from moto_ses_managed.state.writing import LONG, Rows, Writer

KEYS = st.one_of(st.text(), st.text(min_size=LONG), st.integers())
ATOMS = st.one_of(
    KEYS,
    st.none(),
    st.floats(allow_nan=False),
    st.binary(),
    st.datetimes(timezones=st.just(timezone.utc)),
    st.dates(),
    st.timedeltas(),
    st.sampled_from(MessageStatus),
    st.lists(st.integers(0, 99)).map(lambda numbers: array("q", numbers)),
    st.builds(MessageOrigin, source=st.text(min_size=LONG)),
)
FORMS = (
    list,
    tuple,
    deque,
    lambda items: dict(enumerate(items)),
    lambda items: OrderedDict(enumerate(items)),
    lambda items: MappingProxyType(dict(enumerate(items))),
    lambda items: defaultdict(list, enumerate(items)),
)
VALUES = st.recursive(
    ATOMS,
    lambda parts: st.one_of(
        st.builds(lambda form, items: form(items), st.sampled_from(FORMS), st.lists(parts, max_size=4)),
        st.sets(KEYS, max_size=4),
        st.frozensets(KEYS, max_size=4),
        st.dictionaries(KEYS, st.integers(), max_size=4).map(Counter),
    ),
    max_leaves=12,
)


def read_again(value: Any) -> Any:
    kinds = Kinds()
    tree = json.loads(dumped(Writer(kinds, Rows()).whole(value)).decode("utf-8", "surrogatepass"))
    return Reader(kinds.all, {}, lambda *_: None).whole(tree)


@given(parts=st.lists(VALUES, min_size=1, max_size=5), places=st.lists(st.integers(0, 4), max_size=12))
def test_what_is_in_several_places_is_there_again_in_each(parts: list[Any], places: list[int]) -> None:
    value = [parts[place % len(parts)] for place in places]
    again = read_again(value)
    assert again == value
    assert [*map(type, again)] == [*map(type, value)]
    for place, other in zip(places, again, strict=True):
        if isinstance(other, list | dict | deque | array):  # a change of one is a change of all
            assert all(
                each is other for at, each in zip(places, again, strict=True) if at % len(parts) == place % len(parts)
            )


def test_bytes_do_not_move_what_is_met_after_them() -> None:
    shared = ["x"]
    assert read_again([b"mail", shared, shared]) == [b"mail", ["x"], ["x"]]
