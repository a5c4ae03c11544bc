"""64 clients that make, convert, delete, associate, tag, lease, send and let time pass, all at once."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from typing import Any

import pytest

from moto_ses_managed import Message, MessageStatus, Pool, SendingPolicy, SesManaged
from tests.support.processes import TIMEOUT
from tests.support.server_clients import client_at, outcome

CLIENTS = 64
CALLS = 22
"""Of each client."""

ACCOUNT = "640000000021"
LASTING = ("first", "second", "third")
"""Pools that nobody deletes."""

SETS = tuple(f"set-{number}" for number in range(6))
RECIPIENTS = ("a@gmail.com", "b@yahoo.com", "c@cox.net", "bounce@simulator.amazonses.com")
SMALL = SendingPolicy(
    first_ip_daily_volume=1, first_ip_days=1, cold_capacity=30, full_rates={"Gmail": 40, "Cox": 30}, early_phase_end=0.1
)
"""Numbers that a few hundred messages reach, so that mail is deferred, too."""


class World:
    """The server's account, and what the clients know that they did to it."""

    def __init__(self, url: str) -> None:
        self.ses = client_at(url, account=ACCOUNT, connections=CLIENTS)
        self.hooks = SesManaged(account_id=ACCOUNT, server=url)
        self.url = url
        self.hooks.reset()
        self.hooks.policy = SMALL
        for pool in LASTING:
            self.ses.create_dedicated_ip_pool(PoolName=pool, ScalingMode="STANDARD" if pool == "third" else "MANAGED")
        for name, pool in zip(SETS, LASTING * 2, strict=True):
            self.ses.create_configuration_set(
                ConfigurationSetName=name, DeliveryOptions={"SendingPoolName": pool, "MaxDeliverySeconds": 7200}
            )
        self.ses.create_email_identity(EmailIdentity="example.com")
        self.queue = self._queue_of_events()

    def _queue_of_events(self) -> str:
        """Where the events of the first set's mail end."""
        sns = client_at(self.url, "sns", account=ACCOUNT)
        sqs = client_at(self.url, "sqs", account=ACCOUNT)
        topic: str = sns.create_topic(Name="events")["TopicArn"]
        queue: str = sqs.create_queue(QueueName="events")["QueueUrl"]
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=f"arn:aws:sqs:us-east-1:{ACCOUNT}:events")
        self.ses.create_configuration_set_event_destination(
            ConfigurationSetName=SETS[0],
            EventDestinationName="topic",
            EventDestination={
                "Enabled": True,
                "MatchingEventTypes": ["SEND", "DELIVERY", "BOUNCE"],
                "SnsDestination": {"TopicArn": topic},
            },
        )
        return queue

    def events(self) -> Counter[tuple[str, str]]:
        """The events that arrived, by kind and message."""
        sqs = client_at(self.url, "sqs", account=ACCOUNT)
        events: Counter[tuple[str, str]] = Counter()
        while messages := sqs.receive_message(QueueUrl=self.queue, MaxNumberOfMessages=10, VisibilityTimeout=3600).get(
            "Messages"
        ):
            for message in messages:
                text = json.loads(message["Body"])["Message"]
                if not text.startswith("Successfully"):
                    event = json.loads(text)
                    events[event["eventType"], event["mail"]["messageId"]] += 1
                sqs.delete_message(QueueUrl=self.queue, ReceiptHandle=message["ReceiptHandle"])
        return events


def work(world: World, number: int) -> list[tuple[str, Any]]:
    """One client's calls: what it did, and what of it has to be found again."""
    chance, ses, hooks = random.Random(number), world.ses, world.hooks
    done: list[tuple[str, Any]] = []
    for step in range(CALLS):
        pool, name = chance.choice(LASTING), chance.choice(SETS)
        passing = f"passing-{chance.randrange(60)}"
        kind = chance.choices(
            ["send", "associate", "create", "delete", "convert", "tag", "lease", "advance", "look"],
            weights=[10, 3, 4, 3, 2, 2, 1, 1, 1],
        )[0]
        calls: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
            "associate": (
                ses.put_configuration_set_delivery_options,
                {"ConfigurationSetName": name, "SendingPoolName": chance.choice([pool, passing])},
            ),
            "create": (ses.create_dedicated_ip_pool, {"PoolName": passing, "ScalingMode": "MANAGED"}),
            "delete": (ses.delete_dedicated_ip_pool, {"PoolName": passing}),
            "convert": (
                ses.put_dedicated_ip_pool_scaling_attributes,
                {"PoolName": chance.choice([pool, passing]), "ScalingMode": chance.choice(["MANAGED", "STANDARD"])},
            ),
            "tag": (
                ses.tag_resource,
                {
                    "ResourceArn": f"arn:aws:ses:us-east-1:{ACCOUNT}:dedicated-ip-pool/{pool}",
                    "Tags": [{"Key": f"k{number % 16}", "Value": f"{number}-{step}"}],
                },
            ),
            "look": (ses.list_dedicated_ip_pools, {}),
        }
        if kind == "send":
            reply = ses.send_email(
                FromEmailAddress="me@example.com",
                Destination={"ToAddresses": chance.sample(RECIPIENTS, chance.randint(1, 3))},
                Content={"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}},
                ConfigurationSetName=name,
            )
            done.append(("sent", (reply["MessageId"], name)))
        elif kind == "lease":
            done.append(("leased", hooks.lease_standard_ips(2)))
        elif kind == "advance":
            hooks.advance(minutes=90)
            done.append(("advanced", timedelta(minutes=90)))
        else:
            operation, parameters = calls[kind]
            answer = outcome(operation, **parameters)
            done.append((f"{kind} {answer}", parameters))
            if kind == "tag":
                done.append(("tagged", (pool, f"k{number % 16}", f"{number}-{step}")))
    return done


def watch(world: World, stop: Event) -> int:
    """Check the account repeatedly until ``stop`` is set, and return how often something was seen."""
    managed: set[str] = set()
    relinquished: set[str] = set()
    held: set[str] = set()
    looks = 0
    while not stop.is_set():
        pools = {pool.name: pool for pool in world.hooks.pools()}
        check_pools(pools)
        assert set(LASTING) <= set(pools)
        now_managed = {name for name in LASTING if pools[name].scaling_mode.value == "MANAGED"}
        assert managed <= now_managed, "a managed pool has become standard"
        managed = now_managed
        addresses = {ip.address for name in LASTING for ip in pools[name].ips}
        relinquished |= held - addresses
        assert not addresses & relinquished, "a relinquished address is back"
        held = addresses
        looks += 1
        time.sleep(0.02)
    return looks


def check_pools(pools: dict[str, Pool]) -> None:
    """What holds of all pools as one look shows them."""
    assert len(pools) <= 50
    sets = [name for pool in pools.values() for name in pool.configuration_sets]
    assert len(sets) == len(set(sets)), "a set sends through two pools"
    addresses = [ip.address for pool in pools.values() for ip in pool.ips]
    assert len(addresses) == len(set(addresses)), "two pools hold one address"
    for pool in pools.values():
        finished = {way: sum(getattr(day, way) for day in pool.history) for way in ("dedicated", "shared", "bounced")}
        for way, total in finished.items():
            assert total <= sum(getattr(isp, way) for isp in pool.by_isp.values())
        assert all(isp.queued >= 0 for isp in pool.by_isp.values())


def check_mail(messages: list[Message], pools: dict[str, Pool]) -> None:
    """accepted = dedicated + shared + bounced + queued, at every pool that lasted and every ISP."""
    for name in LASTING:
        for isp, seen in pools[name].by_isp.items():
            mine = [
                delivery
                for message in messages
                if message.pool == name
                for delivery in message.deliveries
                if delivery.isp == isp
            ]
            by_route = Counter(delivery.route.value if delivery.route else None for delivery in mine)
            waiting = sum(delivery.status is MessageStatus.QUEUED for delivery in mine)
            assert (by_route["DEDICATED"], by_route["SHARED"]) == (seen.dedicated, seen.shared), (name, isp)
            assert waiting == seen.queued
            assert by_route[None] == seen.queued + seen.bounced


@pytest.mark.slow
def test_what_always_holds_holds_during_races_and_afterwards(server_url: str) -> None:
    world = World(server_url)
    began = world.hooks.now
    stop = Event()
    with ThreadPoolExecutor(CLIENTS + 2) as threads:
        watchers = [threads.submit(watch, world, stop) for _ in range(2)]
        try:
            works = threads.map(lambda number: work(world, number), range(CLIENTS), timeout=TIMEOUT)
            done = [entry for calls in works for entry in calls]
        finally:
            stop.set()
        assert all(watcher.result(timeout=TIMEOUT) > 3 for watcher in watchers)
    kinds = Counter(kind for kind, _ in done)
    assert all(kinds[kind] for kind in ("create done", "delete done", "convert done", "associate done", "advanced"))
    allowed = {"done", "AlreadyExistsException", "NotFoundException", "BadRequestException", "LimitExceededException"}
    assert {kind.split()[1] for kind in kinds if " " in kind} <= allowed

    # Nothing that was done is lost, and nothing is there that nobody did.
    advanced = sum((step for kind, step in done if kind == "advanced"), timedelta())
    # A step of 90 minutes is neither lost nor taken twice.
    assert abs(world.hooks.now - began - advanced) < timedelta(minutes=45)
    messages = world.hooks.messages
    sent = dict(entry for kind, entry in done if kind == "sent")
    assert len(messages) == len(sent) == kinds["sent"]
    assert {message.message_id: message.configuration_set for message in messages} == sent
    assert world.ses.get_account()["SendQuota"]["SentLast24Hours"] <= sum(len(m.recipients) for m in messages)
    leased = [address for kind, addresses in done if kind == "leased" for address in addresses]
    assert len(leased) == len(set(leased))
    pools = {pool.name: pool for pool in world.hooks.pools()}
    check_pools(pools)
    check_mail(messages, pools)
    last_values: dict[tuple[str, str], set[str]] = {}
    for kind, entry in done:
        if kind == "tagged":
            last_values.setdefault(entry[:2], set()).add(entry[2])
    tags = {(name, key): value for name in LASTING for key, value in pools[name].tags.items()}
    assert tags.keys() == last_values.keys()
    assert all(value in last_values[place] for place, value in tags.items())
    listed = world.ses.list_dedicated_ip_pools(PageSize=1000)["DedicatedIpPools"]
    assert set(pools) <= set(listed) <= {*pools, "ses-default-dedicated-pool"}

    # Everything settles, and each message has as many events as it should.
    world.hooks.advance(days=2)
    messages = world.hooks.messages
    assert not any(d.status is MessageStatus.QUEUED for m in messages for d in m.deliveries)
    events = world.events()
    for message in messages:
        if message.configuration_set != SETS[0]:
            continue
        delivered = sum(d.status is MessageStatus.DELIVERED for d in message.deliveries)
        assert events["Send", message.message_id] == 1
        assert events["Delivery", message.message_id] == delivered
        assert events["Bounce", message.message_id] == len(message.deliveries) - delivered
