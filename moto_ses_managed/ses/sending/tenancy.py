"""The rules for mail on behalf of a tenant."""

from __future__ import annotations

from moto.ses.exceptions import SesError

from moto_ses_managed.simulation.errors import Kind, NotFoundError

from ..arns import IDENTITY_ARN_KIND, SET_ARN_KIND, TEMPLATE_ARN_KIND, arn
from ..configuration_sets.model import ManagedConfigurationSet
from ..identities.model import ManagedEmailIdentity
from ..models import ManagedSESBackend
from ..tenants.model import SendingStatus, Tenant


class TenantSendingPausedException(SesError):
    """Sending is disabled for the tenant."""

    code = "TenantSendingPausedException"


class TenantNotAssociatedException(SesError):
    """A message uses a resource that its tenant is not associated with."""

    code = "AccessDeniedException"


def sending_tenant(
    backend: ManagedSESBackend,
    name: str,
    identity: ManagedEmailIdentity | None,
    configuration_set: ManagedConfigurationSet | None,
    template: str | None,
) -> Tenant:
    """The tenant of a message, after checking that it may send and has all resources of the message.

    Raises NotFoundError, TenantNotAssociatedException (in v2 AccessDeniedException) or TenantSendingPausedException
    (in v2 SendingPausedException).
    """
    tenant = backend.tenants.by_name.get(name)
    if tenant is None:
        words = f"Tenant {name} for AwsAccountId {backend.account_id} not found."
        raise NotFoundError(Kind.TENANT, name, words)
    used = [
        (IDENTITY_ARN_KIND, identity.email_identity if identity is not None else None),
        (SET_ARN_KIND, configuration_set.configuration_set_name if configuration_set is not None else None),
        (TEMPLATE_ARN_KIND, template),
    ]
    missing = [
        resource
        for resource in (arn(backend, kind, name) for kind, name in used if name is not None)
        if resource not in tenant.resources
    ]
    if missing:
        raise TenantNotAssociatedException(f"Tenant not associated with resources [{', '.join(missing)}].")
    if tenant.sending_status is SendingStatus.DISABLED:
        raise TenantSendingPausedException(f"Sending is paused for tenant {name}")
    return tenant
