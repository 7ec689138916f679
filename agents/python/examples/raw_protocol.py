#!/usr/bin/env python3
"""Drives with no library of ours: the websockets package and JSON. Start here for a client in another language.

It keeps its lane poorly and its speed well: without sensors an observation holds time, speed and command.

    npx faultscape evaluate --task driving/straight --agent ws:raw-py -n 2
"""

import argparse
import asyncio
import json
import sys

import websockets


async def drive(url: str, name: str) -> None:
    async with websockets.connect(url, subprotocols=["faultscape.v1+json"], compression=None) as socket:
        hello = json.loads(await socket.recv())
        print(f"{hello['server']} speaks version {hello['protocol']}", flush=True)
        join = {"type": "join", "name": name, "version": "1", "environments": 4}
        await socket.send(json.dumps({**join, "sensors": {"truth": False, "camera": None}}))
        async for frame in socket:
            message = json.loads(frame)
            if message["type"] == "observe":
                actions = [
                    {
                        "episode": seen["episode"],
                        "step": seen["step"],
                        "action": [0.0, 0.6 if seen["speedMps"] < 5 else 0.1, 0.0],
                    }
                    for seen in message["observations"]
                ]
                await socket.send(json.dumps({"type": "act", "actions": actions}))
            else:
                # joined, begin, end, warning, error: nothing to answer.
                print(json.dumps(message)[:200], flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", default="ws://127.0.0.1:4747/agent")
    parser.add_argument("--name", default="raw-py")
    chosen = parser.parse_args()
    try:
        asyncio.run(drive(chosen.url, chosen.name))
    except OSError as error:
        sys.exit(f"No server answers at {chosen.url}: {error}")
    except KeyboardInterrupt:
        pass
