"""Small checks that messages are built of. A check raises ProtocolError; it returns nothing."""

from __future__ import annotations

import binascii
import math
import re
from base64 import b64decode
from typing import Any, Callable, Mapping, Optional

from .errors import ProtocolError

Check = Callable[[Any], None]

_LARGEST_WHOLE = 2**53 - 1
LONGEST_LIST = 65_536


def shown(value: object) -> str:
    """A value in a sentence: short, whatever it is."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return f"{len(value)} bytes"
    words = {None: "null", True: "true", False: "false"}
    text = words[value] if value is None or isinstance(value, bool) else repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


def wrong(expected: str, value: object) -> ProtocolError:
    return ProtocolError("", expected, shown(value))


def _inside(error: ProtocolError, step: str) -> ProtocolError:
    joint = "" if error.path == "" or error.path.startswith("[") else "."
    return ProtocolError(f"{step}{joint}{error.path}", error.expected, error.got)


def flag(value: Any) -> None:
    if value is not True and value is not False:
        raise wrong("true or false", value)


def number(value: Any) -> None:
    kind = type(value)
    if kind is float:
        if not math.isfinite(value):
            raise wrong("a finite number", value)
    elif kind is not int:
        raise wrong("a finite number", value)


def loose_number(value: Any) -> None:
    """A number that may be none (NaN, infinite, null), so that its receiver can name it."""
    if value is not None and type(value) is not float and type(value) is not int:
        raise wrong("a number", value)


def between(low: float, high: float = math.inf, above: bool = False) -> Check:
    """A number from `low` (beyond it, if `above`) to `high`."""
    words = f"more than {low}" if above else f"at least {low}"
    if high != math.inf:
        words += f" and at most {high}"

    def check(value: Any) -> None:
        number(value)
        if value < low or value > high or (above and value == low):
            raise wrong(words, value)

    return check


def whole(low: int = -_LARGEST_WHOLE, high: int = _LARGEST_WHOLE) -> Check:
    def check(value: Any) -> None:
        # Some languages write every number as a float.
        if type(value) is not int and not (type(value) is float and value.is_integer()):
            raise wrong("a whole number", value)
        if not low <= value <= high:
            raise wrong(f"at least {low}" if value < low else f"at most {high}", value)

    return check


def text(shortest: int = 0, longest: int = 4096) -> Check:
    def check(value: Any) -> None:
        if type(value) is not str:
            raise wrong("text", value)
        if not shortest <= len(value) <= longest:
            raise wrong(f"text of {shortest} to {longest} characters", value)

    return check


def matching(pattern: str, words: str) -> Check:
    compiled = re.compile(pattern)

    def check(value: Any) -> None:
        if type(value) is not str or compiled.fullmatch(value) is None:
            raise wrong(words, value)

    return check


def one_of(*values: str) -> Check:
    words = values[0] if len(values) == 1 else f"one of {', '.join(values)}"

    def check(value: Any) -> None:
        if type(value) is not str or value not in values:
            raise wrong(words, value)

    return check


def as_bytes(value: Any) -> bytes:
    """The bytes of a field: bin in MessagePack, base64 text in JSON."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, (bytearray, memoryview)):
        return bytes(value)
    if isinstance(value, str):
        try:
            return b64decode(value, validate=True)
        except binascii.Error:
            pass
    raise wrong("bytes (bin in MessagePack, base64 text in JSON)", value)


def blob(multiple_of: int = 1, words: str = "") -> Check:
    def check(value: Any) -> None:
        if len(as_bytes(value)) % multiple_of != 0:
            raise wrong(words, value)

    return check


def list_of(item: Check, shortest: int = 0, longest: int = LONGEST_LIST) -> Check:
    def check(value: Any) -> None:
        if type(value) is not list:
            raise wrong("a list", value)
        if not shortest <= len(value) <= longest:
            raise wrong(f"a list of {shortest} to {longest}", value)
        for at, each in enumerate(value):
            try:
                item(each)
            except ProtocolError as error:
                raise _inside(error, f"[{at}]") from None

    return check


def map_of(item: Check) -> Check:
    def check(value: Any) -> None:
        if type(value) is not dict:
            raise wrong("a map", value)
        for key, each in value.items():
            try:
                item(each)
            except ProtocolError as error:
                raise _inside(error, str(key)[:60]) from None

    return check


def nullable(check_value: Check) -> Check:
    def check(value: Any) -> None:
        if value is not None:
            check_value(value)

    return check


def either(words: str, *choices: Check) -> Check:
    def check(value: Any) -> None:
        for choice in choices:
            try:
                return choice(value)
            except ProtocolError:
                continue
        raise wrong(words, value)

    return check


def both(first: Check, then: Check) -> Check:
    def check(value: Any) -> None:
        first(value)
        then(value)

    return check


def record(
    required: Mapping[str, Check],
    optional: Optional[Mapping[str, Check]] = None,
    also: Optional[Check] = None,
) -> Check:
    """A map with these fields; others are ignored. `also` sees the whole map afterwards."""
    must = tuple(required.items())
    may = tuple((optional or {}).items())

    def check(value: Any) -> None:
        if type(value) is not dict:
            raise wrong("a map", value)
        name = ""
        try:
            for name, field in must:
                if name not in value:
                    raise ProtocolError("", "a value", "none")
                field(value[name])
            for name, field in may:
                if name in value:
                    field(value[name])
        except ProtocolError as error:
            raise _inside(error, name) from None
        if also is not None:
            also(value)

    return check


def tagged(tag: str, choices: Mapping[str, Check]) -> Check:
    """A map whose field `tag` says which of the checks it must pass."""
    which = one_of(*choices)

    def check(value: Any) -> None:
        if type(value) is not dict:
            raise wrong("a map", value)
        try:
            which(value.get(tag))
        except ProtocolError as error:
            raise _inside(error, tag) from None
        choices[value[tag]](value)

    return check
