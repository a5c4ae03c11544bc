"""The pages. Each is rendered completely from the hooks; scripts fetch a page again to update it."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from moto_ses_managed.control.errors import NotActiveError
from moto_ses_managed.control.prefix import PREFIX
from moto_ses_managed.control.wire.forms import to_json
from moto_ses_managed.metrics.questions import NAMESPACE, POOL_DIMENSION
from moto_ses_managed.simulation.errors import Kind, NotFoundError, SesManagedError
from moto_ses_managed.simulation.isp import ISPS
from moto_ses_managed.simulation.pool_names import DEFAULT_DEDICATED_POOL, ScalingMode
from moto_ses_managed.version import __version__

from . import assets, formats, messages, pool_state, sending, views
from .policy_fields import policy_fields
from .reply import Reply, attachment_reply, json_reply, mail_reply, page_reply
from .selection import Selection, accounts, regions

Query = Mapping[str, str]

MOST_DIGITS = 5
"""A number in a path has fewer digits than this; no message has as many attachments."""


def reply(kind: str, name: str, query: Query) -> Reply:
    """The page of this kind and name, or an error page for a bad request."""
    try:
        return _find(kind, name)(Selection.of(query), name, query)
    except NotFoundError as error:
        return _error_page(HTTPStatus.NOT_FOUND, str(error), query)
    except SesManagedError as error:
        return _error_page(HTTPStatus.BAD_REQUEST, str(error), query)


def _find(kind: str, name: str) -> Callable[[Selection, str, Query], Reply]:
    show = _PAGES.get((kind, bool(name)))
    if show is None:
        raise NotFoundError(Kind.PATH, kind, f"The console has no page {f'{kind}/{name}'[:200]!r}.")
    return show


def _pools(selection: Selection, _name: str, _query: Query) -> Reply:
    pools = [views.pool_row(pool) for pool in selection.ses.pools()]
    managed = [row for row in pools if row.managed]
    standard = [row for row in pools if not row.managed]
    default = pool_state.default_pool(selection.backend)
    if default is not None:
        standard.append(views.pool_row(default))
    return page_reply(_render("pools.html", selection, managed=managed, standard=standard))


def _pool(selection: Selection, name: str, _query: Query) -> Reply:
    pool, week = pool_state.pool_now(selection.backend, name)
    managed = sum(other.scaling_mode is ScalingMode.MANAGED for other in selection.ses.pools())
    view = views.pool_view(pool, week, last_managed=managed == 1)
    standard = pool_state.standard_pools(selection.backend)
    return page_reply(
        _render("pool.html", selection, pool=view, isps=ISPS, standard_pools=standard, cloudwatch=_CLOUDWATCH)
    )


def _bill(selection: Selection, _name: str, _query: Query) -> Reply:
    ses = selection.ses
    return page_reply(_render("bill.html", selection, bill=views.bill_view(ses.bill(), ses.policy)))


def _figures(selection: Selection, name: str, query: Query) -> Reply:
    from . import figures

    pool, week = pool_state.pool_now(selection.backend, name)
    bill = None if name == DEFAULT_DEDICATED_POOL else selection.ses.bill()
    isp, hours_a_bar = query.get("Isp", ISPS[0]), query.get("HoursABar", "1")
    return json_reply(figures.of_pool(pool, week, isp, hours_a_bar, bill))


def _messages(selection: Selection, _name: str, query: Query) -> Reply:
    backend, wanted = selection.backend, messages.MessageFilter.of(query)
    return page_reply(
        _render(
            "messages.html",
            selection,
            list=messages.listed(backend, wanted, messages.before_number(query)),
            wanted=wanted,
            filter_query=urlencode(wanted.query),
            choices=messages.CHOICES,
            pools=list(backend.region.pools),
            sets=list(backend.config_sets.names()),
            most_searched=messages.MOST_SEARCHED,
        )
    )


def _message(selection: Selection, name: str, _query: Query) -> Reply:
    return page_reply(_render("message.html", selection, message=messages.message_view(selection.backend, name)))


def _html_part(selection: Selection, name: str, _query: Query) -> Reply:
    """The HTML part of a message, for the frame on its page. It runs no scripts and loads nothing."""
    return mail_reply(messages.message_view(selection.backend, name).details.html or "")


def _attachment(selection: Selection, name: str, _query: Query) -> Reply:
    """An attachment of a message, by its number from 1, as a download."""
    message_id, _, number = name.partition("/")
    attachments = messages.message_view(selection.backend, message_id).details.attachments
    place = int(number) if number.isascii() and number.isdigit() and len(number) < MOST_DIGITS else 0
    if not 0 < place <= len(attachments):
        raise NotFoundError(Kind.PATH, name, f"The message {message_id} has no attachment {number[:200]!r}.")
    file = attachments[place - 1]
    return attachment_reply(b64decode(file.content), file.content_type, file.filename or f"attachment-{place}")


def _configuration_sets(selection: Selection, _name: str, _query: Query) -> Reply:
    return page_reply(_render("configuration_sets.html", selection, sending=sending.sending_view(selection.backend)))


def _policy(selection: Selection, _name: str, _query: Query) -> Reply:
    return page_reply(_render("policy.html", selection, fields=policy_fields(selection.ses.policy)))


def _rehearse(selection: Selection, _name: str, _query: Query) -> Reply:
    backend = selection.backend
    with backend.step(reads=True):
        first_day = backend.region.clock.time_of(timedelta(0)).date()
    policy = to_json(selection.ses.policy)
    return page_reply(_render("rehearse.html", selection, first_day=first_day, policy=policy))


def _version(selection: Selection, _name: str, _query: Query) -> Reply:
    """The version that an open page polls for; it costs no rendering."""
    return json_reply({"Version": selection.version})


_CLOUDWATCH = {"namespace": NAMESPACE, "dimension": POOL_DIMENSION}

_PAGES: dict[tuple[str, bool], Callable[[Selection, str, Query], Reply]] = {
    ("", False): _pools,
    ("attachments", True): _attachment,
    ("bill", False): _bill,
    ("configuration-sets", False): _configuration_sets,
    ("html", True): _html_part,
    ("messages", False): _messages,
    ("messages", True): _message,
    ("policy", False): _policy,
    ("rehearse", False): _rehearse,
    ("pools", True): _pool,
    ("figures", True): _figures,
    ("version", False): _version,
}
"""The pages by kind, and whether a name follows the kind."""


def _error_page(status: HTTPStatus, message: str, query: Query) -> Reply:
    try:
        selection = Selection.of(query)
    except SesManagedError:
        selection = Selection()
    try:
        return page_reply(_render("error.html", selection, status=status, message=message), status)
    except NotActiveError:
        return page_reply(message, status, {"content-type": "text/plain; charset=utf-8"})


def _render(template: str, selection: Selection, **context: Any) -> str:
    return (
        _environment()
        .get_template(template)
        .render(
            selection=selection,
            now=selection.ses.now,
            regions=regions(),
            accounts=accounts(),
            charts=assets.charts_available(),
            **context,
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("moto_ses_managed.console"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(formats.FILTERS)
    environment.globals.update(root=PREFIX, asset=assets.url_of, version=__version__)
    return environment
