"""The messages of the protocol (agents/protocol/README.md): their checker and both encodings."""

from __future__ import annotations

import json
import math
import re
from base64 import b64encode
from typing import Any, Mapping, Union

import msgpack

from .checks import (
    Check,
    as_bytes,
    between,
    blob,
    both,
    either,
    flag,
    list_of,
    loose_number,
    map_of,
    matching,
    nullable,
    number,
    one_of,
    record,
    shown,
    tagged,
    text,
    whole,
    wrong,
)
from .errors import ProtocolError

Message = dict[str, Any]

PROTOCOL_VERSION = 1
ENCODINGS = ("msgpack", "json")
SEMANTIC_CLASSES = (
    "sky",
    "road",
    "lane-marking",
    "pavement",
    "terrain",
    "building",
    "vegetation",
    "pole",
    "vehicle",
    "person",
    "cyclist",
    "gate",
    "drone",
    "object",
)
COMMANDS = ("follow", "left", "right", "straight")


def subprotocol(encoding: str) -> str:
    return f"faultscape.v{PROTOCOL_VERSION}+{encoding}"


def encode(message: Message, encoding: str) -> Union[bytes, str]:
    """A message as a frame: bytes for a binary one, text for a text one."""
    if encoding == "json":
        return json.dumps(message, allow_nan=False, default=_base64, separators=(",", ":"))
    packed: bytes = msgpack.packb(message, use_bin_type=True)
    return packed


def decode(data: Union[bytes, str], encoding: str) -> Message:
    """What a frame holds, not yet checked: hand it to check_message."""
    if isinstance(data, str) != (encoding == "json"):
        raise ProtocolError("frame", "text" if encoding == "json" else "binary", "the other kind")
    try:
        message = json.loads(data) if isinstance(data, str) else msgpack.unpackb(data, raw=False)
    except Exception as error:
        raise ProtocolError("frame", f"one map in {encoding}", f"{shown(data)} ({error})") from error
    if not isinstance(message, dict):
        raise ProtocolError("message", "a map with a field type", shown(message))
    return message


def check_message(direction: str, message: object) -> Message:
    """Gives the message back if it is a valid one; otherwise raises a ProtocolError naming the field.

    Directions: "agent-client" and "env-client" are what programs say, "agent-server" and "env-server"
    what the server says.
    """
    if not isinstance(message, dict):
        raise ProtocolError("message", "a map with a field type", shown(message))
    DIRECTIONS[direction](message)
    return message


def _base64(value: object) -> str:
    return b64encode(as_bytes(value)).decode("ascii")


_TEXT = text()
_NAME = text(1, 200)
_COUNT = whole(0)
_SIZE = whole(1)
_SIDE_PX = whole(1, 4096)
_CODE = text(1, 64)
_POSITIVE = between(0, above=True)
_FLOAT64S = blob(8, "float64 numbers, 8 bytes each")
_ACTION = list_of(loose_number, 0, 1024)


def _messages(fields: Mapping[str, Check]) -> Check:
    return tagged("type", fields)


def _shows_something(camera: Message) -> None:
    if not (camera["rgb"] or camera["depth"] or camera["semantic"]):
        raise wrong("at least one of rgb, depth and semantic", camera)


def _pixels_fit(camera: Message) -> None:
    pixels = camera["widthPx"] * camera["heightPx"]
    lengths = {"depthM": 4 * pixels, "semantic": pixels}
    if camera["encoding"] == "raw":
        lengths["rgb"] = 3 * pixels
    for name, length in lengths.items():
        if name in camera and len(as_bytes(camera[name])) != length:
            raise ProtocolError(name, f"{length} bytes", shown(camera[name]))


def _route_fits(route: Message) -> None:
    if len(as_bytes(route["xyM"])) != 2 * len(as_bytes(route["speedMps"])):
        raise ProtocolError("xyM", "one x and one y for each speed", shown(route["xyM"]))


def _frame_fits(frame: Message) -> None:
    length = 3 * frame["widthPx"] * frame["heightPx"]
    if len(as_bytes(frame["rgb"])) != length:
        raise ProtocolError("rgb", f"3 bytes for each pixel, {length}", shown(frame["rgb"]))


def _reading_fits(reading: Message) -> None:
    length = (4 if reading["dtype"] == "float32" else 8) * math.prod(reading["shape"])
    if len(as_bytes(reading["data"])) != length:
        raise ProtocolError("data", f"{length} bytes", shown(reading["data"]))


def _scan_fits(lidar: Message) -> None:
    if lidar.get("channels", 1) * lidar.get("azimuthSteps", 360) > 65_536:
        raise ProtocolError(
            "azimuthSteps", "at most 65536 rays, which is channels times azimuthSteps", shown(lidar.get("azimuthSteps"))
        )
    if lidar.get("lowestDeg", 0) > lidar.get("highestDeg", 0):
        raise ProtocolError("lowestDeg", "at most highestDeg", shown(lidar.get("lowestDeg")))


def _few_sensors(sensors: Message) -> None:
    for name in sensors:
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,63}", name):
            raise ProtocolError(
                name[:60], 'a letter, then at most 63 letters, digits, "_" or "-" as the name', shown(name)
            )
    if len(sensors) > 8:
        raise wrong("at most 8 sensors", sensors)


def _space(spec: Any) -> None:
    """A space may hold spaces."""
    _SPACE(spec)


_ANGLE = between(-90, 90)
_SENSOR = tagged(
    "kind",
    {
        "lidar": record(
            {},
            {
                "channels": whole(1, 128),
                "lowestDeg": _ANGLE,
                "highestDeg": _ANGLE,
                "azimuthSteps": whole(1, 4096),
                "horizontalFovDeg": between(1, 360),
                "rangeM": between(1, 300),
                "heightM": between(-5, 5),
                "noiseM": between(0, 5),
                "dropout": between(0, 1),
            },
            _scan_fits,
        ),
        "imu": record(
            {},
            {
                "gyroNoiseDegpsRtHz": between(0, 10),
                "accelNoiseMps2RtHz": between(0, 10),
                "gyroBiasDegps": between(0, 10),
                "accelBiasMps2": between(0, 10),
                "biasTimeS": between(0.1, 1e6),
            },
        ),
        "gnss": record(
            {},
            {
                "rateHz": between(0.01, 1000),
                "horizontalNoiseM": between(0, 100),
                "verticalNoiseM": between(0, 100),
                "driftM": between(0, 100),
                "driftTimeS": between(0.1, 1e6),
                "speedNoiseMps": between(0, 10),
                "originLatitudeDeg": between(-80, 80),
                "originLongitudeDeg": between(-180, 180),
            },
        ),
    },
)
_EFFECTS = record(
    {},
    {
        "k1": between(-0.5, 0.5),
        "k2": between(-0.5, 0.5),
        "defocus": between(0, 0.05),
        "exposureStops": between(-6, 6),
        "motionBlur": between(0, 0.2),
        "motionBlurDeg": between(-180, 180),
        "noise": between(0, 0.5),
    },
)
_SENSORS = record(
    {
        "truth": flag,
        "camera": nullable(
            record(
                {"widthPx": _SIDE_PX, "heightPx": _SIDE_PX, "rgb": flag, "depth": flag, "semantic": flag},
                {"encoding": one_of("raw", "jpeg"), "effects": _EFFECTS},
                _shows_something,
            )
        ),
    },
    {"sensors": both(map_of(_SENSOR), _few_sensors)},
)
_DTYPE = one_of("float32", "float64")
_SHAPE = list_of(_COUNT, 0, 8)
_READING = record({"shape": _SHAPE, "dtype": _DTYPE, "data": blob()}, None, _reading_fits)
_READING_SPECS = list_of(
    record(
        {
            "name": _NAME,
            "shape": _SHAPE,
            "dtype": _DTYPE,
            "unit": _TEXT,
            "low": nullable(number),
            "high": nullable(number),
            "description": _TEXT,
        }
    )
)
_CAMERA = record(
    {"widthPx": _SIDE_PX, "heightPx": _SIDE_PX, "encoding": one_of("raw", "jpeg")},
    {"rgb": blob(), "depthM": blob(), "semantic": blob()},
    _pixels_fit,
)
_VIEW = {"timeS": number, "speedMps": number, "command": one_of(*COMMANDS)}
_VIEW_MAY = {
    "camera": _CAMERA,
    "truth": record({"xM": number, "yM": number, "headingRad": number, "progressM": number}),
    "readings": map_of(_READING),
}
_ROUTE = record({"stepM": _POSITIVE, "xyM": _FLOAT64S, "speedMps": _FLOAT64S}, None, _route_fits)
_ACTION_SPEC = record({"names": list_of(_NAME, 1), "low": list_of(number), "high": list_of(number)})
_AXIS = tagged(
    "kind",
    {
        "continuous": record({"name": _NAME, "unit": _TEXT, "low": number, "high": number, "description": _TEXT}),
        "categorical": record({"name": _NAME, "values": list_of(_NAME, 1), "description": _TEXT}),
    },
)
_SPACES = map_of(list_of(_AXIS))
_SCENE = map_of(either("a number or text", number, text()))
_ASKED_SCENE = map_of(either("a number or text", loose_number, text()))
_SIDE = either("a number, null or a list of them", nullable(number), list_of(nullable(number)))
_SPACE = tagged(
    "type",
    {
        "box": record(
            {
                "shape": list_of(_COUNT),
                "dtype": one_of("uint8", "float32", "float64"),
                "low": _SIDE,
                "high": _SIDE,
            }
        ),
        "discrete": record({"n": _SIZE}),
        "dict": record({"spaces": map_of(_space)}),
    },
)
_COMPLAINT_MAY = {"expected": _TEXT, "got": _TEXT}

_HELLO = record(
    {
        "protocol": _SIZE,
        "server": _TEXT,
        "role": one_of("agent", "env"),
        "tasks": list_of(
            record(
                {
                    "id": _NAME,
                    "description": _TEXT,
                    "controlStepS": _POSITIVE,
                    "action": _ACTION_SPEC,
                    "spaces": _SPACES,
                }
            )
        ),
        "limits": record(
            {
                "maxPayloadBytes": _SIZE,
                "messagesPerS": _POSITIVE,
                "seats": _SIZE,
                "environmentsPerSeat": _SIZE,
                "answerTimeoutS": _POSITIVE,
            }
        ),
    }
)

_AGENT_CLIENT = {
    "join": record(
        {
            "name": matching(r"[A-Za-z0-9._-]{1,64}", '1 to 64 letters, digits, ".", "_" or "-"'),
            "version": text(1, 200),
            "environments": whole(1, 65_536),
            "sensors": _SENSORS,
        },
        {"tasks": list_of(_NAME, 1)},
    ),
    "act": record(
        {
            "actions": list_of(
                record(
                    {"episode": _NAME, "step": _COUNT, "action": _ACTION},
                    {
                        "confidence": between(0, 1),
                        "probabilities": list_of(number),
                        "features": blob(4, "float32 numbers, 4 bytes each"),
                    },
                ),
                1,
            )
        }
    ),
    "leave": record({}),
}

_AGENT_SERVER = {
    "hello": _HELLO,
    "joined": record({"seat": either("a number or text", _COUNT, text()), "environments": _SIZE}),
    "begin": record(
        {
            "episode": _NAME,
            "environment": _COUNT,
            "task": _NAME,
            "action": _ACTION_SPEC,
            "controlStepS": _POSITIVE,
            "seed": whole(),
            "mode": one_of("lock-step", "realtime"),
        },
        {"route": _ROUTE, "readings": _READING_SPECS},
    ),
    "observe": record(
        {"observations": list_of(record({"episode": _NAME, "step": _COUNT, **_VIEW}, _VIEW_MAY), 1)},
    ),
    "end": record(
        {
            "episode": _NAME,
            "outcome": nullable(record({"total": number, "failed": flag, "reason": _TEXT, "steps": _COUNT})),
        },
        {"reason": _TEXT},
    ),
    "warning": record({"code": _CODE, "message": _TEXT}, {"episode": _NAME, **_COMPLAINT_MAY}),
    "error": record({"code": _CODE, "message": _TEXT}, {"episode": _NAME, **_COMPLAINT_MAY}),
}

_ENV_CLIENT = {
    "make": record({"task": _NAME, "environments": whole(1, 65_536), "sensors": _SENSORS}),
    "reset": record(
        {
            "id": _COUNT,
            "resets": list_of(record({"environment": _COUNT, "seed": whole()}, {"scene": _ASKED_SCENE}), 1),
        }
    ),
    "step": record(
        {
            "id": _COUNT,
            "actions": list_of(
                record({"environment": _COUNT, "episode": _NAME, "step": _COUNT, "action": _ACTION}), 1
            ),
        }
    ),
    "render": record({"id": _COUNT, "environment": _COUNT, "widthPx": _SIDE_PX, "heightPx": _SIDE_PX}),
}

_ENV_SERVER = {
    "hello": _HELLO,
    "made": record(
        {
            "task": _NAME,
            "environments": _SIZE,
            "controlStepS": _POSITIVE,
            "action": _ACTION_SPEC,
            "actionSpace": _space,
            "observationSpace": _space,
            "spaces": _SPACES,
            "nominal": _SCENE,
            "renderer": nullable(_TEXT),
        },
        {"readings": _READING_SPECS},
    ),
    "state": record(
        {
            "id": _COUNT,
            "results": list_of(
                record(
                    {
                        "environment": _COUNT,
                        "episode": _NAME,
                        "step": _COUNT,
                        "observation": record(_VIEW, _VIEW_MAY),
                        "reward": number,
                        "terminated": flag,
                        "truncated": flag,
                        "info": record(
                            {},
                            {
                                "score": number,
                                "failed": flag,
                                "reason": _TEXT,
                                "terms": map_of(number),
                                "seed": whole(),
                                "scene": _SCENE,
                            },
                        ),
                    },
                    {"route": _ROUTE},
                ),
                1,
            ),
        }
    ),
    "rendered": record(
        {"id": _COUNT, "environment": _COUNT, "widthPx": _SIDE_PX, "heightPx": _SIDE_PX, "rgb": blob()},
        None,
        _frame_fits,
    ),
    "error": record({"code": _CODE, "message": _TEXT}, {"id": _COUNT, **_COMPLAINT_MAY}),
}

DIRECTIONS: Mapping[str, Check] = {
    "agent-client": _messages(_AGENT_CLIENT),
    "agent-server": _messages(_AGENT_SERVER),
    "env-client": _messages(_ENV_CLIENT),
    "env-server": _messages(_ENV_SERVER),
}
