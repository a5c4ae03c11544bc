"""Requests of SES v2 through moto: each is read, validated, and answered in one step of the Region."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult
from moto.core.utils import camelcase_to_underscores
from moto.sesv2.models import sesv2_backends
from moto.sesv2.responses import SESV2Response

from moto_ses_managed.moto_compat import authorize as check_iam
from moto_ses_managed.ses.ids import new_request_id
from moto_ses_managed.ses.mail.message import Api
from moto_ses_managed.ses.permissions import NotAllowedError, authorize
from moto_ses_managed.ses.sending.endpoints import DEFAULT_REGION, region_of_endpoint
from moto_ses_managed.simulation.errors import EndOfTimeError
from moto_ses_managed.wire.body import raw_body, take_for_json

from .answering import answer, failed, refuse_as_planned
from .models import ManagedSESV2Backend
from .operations.all import operation_handler
from .wire.errors import (
    BadRequest,
    IncompleteSignature,
    NotAuthorized,
    NotImplementedHere,
    RequestRefused,
    UnknownRegion,
    translate_errors,
)
from .wire.parsing import Parameters, read_parameters
from .wire.replies import Reply, failure
from .wire.routing import Call, find_call
from .wire.validation import validate

_SIGNED_FOR_ANY_REGION = "AWS4-ECDSA-P256-SHA256 "


class ManagedSESV2Response(SESV2Response):
    """One request. Operations that this package lacks are moto's own, after the same reading and validation."""

    call: Call
    parameters: Parameters

    def __init__(self) -> None:
        super().__init__()
        # SES accepts no compressed requests; moto would fail on one that only claims to be.
        self.allow_request_decompression = False

    @property
    def backend(self) -> ManagedSESV2Backend:
        backend = sesv2_backends[self.current_account][self.region]
        if not isinstance(backend, ManagedSESV2Backend):
            raise TypeError("moto's plain SES backend is active: call moto_ses_managed.activate().")
        return backend

    def _dispatch(self, request: Any, full_url: str | None = None, headers: Any = None) -> Reply:
        try:
            body = raw_body(request)
            take_for_json(request)
            self.setup_class(request, full_url, headers, use_raw_body=True)
            return self._answer(body)
        except RequestRefused as refusal:
            return failure(refusal.status, refusal.code, refusal.message)

    def get_region_from_url(self, request: Any, full_url: str) -> str:
        try:
            return super().get_region_from_url(request, full_url)
        except IndexError as error:
            raise IncompleteSignature from error

    def _region_of_endpoint(self, body: bytes) -> str:
        """The Region of a request that is signed for all Regions (SigV4A), as SDKs do with an EndpointId."""
        try:
            document = json.loads(body)
        except (ValueError, RecursionError):
            return DEFAULT_REGION
        named = document.get("EndpointId") if isinstance(document, dict) else None
        return region_of_endpoint(self.current_account, named) if isinstance(named, str) else DEFAULT_REGION

    def _get_action(self) -> str:
        name: str = self.call.operation.name
        return name

    def _get_param(self, param_name: str, if_none: Any = None) -> Any:
        """A parameter for moto's own operations."""
        return self.parameters.get(param_name, if_none)

    def _answer(self, body: bytes) -> Reply:
        if str(self.headers.get("Authorization", "")).startswith(_SIGNED_FOR_ANY_REGION):
            self.region = self._region_of_endpoint(body)
        if self.region not in sesv2_backends[self.current_account]:
            raise UnknownRegion(self.region)
        self.call = find_call(self.method, self.parsed_url.path)
        query = parse_qs(self.parsed_url.query, keep_blank_values=True)
        own = operation_handler(self.call.operation.name)
        if own is not None:
            return answer(self.backend, self.call, own, query, body, self._authorize)
        try:
            with self.backend.ses_backend.step():
                refuse_as_planned(self.backend, self.call)
                return self._have_moto_answer(query, body)
        except EndOfTimeError as error:
            return failed(BadRequest(str(error)))
        except ServiceException as error:
            return failed(error)

    def _authorize(self, parameters: Parameters) -> None:
        """Raise NotAuthorized if moto enforces IAM and the caller is not allowed to do this."""
        check = partial(check_iam, self)
        try:
            authorize(self.backend.ses_backend, Api.V2, self.call.operation.name, parameters, check)
        except NotAllowedError as refusal:
            raise NotAuthorized(refusal.code, str(refusal)) from refusal

    def _have_moto_answer(self, query: Mapping[str, Sequence[str]], body: bytes) -> Reply:
        operation = self.call.operation
        self.parameters = read_parameters(operation, self.call.labels, query, body)
        handler: Callable[[], Any] | None = getattr(self, camelcase_to_underscores(operation.name), None)
        if handler is None:
            raise NotImplementedHere(operation.name)
        self._authorize(self.parameters)
        validate(operation, self.parameters)
        # moto's operations read the body again, and some require one.
        self.body = body if body.strip() else b"{}"
        with translate_errors():
            result = handler()
        # Some return JSON text, others the members of the output.
        output = json.loads(result or "{}") if isinstance(result, str) else result
        status, headers, text = self.serialized(ActionResult(output))
        headers["x-amzn-requestid"] = new_request_id()
        return status, headers, text
