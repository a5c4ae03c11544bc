"""Why mail went its way, over HTTP: the words that the hooks have in process."""

from __future__ import annotations

from moto_ses_managed import SesManaged, mock_aws
from tests.control.calling import control
from tests.simulation.sending import TINY, managed_pool, send
from tests.support.clients import ses_client


def test_messages_pools_and_days_say_why_mail_went_its_way_over_http() -> None:
    with mock_aws():
        ses, hooks = ses_client(), SesManaged()
        ses.create_email_identity(EmailIdentity="example.com")
        managed_pool(ses)
        hooks.policy = TINY
        hooks.send_traffic("marketing", {"AOL": 5})
        send(ses, "ann@aol.com", times=11)
        message, pool = hooks.messages[-1], hooks.pool("marketing")
        assert (message.reason, pool.by_isp["AOL"].reasons_today) == (
            "OVER_WARM_UP_LEVEL",
            {"WITHIN_CAPACITY": 10, "OVER_WARM_UP_LEVEL": 1},
        )
        listed, [pool_reply] = control("GET", "messages")[1]["Messages"][-1], [control("GET", "pools/marketing")[1]]
        single = control("GET", f"messages/{message.message_id}")[1]
        for each in (listed, single, *listed["Deliveries"], *single["Deliveries"]):
            assert (each["Reason"], each["Explanation"]) == (message.reason, message.explanation)
        assert pool_reply["Explanation"] == pool.explanation
        assert pool_reply["ByIsp"]["AOL"]["ReasonsToday"] == {"WITHIN_CAPACITY": 10, "OVER_WARM_UP_LEVEL": 1}
        assert [day["Reasons"] for day in pool_reply["History"]] == [{"AOL": {"NO_DEDICATED_IP": 5}}]
