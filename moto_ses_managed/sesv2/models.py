"""moto's SES v2 backend, on top of the backend that v1 and v2 share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from moto.ses.models import EmailIdentity
from moto.sesv2.models import SESV2Backend

from moto_ses_managed.moto_compat import tagged_resource
from moto_ses_managed.ses.arns import IDENTITY_ARN_KIND, POOL_ARN_KIND, arn
from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.simulation.errors import InvalidValueError, NotFoundError
from moto_ses_managed.simulation.pool_names import ScalingMode
from moto_ses_managed.simulation.pools.dedicated_ip_pool import DedicatedIpPool
from moto_ses_managed.simulation.pools.ip_addresses import DedicatedIp

from ..ses.tags import Tag, add_tags, all_resources, check_tags, find_resource, remove_tags
from .wire.errors import BadRequest
from .wire.parsing import Parameters


class ManagedSESV2Backend(SESV2Backend):
    """moto's v2 backend. This package's operations use ``ses_backend``."""

    @property
    def ses_backend(self) -> ManagedSESBackend:
        ses_backend = self.core_backend
        if not isinstance(ses_backend, ManagedSESBackend):
            raise TypeError("moto's plain SES backend is active: call moto_ses_managed.activate().")
        return ses_backend

    def create_pool(self, name: str, scaling_mode: ScalingMode, tags: Sequence[Tag]) -> None:
        """Create a pool with its tags, or neither."""
        check_tags(tags)
        self.ses_backend.region.create_pool(name, scaling_mode)
        self.ses_backend.tagger.tag_resource(arn(self.ses_backend, POOL_ARN_KIND, name), list(tags))

    def create_identity(self, parameters: Parameters) -> EmailIdentity:
        """Create an identity with its tags, or neither."""
        name = parameters["EmailIdentity"]
        check_identity_name(name)
        tags = parameters.get("Tags", [])
        check_tags(tags)
        # moto's own method tags the identity before it has checked that it can be created.
        identity = self.ses_backend.create_email_identity_v2(
            name, tags, parameters.get("DkimSigningAttributes"), parameters.get("ConfigurationSetName")
        )
        if tags:
            self.ses_backend.tagger.tag_resource(
                arn(self.ses_backend, IDENTITY_ARN_KIND, identity.email_identity), list(tags)
            )
        return identity

    def account_description(self) -> Parameters:
        """The members of GetAccount, except for the account's settings."""
        ses_backend = self.ses_backend
        return {
            "DedicatedIpAutoWarmupEnabled": ses_backend.region.auto_warmup,
            "EnforcementStatus": "HEALTHY",
            "ProductionAccessEnabled": not ses_backend.region.policy.sandbox,
            "SendQuota": {
                "Max24HourSend": float(ses_backend.quota.max_24_hour_send),
                "MaxSendRate": float(ses_backend.quota.max_send_rate),
                "SentLast24Hours": float(ses_backend.region.accepted_last_24_hours()),
            },
        }

    # Methods that moto's Resource Groups Tagging API calls.

    def iter_tagged_resources(self) -> Iterator[Any]:
        with self.ses_backend.region.lock:
            tagger = self.ses_backend.tagger
            yield from [
                tagged_resource(resource.arn, tagger.get_tag_dict_for_resource(resource.arn), f"ses:{kind}")
                for kind, resource in all_resources(self.ses_backend)
            ]

    def tag_resource(self, arn: str, tags: dict[str, str]) -> None:
        with self.ses_backend.region.lock, _failing_as_moto_expects():
            resource = find_resource(self.ses_backend, arn)
            add_tags(self.ses_backend, resource, [{"Key": key, "Value": value} for key, value in tags.items()])

    def untag_resource(self, arn: str, tag_keys: list[str]) -> None:
        with self.ses_backend.region.lock, _failing_as_moto_expects():
            remove_tags(self.ses_backend, find_resource(self.ses_backend, arn), tag_keys)


@contextmanager
def _failing_as_moto_expects() -> Iterator[None]:
    """Translate errors for moto's tagging API, which reports only this kind as failed resources."""
    try:
        yield
    except (InvalidValueError, NotFoundError) as error:
        raise NotImplementedError(str(error)) from error


def pool_description(pool: DedicatedIpPool) -> Parameters:
    """The model's DedicatedIpPool."""
    return {"PoolName": pool.name, "ScalingMode": pool.scaling_mode.value}


def ip_description(ip: DedicatedIp, pool: DedicatedIpPool) -> Parameters:
    """The model's DedicatedIp. The warm-up of a managed pool's IPs is not visible [AWS: WarmupStatus]."""
    return {
        "Ip": ip.address,
        "WarmupStatus": "NOT_APPLICABLE" if pool.managed else ip.warmup_status.value,
        "WarmupPercentage": -1 if pool.managed else ip.whole_percentage,
        "PoolName": pool.name,
    }


def check_identity_name(name: str) -> None:
    """Raise BadRequest if ``name`` is not a well-formed address or domain (our choice of strictness)."""
    local, at, domain = name.rpartition("@")
    labels = domain.split(".")
    fits = len(name) <= 320 and not any(character.isspace() for character in name)
    if fits and (local or not at) and len(labels) > 1 and all(0 < len(label) <= 63 for label in labels):
        return
    raise BadRequest(f"The email identity {name[:330]!r} is invalid: an email address or a domain was expected.")
