"""Test it with unittest: `pip install moto-ses-managed`, then `python -m unittest`."""

from __future__ import annotations

import unittest

import receipts

from moto_ses_managed import Route, SesManaged, mock_aws


@mock_aws
class Receipts(unittest.TestCase):
    """Each test has an AWS of its own, which is empty at first."""

    def setUp(self) -> None:
        self.ses = SesManaged(receipts.REGION)
        receipts.set_up()

    def test_a_receipt_says_which_order_it_is_for(self) -> None:
        self.assertTrue(receipts.send_receipt("ann@gmail.com", 4711))
        [message] = self.ses.messages
        self.assertEqual((message.subject, message.recipients), ("Order 4711", ("ann@gmail.com",)))
        self.assertEqual(message.pool, "receipts")

    def test_receipts_leave_through_the_pools_own_ip_once_it_has_one(self) -> None:
        self.ses.warm_up("receipts", {"Gmail": 2_000})
        receipts.send_receipt("ann@gmail.com", 4711)
        [message] = self.ses.messages
        self.assertIs(message.route, Route.DEDICATED)

    def test_a_receipt_waits_while_sending_is_paused(self) -> None:
        self.ses.fail("SendEmail", "SendingPausedException")
        self.assertFalse(receipts.send_receipt("ann@gmail.com", 4711))
        self.assertTrue(receipts.send_receipt("ann@gmail.com", 4711))
        self.assertEqual(len(self.ses.messages), 1)
