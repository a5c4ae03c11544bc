"""The code under test: it knows SMTP and no SDK, as much that is older than SES's API does."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage


def send_invoice(host: str, port: int, address: str, pdf: bytes) -> None:
    """Mail an invoice through the configuration set `invoices`."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "billing@example.com", address, "Your invoice"
    mail["X-SES-CONFIGURATION-SET"] = "invoices"
    mail.set_content("You find it attached.")
    mail.add_attachment(pdf, maintype="application", subtype="pdf", filename="invoice.pdf")
    with smtplib.SMTP(host, port) as smtp:
        smtp.login("any user", "any password")
        smtp.send_message(mail)
