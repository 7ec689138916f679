"""Where the tests of the environments find a real server."""

import os
import unittest

ENV_URL = os.environ.get("FAULTSCAPE_ENV_URL", "")

needs_server = unittest.skipUnless(
    ENV_URL, "FAULTSCAPE_ENV_URL is not set: run `npx faultscape serve` and give its address"
)

_kept = {}


def kept(make, *args, **options):
    """An environment that tests share: making one starts a process at the server. Reset it before use."""
    key = (make, args, tuple(sorted(options.items())))
    if key not in _kept:
        _kept[key] = make(*args, **options)
    return _kept[key]


def close_kept():
    for env in _kept.values():
        env.close()
    _kept.clear()
