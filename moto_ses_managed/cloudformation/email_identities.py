"""AWS::SES::EmailIdentity."""

from __future__ import annotations

from typing import Any

from .resource import Properties, SesResource

_TOKENS = (1, 2, 3)


class EmailIdentity(SesResource):
    """An address or a domain, with the names and values of the DKIM records to publish in its DNS."""

    type_name = "AWS::SES::EmailIdentity"
    properties = frozenset(
        {
            "ConfigurationSetAttributes",
            "DkimAttributes",
            "DkimSigningAttributes",
            "EmailIdentity",
            "FeedbackAttributes",
            "MailFromAttributes",
            "Tags",
        }
    )
    required = frozenset({"EmailIdentity"})
    read_only = (
        *(f"DkimDNSTokenName{number}" for number in _TOKENS),
        *(f"DkimDNSTokenValue{number}" for number in _TOKENS),
    )
    tagged_as = "identity"

    @classmethod
    def given_name(cls, settings: Properties) -> str | None:
        return str(settings["EmailIdentity"])

    def create(self) -> None:
        parameters: dict[str, Any] = {"EmailIdentity": self.name, "Tags": self.settings.get("Tags", [])}
        signing = self.settings.get("DkimSigningAttributes")
        if signing:
            parameters["DkimSigningAttributes"] = signing
        default = self._group("ConfigurationSetAttributes").get("ConfigurationSetName")
        if default:
            parameters["ConfigurationSetName"] = default
        self.ses.v2("CreateEmailIdentity", **parameters)
        try:
            self._put("DkimAttributes", {})
            self._put("MailFromAttributes", {})
            self._put("FeedbackAttributes", {})
        except Exception:
            self.remove()
            raise

    def change(self, before: Properties) -> None:
        if self._group("ConfigurationSetAttributes") != before.get("ConfigurationSetAttributes", {}):
            self.ses.v2(
                "PutEmailIdentityConfigurationSetAttributes",
                EmailIdentity=self.name,
                **self._group("ConfigurationSetAttributes"),
            )
        signing = self._group("DkimSigningAttributes")
        if signing != before.get("DkimSigningAttributes", {}):
            self.ses.v2(
                "PutEmailIdentityDkimSigningAttributes",
                EmailIdentity=self.name,
                SigningAttributesOrigin="EXTERNAL" if "DomainSigningSelector" in signing else "AWS_SES",
                **({"SigningAttributes": signing} if signing else {}),
            )
        self._put("DkimAttributes", before)
        self._put("MailFromAttributes", before)
        self._put("FeedbackAttributes", before)
        self.set_tags(before)

    def remove(self) -> None:
        self.ses.remove("sesv2", "DeleteEmailIdentity", EmailIdentity=self.name)

    def attribute(self, name: str) -> str:
        tokens = self.ses.v2("GetEmailIdentity", EmailIdentity=self.name)["DkimAttributes"].get("Tokens", [])
        position = int(name[-1]) - 1
        if position >= len(tokens):
            return ""
        if name.startswith("DkimDNSTokenName"):
            return f"{tokens[position]}._domainkey.{self.name.rpartition('@')[2]}"
        return f"{tokens[position]}.dkim.amazonses.com"

    def _group(self, name: str) -> dict[str, Any]:
        return dict(self.settings.get(name, {}))

    def _put(self, group: str, before: Properties) -> None:
        """Put a group of attributes if it changed. A group that was removed is reset to its default."""
        if self._group(group) == before.get(group, {}):
            return
        put = {
            "DkimAttributes": ("PutEmailIdentityDkimAttributes", {"SigningEnabled": True}),
            "MailFromAttributes": ("PutEmailIdentityMailFromAttributes", {}),
            "FeedbackAttributes": ("PutEmailIdentityFeedbackAttributes", {"EmailForwardingEnabled": True}),
        }
        operation, default = put[group]
        self.ses.v2(operation, EmailIdentity=self.name, **{**default, **self._group(group)})
