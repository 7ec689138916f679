"""The command line of an agent's program."""

from __future__ import annotations

import argparse
import sys
from typing import Optional, Sequence

from .agent import Agent
from .errors import FaultscapeError
from .greet import DEFAULT_URL
from .messages import ENCODINGS
from .serve import serve


def main(agent: Agent, argv: Optional[Sequence[str]] = None) -> None:
    """Serves `agent` as the command line says: --url, --name, --encoding, --once."""
    parser = argparse.ArgumentParser(description=type(agent).__doc__)
    parser.add_argument("--url", default=DEFAULT_URL, help="the server (default: %(default)s)")
    parser.add_argument("--name", help=f"what --agent ws:NAME asks for (default: {agent.name})")
    parser.add_argument("--encoding", choices=ENCODINGS, default="msgpack")
    parser.add_argument("--once", action="store_true", help="end with the server, instead of waiting for the next")
    chosen = parser.parse_args(argv)
    try:
        serve(agent, chosen.url, name=chosen.name, encoding=chosen.encoding, reconnect=not chosen.once)
    except FaultscapeError as error:
        sys.exit(str(error))
