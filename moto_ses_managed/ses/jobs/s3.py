"""The files of jobs in moto's S3, which is only loaded once a job needs it."""

from __future__ import annotations

from typing import Any

from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

URL_SECONDS = 3600
"""How long the URL of an export is good (our choice)."""

NO_KEY = "AKIAEXAMPLE"
"""The access key in such URLs: nobody's."""


class NoFileError(Exception):
    """The bucket or the object is not there."""


def read_file(account: str, partition: str, url: str) -> bytes:
    """The object at ``s3://BUCKET/KEY``. Raises NoFileError."""
    from moto.s3.exceptions import S3ClientError

    bucket, _, key = url.removeprefix("s3://").partition("/")
    try:
        found = _backend(account, partition).get_object(bucket, key)
    except S3ClientError as error:
        raise NoFileError(f"The bucket {bucket} cannot be read: {error}") from error
    if found is None:
        raise NoFileError(f"The object {url} does not exist.")
    data: bytes = found.value
    return data


def write_file(account: str, partition: str, region: str, key: str, data: bytes) -> str:
    """Put an object into the bucket of SES's own where its exports are; the signed URL that it is read from."""
    bucket = f"ses-export-files-{account}-{region}"
    backend = _backend(account, partition)
    if bucket not in backend.buckets:
        backend.create_bucket(bucket, region)
    backend.put_object(bucket, key, data)
    return _signed(f"https://{bucket}.s3.{region}.amazonaws.com/{key}", region)


def _signed(url: str, region: str) -> str:
    """The URL as whoever has it may read it for an hour, with a signature that moto does not look into."""
    request = AWSRequest("GET", url)
    S3SigV4QueryAuth(Credentials(NO_KEY, "none"), "s3", region, expires=URL_SECONDS).add_auth(request)
    return str(request.url)


def _backend(account: str, partition: str) -> Any:
    from moto.s3.models import s3_backends

    return s3_backends[account][partition]
