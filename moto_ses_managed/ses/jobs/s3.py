"""The files of jobs in moto's S3, which is imported only when a job needs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from logging import getLogger
from typing import Any

from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

_log = getLogger(__name__)

URL_SECONDS = 3600
"""How long the URL of an export is valid, in seconds (our choice)."""

NO_KEY = "AKIAEXAMPLE"
"""The access key in the URL of an export. It belongs to no user."""


class NoFileError(Exception):
    """The bucket or the object does not exist, or moto's S3 refuses to read or write it."""


@contextmanager
def _reaching(place: str) -> Iterator[None]:
    """Raise NoFileError for every error of moto's S3, so that the job fails and not the call."""
    from moto.s3.exceptions import S3ClientError

    try:
        yield
    except S3ClientError as error:
        raise NoFileError(f"{place} cannot be reached: {error}") from error
    except Exception as error:
        _log.warning("moto's S3 failed on %s.", place, exc_info=True)
        raise NoFileError(f"{place} cannot be reached: {error!r}") from error


def read_file(account: str, partition: str, url: str) -> bytes:
    """The content of the object at ``s3://BUCKET/KEY``. Raises NoFileError."""
    bucket, _, key = url.removeprefix("s3://").partition("/")
    with _reaching(f"The bucket {bucket}"):
        key_object = _backend(account, partition).get_object(bucket, key)
        data: bytes = key_object.value if key_object is not None else b""
    if key_object is None:
        raise NoFileError(f"The object {url} does not exist.")
    return data


def write_file(account: str, partition: str, region: str, key: str, data: bytes) -> str:
    """Write an object to SES's own bucket for exports, and return its presigned URL. Raises NoFileError."""
    bucket = f"ses-export-files-{account}-{region}"
    with _reaching(f"The bucket {bucket}"):
        backend = _backend(account, partition)
        if bucket not in backend.buckets:
            backend.create_bucket(bucket, region)
        backend.put_object(bucket, key, data)
    return _signed(f"https://{bucket}.s3.{region}.amazonaws.com/{key}", region)


def _signed(url: str, region: str) -> str:
    """A presigned URL that is valid for an hour. moto does not check its signature."""
    request = AWSRequest("GET", url)
    S3SigV4QueryAuth(Credentials(NO_KEY, "none"), "s3", region, expires=URL_SECONDS).add_auth(request)
    return str(request.url)


def _backend(account: str, partition: str) -> Any:
    from moto.s3.models import s3_backends

    return s3_backends[account][partition]
