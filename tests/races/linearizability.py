"""Whether some order of calls that ran at the same time explains what each was answered."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

State = Hashable

Step = Callable[[State, str, Any], "tuple[State, Any]"]
"""What a call does to a state: the state afterwards, and the answer."""


@dataclass(frozen=True)
class Call:
    """A call, when it began and ended, and what it was answered."""

    name: str
    argument: Any
    answer: Any
    began: float
    ended: float


def explained(calls: Iterable[Call], start: State, step: Step) -> Call | None:
    """None where each call may have happened at one moment between its beginning and its end; else the first call that
    no order explains.

    Walks through the calls' beginnings and ends and keeps every state that might be, with the calls that are under way
    and have happened in it [Lowe, "Testing for linearizability", just-in-time].
    """
    numbered = list(enumerate(calls))
    # Of one time, beginnings first: then either order may be the true one.
    moments = sorted(
        [(call.began, 0, number) for number, call in numbered] + [(call.ended, 1, number) for number, call in numbered]
    )
    under_way: set[int] = set()
    possible: set[tuple[State, frozenset[int]]] = {(start, frozenset())}
    by_number = dict(numbered)
    for _, ends, number in moments:
        if not ends:
            under_way.add(number)
            continue
        reached = _reached(possible, under_way, by_number, step)
        possible = {(state, happened - {number}) for state, happened in reached if number in happened}
        under_way.discard(number)
        if not possible:
            return by_number[number]
    return None


def _reached(
    possible: set[tuple[State, frozenset[int]]], under_way: set[int], calls: dict[int, Call], step: Step
) -> set[tuple[State, frozenset[int]]]:
    """All that may be after any of the calls that are under way has happened."""
    reached, todo = set(possible), list(possible)
    while todo:
        state, happened = todo.pop()
        for number in under_way - happened:
            call = calls[number]
            after, answer = step(state, call.name, call.argument)
            successor = (after, happened | {number})
            if answer == call.answer and successor not in reached:
                reached.add(successor)
                todo.append(successor)
    return reached
