"""Levee's rotator: writes the one-time codes of the moment into the remediator role's trust policy.

It runs every five minutes, at the start of each step of the codes. Levee may assume the role only with the external
id "<EXTERNAL_ID>-<code>"; a code is a TOTP of the key in the secret (RFC 6238: HMAC-SHA1, 300 s, 6 digits).
The trust policy holds two codes, and each ends by itself: this step's two minutes after the step, and the one before
two minutes after it began. Should this function stop, Levee's way into the account closes within seven minutes.
Two tags on the role then tell when this was done, and a check value of the key; neither tells a code.

No key and no code is ever logged. Whatever goes wrong is raised, so that the Errors metric and its alarm see it.
Environment: SECRET_ARN, ROLE_NAME, EXTERNAL_ID, and PRINCIPAL_ARNS, comma-separated: who may assume the role.
"""

import base64
import hmac
import json
import os
import struct
import time
from datetime import datetime, timezone

import boto3

STEP = 300
OVERLAP = 120
DIGITS = 6
LEAST_KEY_BYTES = 16

iam = boto3.client("iam")
secrets = boto3.client("secretsmanager")


def handler(event: dict, context: object) -> None:
    role = os.environ["ROLE_NAME"]
    now = int(time.time())
    key = read_key(os.environ["SECRET_ARN"])
    iam.update_assume_role_policy(RoleName=role, PolicyDocument=json.dumps(trust_policy(key, now)))
    iam.tag_role(RoleName=role, Tags=[
        {"Key": "levee:rotated-at", "Value": iso(now)},
        {"Key": "levee:key-check", "Value": key_check(key)},
    ])
    print(f"rotated {role}, until {iso(step_start(now) + STEP)}")


def read_key(secret_arn: str) -> bytes:
    text = "".join(secrets.get_secret_value(SecretId=secret_arn)["SecretString"].split()).rstrip("=")
    try:
        key = base64.b32decode(text + "=" * (-len(text) % 8), casefold=True)
    except ValueError:
        key = b""
    if len(key) < LEAST_KEY_BYTES:
        raise ValueError(f"the secret is no Base32 of at least {LEAST_KEY_BYTES} bytes; give it 32 of A-Z and 2-7")
    return key


def trust_policy(key: bytes, now: int) -> dict:
    start = step_start(now)
    return {"Version": "2012-10-17", "Statement": [
        trust("CurrentCode", code(key, start), start + STEP + OVERLAP),
        trust("PreviousCode", code(key, start - STEP), start + OVERLAP),
    ]}


def trust(sid: str, one_time_code: str, end: int) -> dict:
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"AWS": os.environ["PRINCIPAL_ARNS"].split(",")},
        "Action": "sts:AssumeRole",
        "Condition": {
            "StringEquals": {"sts:ExternalId": f"{os.environ['EXTERNAL_ID']}-{one_time_code}"},
            "DateLessThan": {"aws:CurrentTime": iso(end)},
        },
    }


def code(key: bytes, at: int) -> str:
    """The code of RFC 6238 at this second: RFC 4226's, of the number of steps since 1970."""
    digest = hmac.digest(key, struct.pack(">Q", at // STEP), "sha1")
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset:offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10 ** DIGITS:0{DIGITS}}"


def key_check(key: bytes) -> str:
    """Tells whether two sides have the same key."""
    return hmac.digest(key, b"levee-key-check", "sha256").hex()[:8]


def step_start(at: int) -> int:
    return at - at % STEP


def iso(at: int) -> str:
    return datetime.fromtimestamp(at, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
