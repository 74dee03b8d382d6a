"""
Files in object storage, with the manners that the house expects of a store.

What is not there is ``FileNotFoundError``, a server that does not do its work is
``StorageDown``, and a part of a file is fetched as a part.
"""

import json
import posixpath
import time
from contextlib import contextmanager
from threading import Lock

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ConnectTimeoutError, ReadTimeoutError
from django.utils.deconstruct import deconstructible
from storages.backends.s3 import S3File, S3Storage
from storages.utils import clean_name

from media_assets.storage import StorageDown

#: What a reader bears: seconds to be connected, seconds of silence, and how often it is tried.
MANNERS = Config(connect_timeout=3, read_timeout=30, retries={"total_max_attempts": 2, "mode": "standard"})
#: The same for what moves no bytes: is it there, how large is it.
QUESTIONS = Config(connect_timeout=3, read_timeout=6, retries={"total_max_attempts": 1})
#: Seconds that a server which took a question and said nothing is not asked again.
REST = 20
POLICY_NAME = "RotativaPublicFiles"


class Silence:
    """
    A server that takes connections and says nothing costs whoever asks it all their patience, and a thread.

    Once one has found that out, this process asks no more for a while; then one asks again,
    for all. A server that refuses connections costs nobody anything, and is asked each time.
    """

    def __init__(self):
        self._until = 0.0
        self._lock = Lock()

    def check(self):
        """Raise ``StorageDown`` for all but the one who may ask."""
        with self._lock:
            now = time.monotonic()
            if not self._until:
                return
            if now < self._until:
                raise StorageDown("The server was silent a moment ago")
            self._until = now + REST

    def noticed(self):
        with self._lock:
            self._until = time.monotonic() + REST

    def over(self):
        self._until = 0.0


_silence = Silence()


@contextmanager
def spoken_plainly():
    """Tell what is missing from what does not answer; no message of the server goes further."""
    _silence.check()
    try:
        yield
        _silence.over()
    except ClientError as refusal:
        _silence.over()
        status = refusal.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
        if status == 404 and refusal.response.get("Error", {}).get("Code") != "NoSuchBucket":
            raise FileNotFoundError("The object is not in the bucket") from refusal
        raise StorageDown from refusal
    except (ReadTimeoutError, ConnectTimeoutError) as silence:
        _silence.noticed()
        raise StorageDown from silence
    except (BotoCoreError, Boto3Error) as silence:
        raise StorageDown from silence


class BucketFile(S3File):
    """A file of a bucket; its content comes when it is first read."""

    def _get_file(self):
        with spoken_plainly():
            return super()._get_file()

    file = property(_get_file, S3File._set_file)


class Stream:
    """The bytes of an object as they come in: to be read once, forwards, and closed."""

    def __init__(self, body):
        self._body = body

    def read(self, size=-1):
        with spoken_plainly():
            return self._body.read(None if size < 0 else size)

    def close(self):
        self._body.close()


@deconstructible
class BucketStorage(S3Storage):
    """One prefix of one bucket."""

    def __init__(self, **options):
        super().__init__(**options)
        self.client_config = self.client_config.merge(MANNERS)

    @property
    def client(self):
        return self.connection.meta.client

    @property
    def quick_client(self):
        """For questions that move no bytes; whoever waits for one holds a thread."""
        client = getattr(self._connections, "quick_client", None)
        if client is None:
            client = self._connections.quick_client = self._create_session().client(
                "s3",
                region_name=self.region_name,
                use_ssl=self.use_ssl,
                endpoint_url=self.endpoint_url,
                config=self.client_config.merge(QUESTIONS),
                verify=self.verify,
            )
        return client

    def ensure_answers(self):
        """Raise ``StorageDown`` unless the bucket answers: asked before a file is taken from somebody."""
        with spoken_plainly():
            try:
                self.quick_client.head_bucket(Bucket=self.bucket_name)
            except ClientError as refusal:
                raise StorageDown from refusal

    def stat(self, name):
        """(size in bytes, time of the last change) in one question."""
        with spoken_plainly():
            known = self.quick_client.head_object(Bucket=self.bucket_name, Key=self._key(name))
        return known["ContentLength"], known["LastModified"]

    def stream(self, name, first=0, length=None):
        """The object, or ``length`` bytes from ``first`` on, without fetching the rest."""
        part = {} if length is None else {"Range": f"bytes={first}-{first + length - 1}"}
        with spoken_plainly():
            return Stream(self.client.get_object(Bucket=self.bucket_name, Key=self._key(name), **part)["Body"])

    def replace(self, name, content):
        """Store under this very name, whole or not at all, whatever was there before."""
        return self._save(name, content)

    def _key(self, name):
        return self._normalize_name(clean_name(name))

    def _open(self, name, mode="rb"):
        with spoken_plainly():
            return BucketFile(self._key(name), mode, self)

    def _save(self, name, content):
        # What came in parts lies where it may stay.
        if (settled := getattr(content, "settled_name", None)) is not None:
            return settled
        with spoken_plainly():
            return super()._save(name, content)

    def delete(self, name):
        with spoken_plainly():
            super().delete(name)

    def exists(self, name):
        with spoken_plainly():
            return super().exists(name)

    def listdir(self, name):
        with spoken_plainly():
            return super().listdir(name)

    def size(self, name):
        return self.stat(name)[0]

    def get_modified_time(self, name):
        return self.stat(name)[1]


def prepare(private, public, origin) -> list[str]:
    """
    Make the buckets what the house takes them for; returns what was done.

    Only what lies under the public prefix is readable by everybody, by the bucket's policy and by no object's ACL.
    ``origin`` (the site's) may send parts of files to the private one from a browser.
    """
    done = []
    with spoken_plainly():
        for storage in {each.bucket_name: each for each in (private, public)}.values():
            if _is_missing(storage):
                region = storage.region_name
                # Amazon's first region is the one that must not be named.
                where = {} if region in (None, "us-east-1") else {"LocationConstraint": region}
                storage.client.create_bucket(
                    Bucket=storage.bucket_name, **({"CreateBucketConfiguration": where} if where else {})
                )
                done.append(f"bucket {storage.bucket_name} made")
        _open_to_readers(public)
        done.append(f"everybody reads {public.bucket_name}/{public.location}")
        private.client.put_bucket_cors(
            Bucket=private.bucket_name,
            CORSConfiguration={
                "CORSRules": [
                    {
                        "AllowedOrigins": [origin],
                        "AllowedMethods": ["GET", "PUT"],
                        "AllowedHeaders": ["*"],
                        "ExposeHeaders": ["ETag"],
                        "MaxAgeSeconds": 3600,
                    }
                ]
            },
        )
        done.append(f"{origin} may send parts of files to {private.bucket_name}")
    return done


def _is_missing(storage):
    try:
        storage.client.head_bucket(Bucket=storage.bucket_name)
    except ClientError as refusal:
        if refusal.response["ResponseMetadata"]["HTTPStatusCode"] != 404:
            raise
        return True
    return False


def _open_to_readers(storage):
    """Put our statement into the policy of the bucket; what others wrote there stays."""
    try:
        policy = json.loads(storage.client.get_bucket_policy(Bucket=storage.bucket_name)["Policy"])
    except ClientError as refusal:
        if refusal.response["ResponseMetadata"]["HTTPStatusCode"] != 404:
            raise
        policy = {"Version": "2012-10-17", "Statement": []}
    others = [statement for statement in policy["Statement"] if statement.get("Sid") != POLICY_NAME]
    ours = {
        "Sid": POLICY_NAME,
        "Effect": "Allow",
        "Principal": "*",
        "Action": ["s3:GetObject"],
        "Resource": [f"arn:aws:s3:::{posixpath.join(storage.bucket_name, storage.location.strip('/'), '*')}"],
    }
    storage.client.put_bucket_policy(
        Bucket=storage.bucket_name, Policy=json.dumps(policy | {"Statement": [*others, ours]})
    )
