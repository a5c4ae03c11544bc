"""Creating, changing and describing configuration sets in v2."""

from __future__ import annotations

from typing import Any

from moto_ses_managed.ses.arns import SET_ARN_KIND, arn
from moto_ses_managed.ses.configuration_sets.model import ManagedConfigurationSet
from moto_ses_managed.ses.configuration_sets.names import check_name
from moto_ses_managed.ses.configuration_sets.tracking import check_redirect_domain
from moto_ses_managed.ses.models import ManagedSESBackend
from moto_ses_managed.simulation.pool_names import RESERVED_POOLS

from ...ses.tags import check_tags
from ..wire.errors import BadRequest
from ..wire.parsing import Parameters


def create(backend: ManagedSESBackend, parameters: Parameters) -> None:
    """Create a configuration set. Raises an error for an invalid option group before anything is stored."""
    name = parameters["ConfigurationSetName"]
    check_name(name)
    tags = parameters.get("Tags", [])
    check_tags(tags)
    new = ManagedConfigurationSet(name)
    delivery = parameters.get("DeliveryOptions", {})
    check_sending_pool(backend, delivery)
    set_delivery_options(new, delivery)
    set_tracking_options(backend, new, parameters.get("TrackingOptions", {}))
    # If a group is absent, reputation metrics and sending are enabled. An empty group disables them, because an absent
    # boolean is false (seen live for SendingOptions).
    set_reputation_options(new, parameters.get("ReputationOptions", {"ReputationMetricsEnabled": True}))
    set_sending_options(new, parameters.get("SendingOptions", {"SendingEnabled": True}))
    if "SuppressionOptions" in parameters:
        set_suppression_options(new, parameters["SuppressionOptions"])
    set_vdm_options(new, parameters.get("VdmOptions", {}))
    set_archiving_options(new, parameters.get("ArchivingOptions", {}))
    set_message_security_options(new, parameters.get("MessageSecurityOptions", {}))
    backend.config_sets.add(new)
    backend.tagger.tag_resource(arn(backend, SET_ARN_KIND, name), tags)


def put_delivery_options(backend: ManagedSESBackend, parameters: Parameters) -> None:
    """Replace the delivery options as a whole. A request without a pool removes the pool."""
    check_name(parameters["ConfigurationSetName"])
    configuration_set = backend.config_sets.named(parameters["ConfigurationSetName"])
    check_sending_pool(backend, parameters)
    set_delivery_options(configuration_set, parameters)


def check_sending_pool(backend: ManagedSESBackend, delivery: Parameters) -> None:
    """Raise BadRequest if the delivery options name a blank or unknown pool."""
    name: str | None = delivery.get("SendingPoolName")
    if name is None:
        return
    if not name.strip():
        raise BadRequest("sendingPoolName can't be blank.")
    if name not in RESERVED_POOLS and name not in backend.region.pools:
        raise BadRequest(f"SendingPool <{name}> doesn't exist")


def set_delivery_options(configuration_set: ManagedConfigurationSet, options: Parameters) -> None:
    configuration_set.delivery_options = _pick(
        options, "TlsPolicy", "MaxDeliverySeconds", "SharedPoolDeliveryMode", "SendingPoolName"
    )


def set_tracking_options(
    backend: ManagedSESBackend, configuration_set: ManagedConfigurationSet, options: Parameters
) -> None:
    if "CustomRedirectDomain" in options or "HttpsPolicy" in options:
        check_redirect_domain(options.get("CustomRedirectDomain"), backend.is_verified_domain)
    configuration_set.tracking_options = _pick(options, "CustomRedirectDomain", "HttpsPolicy")


def set_reputation_options(configuration_set: ManagedConfigurationSet, options: Parameters) -> None:
    configuration_set.reputation_options = _pick(options, "ReputationMetricsEnabled", "LastFreshStart")


def set_sending_options(configuration_set: ManagedConfigurationSet, options: Parameters) -> None:
    configuration_set.enabled = {"SendingEnabled": options.get("SendingEnabled", False)}


def set_suppression_options(configuration_set: ManagedConfigurationSet, options: Parameters) -> None:
    reasons = options.get("SuppressedReasons", [])
    if len(set(reasons)) < len(reasons):
        raise BadRequest(f"SuppressedReasons names a reason twice: {', '.join(reasons)}.")
    # An empty list of reasons overrides the account's reasons: nothing is suppressed (seen live).
    configuration_set.suppression_options = {"SuppressedReasons": reasons} | _pick(
        options, "SuppressionScope", "ValidationOptions"
    )


def set_vdm_options(configuration_set: ManagedConfigurationSet, options: Parameters) -> None:
    configuration_set.vdm_options = _pick(options, "DashboardOptions", "GuardianOptions")


def set_archiving_options(configuration_set: ManagedConfigurationSet, options: Parameters) -> None:
    configuration_set.archiving_options = _pick(options, "ArchiveArn")


def set_message_security_options(configuration_set: ManagedConfigurationSet, options: Parameters) -> None:
    configuration_set.message_security_options = _pick(options, "SigningScheme")


def description(backend: ManagedSESBackend, configuration_set: ManagedConfigurationSet) -> Parameters:
    """The reply of GetConfigurationSet."""
    name = configuration_set.configuration_set_name
    blocks: Parameters = {
        "ConfigurationSetName": name,
        "DeliveryOptions": dict(configuration_set.delivery_options),
        "ReputationOptions": {"ReputationMetricsEnabled": False} | configuration_set.reputation_options,
        "SendingOptions": configuration_set.enabled,
        "Tags": backend.tagger.list_tags_for_resource(arn(backend, SET_ARN_KIND, name))["Tags"],
    }
    optional: dict[str, Any] = {
        "TrackingOptions": configuration_set.tracking_options,
        "SuppressionOptions": configuration_set.suppression_options,
        "VdmOptions": configuration_set.vdm_options,
        "ArchivingOptions": configuration_set.archiving_options,
        "MessageSecurityOptions": configuration_set.message_security_options,
    }
    return blocks | {group: options for group, options in optional.items() if options}


def _pick(options: Parameters, *names: str) -> Parameters:
    return {name: options[name] for name in names if name in options}
