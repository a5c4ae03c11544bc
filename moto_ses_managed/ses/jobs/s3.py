"""The files of jobs in moto's S3, which is only loaded once a job needs it."""

from __future__ import annotations

from typing import Any


class NoFileError(Exception):
    """The bucket or the object is not there."""


def read_file(account: str, partition: str, url: str) -> bytes:
    """The object at ``s3://BUCKET/KEY``. Raises NoFileError."""
    from moto.core.exceptions import AWSError, ServiceException
    from moto.s3.exceptions import S3ClientError

    bucket, _, key = url.removeprefix("s3://").partition("/")
    try:
        found = _backend(account, partition).get_object(bucket, key)
    except (S3ClientError, ServiceException, AWSError) as error:
        raise NoFileError(f"The bucket {bucket} cannot be read: {error}") from error
    if found is None:
        raise NoFileError(f"The object {url} does not exist.")
    data: bytes = found.value
    return data


def write_file(account: str, partition: str, region: str, key: str, data: bytes) -> str:
    """Put an object into the bucket of SES's own where its exports are; the URL that it is read from."""
    bucket = f"ses-export-files-{account}-{region}"
    backend = _backend(account, partition)
    if bucket not in backend.buckets:
        backend.create_bucket(bucket, region)
    backend.put_object(bucket, key, data)
    return f"https://{bucket}.s3.{region}.amazonaws.com/{key}"


def _backend(account: str, partition: str) -> Any:
    from moto.s3.models import s3_backends

    return s3_backends[account][partition]
