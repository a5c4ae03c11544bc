"""The unsubscribe link of a message: the page, one click, and the Subscription event."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from typing import Any

import pytest
import requests

from moto_ses_managed import SesManaged
from moto_ses_managed.ses.mail.unsubscribe_links import UnsubscribeLink
from tests.support.clients import ACCOUNT, REGION
from tests.support.receivers import Listener
from tests.support.serving import AUTHORIZATION

TOPICS = [{"TopicName": "offers", "DisplayName": "Offers", "DefaultSubscriptionStatus": "OPT_IN"}]
ANN = "ann@u.example"
TIMEOUT = 30


@pytest.fixture(autouse=True)
def contacts(ses: Any) -> None:
    ses.create_email_identity(EmailIdentity="shop.example")
    ses.create_contact_list(ContactListName="news", Topics=TOPICS)
    ses.create_configuration_set(ConfigurationSetName="set")


def send(ses: Any, topic: str | None = "offers") -> str:
    """The link in the text of a message to Ann."""
    options = {"ContactListName": "news"} | ({"TopicName": topic} if topic else {})
    text = "Unsubscribe: {{amazonSESUnsubscribeUrl}}"
    ses.send_email(
        FromEmailAddress="a@shop.example",
        Destination={"ToAddresses": [ANN]},
        Content={"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": text}}}},
        ListManagementOptions=options,
        ConfigurationSetName="set",
    )
    message = SesManaged().messages[-1]
    assert message.text is not None
    [link] = re.findall(r"https?://\S+", message.text)
    assert message.headers["List-Unsubscribe"] == f"<{link}>"
    return str(link)


def contact(ses: Any) -> tuple[bool, list[str]]:
    stored_contact = ses.get_contact(ContactListName="news", EmailAddress=ANN)
    return stored_contact["UnsubscribeAll"], [
        preference["SubscriptionStatus"] for preference in stored_contact["TopicPreferences"]
    ]


def one_click(link: str) -> requests.Response:
    return requests.post(link, data={"List-Unsubscribe": "One-Click"}, timeout=TIMEOUT)


def subscriptions(ses: Any) -> Callable[[], list[dict[str, Any]]]:
    """What receives the Subscription events of the set."""
    return Listener(ses, types=["SUBSCRIPTION"]).receive


@pytest.mark.fidelity(
    operation="SendEmail",
    case="one click on the unsubscribe link (RFC 8058), with and without a topic",
    answer="the contact is opted out of the topic, or unsubscribed from all",
    kind="documented",
    source="Using subscription management",
)
@pytest.mark.parametrize(("topic", "expected"), [("offers", (False, ["OPT_OUT"])), (None, (True, []))])
def test_one_click_unsubscribes_from_the_topic_or_from_all(
    ses: Any, hooks: SesManaged, topic: str | None, expected: tuple[bool, list[str]]
) -> None:
    link = send(ses, topic)
    assert contact(ses) == (False, [])
    assert one_click(link).status_code == 200
    assert contact(ses) == expected
    send(ses, topic)
    assert [str(message.status) for message in hooks.messages] == ["DELIVERED", "SUPPRESSED"]


@pytest.mark.fidelity(
    operation="Event publishing",
    case="Subscription: a contact unsubscribed by the link of a message",
    answer="contactList, source UnsubscribeHeader, the old and the new preferences, OptIn and OptOut",
    kind="documented",
    source="Contents of event data that Amazon SES publishes to Amazon SNS, Subscription object",
)
def test_a_subscription_event_tells_the_old_and_the_new_preferences(ses: Any) -> None:
    events = subscriptions(ses)
    assert one_click(send(ses)).status_code == 200
    assert requests.post(send(ses, None), timeout=TIMEOUT).status_code == 200
    first, second = events()
    assert (first["eventType"], first["mail"]["destination"]) == ("Subscription", [ANN])
    assert first["mail"]["tags"]["ses:configuration-set"] == ["set"]
    opted_out = [{"topicName": "offers", "subscriptionStatus": "OptOut"}]
    assert first["subscription"] == {
        "contactList": "news",
        "timestamp": first["subscription"]["timestamp"],
        "source": "UnsubscribeHeader",
        "newTopicPreferences": {"unsubscribeAll": False, "topicSubscriptionStatus": opted_out},
        "oldTopicPreferences": {"unsubscribeAll": False, "topicSubscriptionStatus": []},
    }
    assert second["subscription"]["source"] == "UnsubscribePage"
    assert second["subscription"]["oldTopicPreferences"] == first["subscription"]["newTopicPreferences"]
    assert second["subscription"]["newTopicPreferences"]["unsubscribeAll"] is True


def test_looking_at_the_link_changes_nothing(ses: Any) -> None:
    link = send(ses)
    page = requests.get(link, timeout=TIMEOUT)
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "ann@u.example will receive no more mail from the list news about offers." in page.text
    assert '<form method="post">' in page.text
    assert requests.head(link, timeout=TIMEOUT).status_code == 200
    assert requests.put(link, timeout=TIMEOUT).status_code == 405
    assert contact(ses) == (False, [])


def test_the_event_is_among_a_messages_insights_and_no_delivery_of_an_export(ses: Any) -> None:
    one_click(send(ses))
    [message] = SesManaged().messages
    [insight] = ses.get_message_insights(MessageId=message.message_id)["Insights"]
    assert [event["Type"] for event in insight["Events"]] == ["SEND", "DELIVERY", "SUBSCRIPTION"]


SURROGATE = base64.urlsafe_b64encode(rb'["1","us-east-1","m","news",null,"\ud800@u.example"]').decode().rstrip("=")
ENDS = [SURROGATE, "", "x", "AAAA", "W10", "WzFd", "bnVsbA", "%00", "%F0%9F%93%A7", "..%2F..", "a" * 5000, "e30"]


@pytest.mark.parametrize("end", ENDS)
def test_a_link_that_is_none_is_a_400(ses: Any, end: str) -> None:
    link = send(ses).rpartition("/")[0]
    for answer in (one_click(f"{link}/{end}"), requests.get(f"{link}/{end}", timeout=TIMEOUT)):
        assert answer.status_code == 400
        assert "This is not an unsubscribe link of a message" in answer.text


def test_a_link_whose_contact_list_or_topic_is_gone_says_so(ses: Any) -> None:
    link = send(ses)
    ses.update_contact_list(ContactListName="news", Topics=[])
    assert one_click(link).status_code == 400
    ses.delete_contact(ContactListName="news", EmailAddress=ANN)
    assert one_click(link).status_code == requests.get(link, timeout=TIMEOUT).status_code == 404
    ses.delete_contact_list(ContactListName="news")
    assert one_click(link).status_code == 404


def test_what_a_page_shows_is_escaped(ses: Any) -> None:
    ses.create_contact(ContactListName="news", EmailAddress="<b>&@u.example")
    link = UnsubscribeLink(ACCOUNT, REGION, "id", "news", None, "<b>&@u.example")
    assert "&lt;b&gt;&amp;@u.example" in requests.get(link.url, timeout=TIMEOUT).text
    elsewhere = UnsubscribeLink(ACCOUNT, "moon-1", "id", "news", None, ANN)
    assert one_click(elsewhere.url).status_code == 400


def test_a_servers_links_lead_to_it(server_url: str) -> None:
    account = {"x-moto-account-id": "640000000113"}

    def call(method: str, path: str, body: Any = None) -> Any:
        headers = account | {"Authorization": AUTHORIZATION, "Content-Type": "application/json"}
        reply = requests.request(method, f"{server_url}/v2/email/{path}", json=body, headers=headers, timeout=TIMEOUT)
        assert reply.status_code == 200, reply.text
        return reply.json()

    call("POST", "identities", {"EmailIdentity": "shop.example"})
    call("POST", "contact-lists", {"ContactListName": "news", "Topics": TOPICS})
    call(
        "POST",
        "outbound-emails",
        {
            "FromEmailAddress": "a@shop.example",
            "Destination": {"ToAddresses": [ANN]},
            "Content": {"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}},
            "ListManagementOptions": {"ContactListName": "news", "TopicName": "offers"},
        },
    )
    hooks = SesManaged(server=server_url, account_id="640000000113")
    link = hooks.messages[-1].headers["List-Unsubscribe"].strip("<>")
    assert link.startswith(f"{server_url}/moto-api/ses-unsubscribe/")
    assert "Unsubscribe" in requests.get(link, timeout=TIMEOUT).text
    assert one_click(link).status_code == 200
    stored_contact = call("GET", f"contact-lists/news/contacts/{ANN}")
    assert stored_contact["TopicPreferences"] == [{"TopicName": "offers", "SubscriptionStatus": "OPT_OUT"}]
    assert one_click(f"{server_url}/moto-api/ses-unsubscribe/x").status_code == 400
