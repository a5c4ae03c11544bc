"""Events keep their places among all that ever happened, whichever messages are forgotten meanwhile."""

from __future__ import annotations

from datetime import datetime, timezone

from moto_ses_managed.ses.mail.event_log import EventLog
from moto_ses_managed.simulation.mail.mail_events import MailEvent, MailEventKind

NOW = datetime(2026, 1, 1, tzinfo=timezone.utc)
EVENTS = 5_000
LATEST = 100


def test_each_event_has_its_place_whatever_was_forgotten_before_and_between() -> None:
    log, kept = EventLog(), dict[str, int]()
    for place in range(EVENTS):
        name = str(place)
        if place % 7:  # a seventh is of messages that are not kept at all
            kept[name] = place
        log.add([MailEvent(MailEventKind.SEND, name, NOW, ("ann@example.com",))], kept)
        past = str(place - LATEST)
        if place % 50:  # some that are older than the latest stay, as mail that waits does
            kept.pop(past, None)
    logged = log.of(kept)
    assert [(event.message_id, place) for place, event in logged] == [*kept.items()]
    assert len(logged) > LATEST


def test_events_of_one_step_have_places_of_their_own() -> None:
    log = EventLog()
    events = [MailEvent(kind, "message", NOW, ("ann@example.com",)) for kind in MailEventKind]
    log.add(events[:2], {"message"})
    log.add(events[2:], {"message"})
    assert log.of({"message"}) == [*enumerate(events)]
    assert log.of(set()) == []
