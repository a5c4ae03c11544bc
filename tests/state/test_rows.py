"""Collections of rows: whatever becomes of one between two saves, what is stored is what a first save would store."""

from __future__ import annotations

import json
from collections import deque
from datetime import datetime, timezone
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moto_ses_managed.ses.mail.event_log import EventLog
from moto_ses_managed.simulation.mail.mail_events import MailEvent, MailEventKind
from moto_ses_managed.simulation.mail.messages import AcceptedMessage, Delivery, MessageOrigin, MessageStatus
from moto_ses_managed.simulation.reasons import Reason
from moto_ses_managed.simulation.volumes.ledger import DayVolumes
from moto_ses_managed.state.errors import StateError
from moto_ses_managed.state.kinds import Kinds
from moto_ses_managed.state.rows import RowBook, RowChanges
from moto_ses_managed.state.store import dumped

AT = datetime(2026, 1, 1, tzinfo=timezone.utc)
ORIGIN = MessageOrigin("me@example.com")
LEFT = Delivery("a@gmail.com", "Gmail", MessageStatus.DELIVERED, None, None, AT, Reason.NO_POOL, "")

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, 40)),
        st.tuples(st.just("remove first"), st.integers(0, 40)),
        st.tuples(st.just("remove last"), st.integers(0, 3)),
        st.tuples(st.just("remove"), st.integers(0, 200)),
        st.tuples(st.just("move to the end"), st.integers(0, 200)),
        st.tuples(st.just("settle"), st.integers(0, 200)),
        st.tuples(st.just("wait"), st.integers(0, 200)),
        st.tuples(st.just("fail"), st.integers(0, 40)),
        st.tuples(st.just("start again"), st.just(0)),
    ),
    max_size=30,
)


class Stored:
    """What a store has, and the book that knows of it."""

    def __init__(self) -> None:
        self.rows: dict[int, tuple[int, Any, Any]] = {}
        self.tree: Any = None
        self.book = RowBook(Kinds())

    def save(self, value: Any, *, fails: bool = False) -> int:
        """The number of rows that were written."""
        changes = RowChanges(self.book)
        tree = json.loads(dumped(changes.tree_of(value)))
        rows, removed = [*changes.rows()], [*changes.removed()]
        if not fails:
            self.tree = tree
            self.rows |= {number: (of, key, json.loads(dumped(record))) for number, of, key, record in rows}
            for number in removed:
                del self.rows[number]
            self.book = changes.stored()
        return len(rows)

    def read(self) -> tuple[Any, RowBook]:
        kinds = Kinds()
        kinds.read([(kind.path, [*kind.names]) for kind in self.book.kinds.all])
        book = RowBook(kinds)
        return book.read((number, *row) for number, row in sorted(self.rows.items())).whole(self.tree), book


def message(number: int) -> AcceptedMessage:
    return AcceptedMessage(f"id{number}", ORIGIN, ("a@gmail.com",) * (number % 3), None, AT)


def seen(value: Any) -> Any:
    """What can be compared."""
    messages, by_id, events, waiting = value
    assert all(by_id[accepted.message_id] is not accepted for accepted in messages)
    return (
        [(type(of), len(of)) for of in (messages, by_id, events)],
        [accepted.snapshot() for accepted in messages],
        [(key, accepted.snapshot()) for key, accepted in by_id.items()],
        events,
        [[*messages].index(accepted) for accepted in waiting if accepted in messages],
    )


def add(value: Any, number: int) -> None:
    messages, by_id, events, _ = value
    last = max(events, default=0)
    for new in range(last + 1, last + 1 + number):
        messages.append(message(new))
        by_id[f"id{new}"] = message(new)
        events[new] = MailEvent(MailEventKind.SEND, f"id{new}", AT, ("a@gmail.com",))


def change(value: Any, step: str, accepted: AcceptedMessage) -> None:
    messages, by_id, events, waiting = value
    if step == "settle":
        for position in range(len(accepted.deliveries)):
            accepted.settle(position, LEFT)
        return
    if step == "wait":
        waiting.append(accepted)
        return
    messages.remove(accepted)
    number = int(accepted.message_id[2:])
    kept, event = by_id.pop(accepted.message_id), events.pop(number)
    if step == "move to the end":
        messages.append(accepted)
        by_id[accepted.message_id] = kept
        events[number] = event


def changed(messages: deque[AcceptedMessage], step: str, number: int) -> list[AcceptedMessage]:
    """The messages that a step is about."""
    if step == "remove first":
        return [*messages][:number]
    if step == "remove last":
        return [*messages][len(messages) - number :]
    return [messages[number % len(messages)]] if messages else []


@given(STEPS)
@settings(max_examples=40)
def test_saves_of_what_is_new_leave_what_a_first_save_would_leave(steps: list[tuple[str, int]]) -> None:
    value: Any = [deque(), {}, {}, []]
    stored = Stored()
    stored.save(value)
    for step, number in steps:
        if step == "add":
            add(value, number)
        elif step == "start again":
            value, stored.book = stored.read()
        elif step == "fail":
            add(value, number)
            stored.save(value, fails=True)
        else:
            for accepted in changed(value[0], step, number):
                change(value, step, accepted)
        stored.save(value)
        assert seen(stored.read()[0]) == seen(value)
        assert stored.save(value) == 0


def test_what_a_row_shares_with_others_is_refused_rather_than_doubled() -> None:
    shared = message(1)
    events: Any = [MailEvent(MailEventKind.SEND, "id", AT, (shared,)) for _ in range(40)]  # type: ignore[arg-type]
    changes = RowChanges(RowBook(Kinds()))
    changes.tree_of([events, shared])
    with pytest.raises(StateError, match=r"^A state cannot hold what a MailEvent shares with others\.$"):
        [*changes.rows()]


def test_a_long_list_with_nothing_at_its_end_is_there_again() -> None:
    day = DayVolumes([[1] * 24] * 5, [24] * 5, {})
    events = [MailEvent(MailEventKind.SEND, "id", AT, ("a@gmail.com",))] * 40
    stored = Stored()
    stored.save([[day] * 40 + [None], [None] * 40, [*events, None]])
    days, nothing, some = stored.read()[0]
    assert (len({*map(id, days)}), days[0].totals, days[-1], nothing) == (2, day.totals, None, [None] * 40)
    assert some == [*events, None]


@pytest.mark.parametrize("recipients", [0, 1])
def test_what_a_collection_has_no_longer_and_others_have_is_there_again(recipients: int) -> None:
    """A message that waits no longer, and one that waits."""
    messages = deque(message(3 * number + recipients) for number in range(50))
    first = messages[0]
    stored = Stored()
    value: Any = [messages, [first, messages[-1]]]
    stored.save(value)
    messages.popleft()
    stored.save(value)
    kept, (old, last) = stored.read()[0]
    assert [accepted.message_id for accepted in kept] == [accepted.message_id for accepted in messages]
    assert (old.snapshot(), last is kept[-1]) == (first.snapshot(), True)
    assert len(stored.rows) == 49


def test_the_log_of_events_is_never_written_again_while_it_grows() -> None:
    stored, log = Stored(), EventLog()
    stored_ids = {str(number) for number in range(4_000)}
    numbers = iter(range(4_000))
    # It checks for discarded messages beyond 1,000 events, and again each time it has doubled.
    for count in (900, 200, 1_200, 1_700):
        for number in islice(numbers, count):
            log.add([MailEvent(MailEventKind.SEND, str(number), AT, ("a@gmail.com",))], stored_ids)
        assert stored.save(log) == count
    later = EventLog()
    later.add([MailEvent(MailEventKind.SEND, str(number), AT, ("a@gmail.com",)) for number in range(1_001)], {"1", "7"})
    assert [(place, event.message_id) for place, event in later.of({"1", "7"})] == [(1, "1"), (7, "7")]
