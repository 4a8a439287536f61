"""Runs one function of the local Lambda: loads its code, then gives its handler each event that comes in on stdin.

Both ways one JSON object stands on each line. The first one in, {"now": …}, is answered once the handler is loaded.
The time is the cloud's, and stands still during a call.
"""

import contextlib
import importlib
import io
import json
import os
import sys
import time
import traceback

import boto3

answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)  # what writes past sys.stdout must not end up between the answers

client = boto3.session.Session.client
resource = boto3.session.Session.resource
now = 0.0


def at_home(connect):
    def connected(session, *args, **options):
        options.setdefault("endpoint_url", os.environ["AWS_ENDPOINT_URL"])
        return connect(session, *args, **options)

    return connected


class Context:
    def __init__(self, call):
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.invoked_function_arn = call["arn"]
        self.aws_request_id = call["request"]
        self.deadline = time.monotonic() + call["millis"] / 1000

    def get_remaining_time_in_millis(self):
        return max(0, int((self.deadline - time.monotonic()) * 1000))


def load(call):
    module, _, name = os.environ["_HANDLER"].rpartition(".")
    return getattr(importlib.import_module(module.replace("/", ".")), name)


def answer(call, work):
    """Does the work; says what it gave or how it failed, and what it printed meanwhile."""
    global now
    now = call["now"]
    printed = io.StringIO()
    reply = {}
    given = None
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            given = work(call)
            reply["result"] = None if work is load else json.loads(json.dumps(given))
        except BaseException as error:
            stack = traceback.format_exception(type(error), error, error.__traceback__)
            reply["error"] = {
                "errorMessage": str(error),
                "errorType": type(error).__name__,
                "requestId": call.get("request", ""),
                "stackTrace": stack,
            }
            print(f"[ERROR] {type(error).__name__}: {error}\n{''.join(stack)}")
    reply["output"] = printed.getvalue().splitlines()
    answers.write(json.dumps(reply) + "\n")
    answers.flush()
    return given


time.time = lambda: now
time.time_ns = lambda: int(now * 1_000_000_000)
boto3.session.Session.client = at_home(client)
boto3.session.Session.resource = at_home(resource)
sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])

handler = answer(json.loads(sys.stdin.readline()), load)
for line in sys.stdin:
    answer(json.loads(line), lambda call: handler(call["event"], Context(call)))
