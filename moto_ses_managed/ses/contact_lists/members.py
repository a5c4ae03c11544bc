"""Conversion of request and reply members about contact lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .model import ContactFilter, Preferences, SubscriptionStatus, Topic

Member = Mapping[str, Any]


def read_topic(member: Member) -> Topic:
    """The model's Topic."""
    return Topic(
        name=member["TopicName"],
        display_name=member["DisplayName"],
        default=SubscriptionStatus(member["DefaultSubscriptionStatus"]),
        description=member.get("Description"),
    )


def show_topics(topics: tuple[Topic, ...]) -> list[dict[str, str]]:
    """The model's Topics."""
    topics_shown = []
    for topic in topics:
        member = {
            "TopicName": topic.name,
            "DisplayName": topic.display_name,
            "DefaultSubscriptionStatus": topic.default.value,
        }
        topics_shown.append(member | ({"Description": topic.description} if topic.description is not None else {}))
    return topics_shown


def read_preferences(members: Iterable[Member]) -> Preferences:
    """The model's TopicPreferenceList."""
    return {member["TopicName"]: SubscriptionStatus(member["SubscriptionStatus"]) for member in members}


def show_preferences(preferences: Preferences) -> list[dict[str, str]]:
    """The model's TopicPreferenceList."""
    return [{"TopicName": name, "SubscriptionStatus": status.value} for name, status in preferences.items()]


def read_filter(member: Member) -> ContactFilter:
    """The model's ListContactsFilter."""
    status, topic = member.get("FilteredStatus"), member.get("TopicFilter", {})
    return ContactFilter(
        status=SubscriptionStatus(status) if status is not None else None,
        topic=topic.get("TopicName"),
        use_default=topic.get("UseDefaultIfPreferenceUnavailable", False),
    )
