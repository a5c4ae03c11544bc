"""The messages' pages in Chromium: the list with its filters, and one message with all that is known of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
import requests
from selenium.webdriver.common.keys import Keys

from moto_ses_managed import Message
from tests.support.processes import TIMEOUT

from .chromium import ROOT, Console

pytestmark = pytest.mark.needs_browser

HOSTILE = "<h1 id='mailed'>Hello</h1><img src='https://mail.example/pixel.png'><script>top.hacked = true</script>"

Send = Callable[..., str]


@pytest.fixture
def send(console: Console) -> Send:
    """Sends one message, and returns its id."""
    console.ses.create_dedicated_ip_pool(PoolName="marketing", ScalingMode="MANAGED")
    console.ses.create_configuration_set(ConfigurationSetName="news", DeliveryOptions={"SendingPoolName": "marketing"})
    console.ses.create_configuration_set(ConfigurationSetName="receipts")
    console.ses.create_email_identity(EmailIdentity="shop.example", ConfigurationSetName="news")

    def sent(to: str, subject: str, **options: object) -> str:
        body = {"Text": {"Data": f"Text of {subject}"}, "Html": {"Data": HOSTILE}}
        content = {"Simple": {"Subject": {"Data": subject}, "Body": body, **dict(options.pop("content", {}))}}  # type: ignore[call-overload]
        reply = console.ses.send_email(
            FromEmailAddress="Shop <news@shop.example>", Destination={"ToAddresses": [to]}, Content=content, **options
        )
        return str(reply["MessageId"])

    return sent


def open_messages(console: Console, **filters: str) -> None:
    query = urlencode({"Region": "us-east-1", "AccountId": console.account, **filters})
    console.driver.get(f"{console.server}{ROOT}console/messages?{query}")


def listed(console: Console) -> list[str]:
    """The ids of the messages that the page lists."""
    return [str(row.get_attribute("data-message-row")) for row in console.all("[data-message-row]")]


def test_the_list_has_each_message_newest_first_with_the_hooks_own_words(console: Console, send: Send) -> None:
    for number, to in enumerate(("ann@gmail.com", "bounce@simulator.amazonses.com", "bob@yahoo.com")):
        send(to, f"News {number}")
    open_messages(console)
    messages: list[Message] = console.hooks.messages
    assert listed(console) == [message.message_id for message in reversed(messages)]
    for message in messages:
        row = console.text(f"[data-message-row='{message.message_id}']")
        expected = (message.recipients[0], message.subject, str(message.pool), message.explanation)
        assert [part for part in expected if part not in row] == []
        assert message.status.value.capitalize() in row
    assert "3 accepted" in console.text("#messages-count")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"PoolName": "marketing"}, ["ann", "bounced"]),
        ({"ConfigurationSetName": "receipts"}, ["receipt"]),
        ({"Isp": "Yahoo"}, ["receipt"]),
        ({"Isp": "Gmail", "PoolName": "marketing"}, ["ann"]),
        ({"Route": "SHARED", "Isp": "Gmail"}, ["ann"]),
        ({"Route": "DEDICATED"}, []),
        ({"Status": "BOUNCED"}, ["bounced"]),
        ({"Reason": "NO_POOL"}, ["receipt"]),
        ({"Text": "ANN@"}, ["ann"]),
        ({"Text": "the receipt"}, ["receipt"]),
    ],
    ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else "",
)
def test_a_filter_lists_what_has_it_and_nothing_else(
    console: Console, send: Send, filters: dict[str, str], expected: list[str]
) -> None:
    ids = {
        send("ann@gmail.com", "News for Ann"): "ann",
        send("bounce@simulator.amazonses.com", "News for nobody"): "bounced",
        send("bob@yahoo.com", "The receipt", ConfigurationSetName="receipts"): "receipt",
    }
    open_messages(console)
    for name, value in filters.items():
        console.script(
            "const field = document.querySelector(`.filters [name=${arguments[0]}]`); field.value = arguments[1]",
            name,
            value,
        )
    console.click(".filters .primary")
    console.wait(lambda: urlencode(filters).split("&")[0] in console.driver.current_url)
    assert sorted(ids[message_id] for message_id in listed(console)) == sorted(expected)
    for name, value in filters.items():
        assert console.one(f".filters [name={name}]").get_attribute("value") == value


def test_a_new_message_comes_to_the_list_by_itself_and_leaves_what_is_typed(console: Console, send: Send) -> None:
    open_messages(console)
    assert listed(console) == []
    console.fill(".filters [name=Text]", "half a wo")
    made = send("ann@gmail.com", "News")
    console.wait(lambda: listed(console) == [made])
    assert console.one(".filters [name=Text]").get_attribute("value") == "half a wo"


def test_older_messages_are_a_page_further_and_none_is_left_out(console: Console, send: Send) -> None:
    entries = [{"Destination": {"ToAddresses": [f"user{number}@gmail.com"]}} for number in range(50)]
    template = {"TemplateContent": {"Subject": "Bulk", "Text": "Hello"}, "TemplateData": "{}"}
    for _ in range(2):
        console.ses.send_bulk_email(
            FromEmailAddress="news@shop.example", DefaultContent={"Template": template}, BulkEmailEntries=entries
        )
    send("last@gmail.com", "The last")
    open_messages(console)
    seen = listed(console)
    while console.all("#older"):
        before = console.driver.current_url
        console.click("#older")
        console.wait(lambda before=before: console.driver.current_url != before and listed(console))  # type: ignore[misc]
        seen += listed(console)
    assert seen == [message.message_id for message in reversed(console.hooks.messages)]
    assert len(seen) == 101


def test_a_message_tells_which_rule_chose_its_set_and_its_pool(console: Console, send: Send) -> None:
    by_default = send("ann@gmail.com", "News")
    named = send("ann@gmail.com", "News", ConfigurationSetName="news")
    none = send("ann@gmail.com", "News", ConfigurationSetName="receipts")
    console.hooks.lease_standard_ips(1)
    default_pool = send("ann@gmail.com", "News", ConfigurationSetName="receipts")
    for message_id, chose_set, chose_pool in (
        (by_default, "news is the default of the identity shop.example", "news sends through marketing"),
        (named, "The request names news.", "news sends through marketing"),
        (none, "The request names receipts.", "SES's shared pool"),
        (default_pool, "The request names receipts.", "standard IPs in no pool"),
    ):
        console.open(f"console/messages/{message_id}")
        assert chose_set in console.text("#chose-set")
        assert chose_pool in console.text("#chose-pool")


def test_a_message_shows_its_deliveries_events_content_and_raw(console: Console, send: Send, tmp_path: Path) -> None:
    attachment = {"RawContent": b"a,b\n1,2\n", "FileName": "plan.csv", "ContentType": "text/csv"}
    message_id = send(
        "ann@gmail.com",
        "News",
        content={"Attachments": [attachment]},
        EmailTags=[{"Name": "campaign", "Value": "spring"}],
    )
    console.open(f"console/messages/{message_id}")
    [message] = console.hooks.messages
    [delivery] = message.deliveries
    row = console.text("#deliveries tbody tr")
    expected = (delivery.recipient, delivery.isp, delivery.reason, delivery.explanation)
    assert [part for part in expected if str(part) not in row] == []
    assert console.texts(".events strong") == [event["eventType"] for event in console.hooks.events]
    assert console.texts(".events strong") == ["Send", "Delivery"]
    assert console.text("#message-text") == message.text == "Text of News"
    assert "campaign: spring" in console.text("#message")
    [attached] = message.attachments
    assert f"plan.csv text/csv, {len(attached.content)} bytes" in console.text("#attachments")
    link = console.one("#attachments a")
    saved = requests.get(str(link.get_attribute("href")), timeout=TIMEOUT)
    assert (saved.content, saved.headers["content-type"]) == (attached.content, "text/csv")
    assert saved.headers["content-disposition"] == "attachment; filename*=utf-8''plan.csv"
    console.driver.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path), "eventsEnabled": False}
    )
    console.click("#attachments a")
    console.wait(lambda: [file.read_bytes() for file in tmp_path.glob("plan.csv")] == [attached.content])
    console.click("#headers summary")
    assert [cell.text for cell in console.all("#headers tbody th")] == [name for name, _ in message.headers.fields]
    raw = requests.get(str(console.one("#raw").get_attribute("href")), timeout=TIMEOUT)
    assert raw.content == message.raw


def test_the_html_of_a_message_is_seen_in_its_frame_and_runs_and_fetches_nothing(console: Console, send: Send) -> None:
    message_id = send("ann@gmail.com", "News")
    console.open(f"console/messages/{message_id}")
    console.driver.switch_to.frame(console.one("iframe.mail"))
    try:
        assert console.text("#mailed") == "Hello"
        assert console.script("return document.images[0].naturalWidth") == 0
    finally:
        console.driver.switch_to.default_content()
    assert console.script("return window.hacked") is None
    frame = console.one("iframe.mail")
    assert frame.get_attribute("sandbox") == ""
    policy = requests.get(str(frame.get_attribute("src")), timeout=TIMEOUT).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy


def test_a_message_that_waits_is_delivered_before_ones_eyes(console: Console, send: Send) -> None:
    console.hooks.recipient("ann@gmail.com", "SOFT_BOUNCE")
    message_id = send("ann@gmail.com", "News")
    console.open(f"console/messages/{message_id}")
    assert "Queued" in console.text("#deliveries tbody tr")
    console.hooks.recipient("ann@gmail.com", "DELIVER")
    console.hooks.advance(hours=5)
    console.shows("#deliveries tbody tr", "Delivered")
    console.wait(lambda: "Delivery" in console.texts(".events strong"))


def test_markup_in_a_subject_and_an_address_is_text(console: Console, send: Send) -> None:
    markup = "<img src=x onerror='window.hacked = true'>"
    message_id = send("ann@gmail.com", markup)
    open_messages(console)
    assert markup in console.text(f"[data-message-row='{message_id}']")
    console.open(f"console/messages/{message_id}")
    assert console.text("h1") == markup
    assert console.script("return [window.hacked, document.images.length]") == [None, 0]


def test_the_keyboard_alone_opens_a_message(console: Console, send: Send) -> None:
    message_id = send("ann@gmail.com", "News")
    open_messages(console)
    console.one(f"#open-{message_id}").send_keys(Keys.ENTER)
    console.wait(lambda: console.text("h1") == "News")


def test_a_message_that_is_not_there_is_said_to_be_not_there(console: Console) -> None:
    console.open("console/messages/nothing")
    assert "'nothing'" in console.text("main")
    open_messages(console, Isp="Gmial")
    assert "Isp must be one of" in console.text("main")
