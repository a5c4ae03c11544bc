"""The code under test: a shop that mails receipts."""

from __future__ import annotations

import boto3

REGION = "eu-west-1"


def set_up() -> None:
    """A managed pool of the receipts' own, and the configuration set and identity that lead to it."""
    ses = boto3.client("sesv2", REGION)
    ses.create_dedicated_ip_pool(PoolName="receipts", ScalingMode="MANAGED")
    ses.create_configuration_set(ConfigurationSetName="receipts", DeliveryOptions={"SendingPoolName": "receipts"})
    ses.create_email_identity(EmailIdentity="shop.example", ConfigurationSetName="receipts")


def send_receipt(address: str, order: int) -> bool:
    """Mail a receipt; False where sending is paused, and the shop is to try again later."""
    ses = boto3.client("sesv2", REGION)
    try:
        ses.send_email(
            FromEmailAddress="Shop <receipts@shop.example>",
            Destination={"ToAddresses": [address]},
            Content={"Simple": {"Subject": {"Data": f"Order {order}"}, "Body": {"Text": {"Data": "Thank you!"}}}},
        )
    except ses.exceptions.SendingPausedException:
        return False
    return True
