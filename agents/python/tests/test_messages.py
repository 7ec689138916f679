"""The protocol's fixtures, walked by this package's checker and encodings."""

import json
import os
import unittest
from pathlib import Path

from faultscape import ProtocolError, check_message
from faultscape.messages import ENCODINGS, decode, encode

# Where the package stands alone, say where the fixtures are.
HERE = Path(__file__).resolve().parents[2] / "protocol" / "fixtures"
FIXTURES = Path(os.environ.get("FAULTSCAPE_FIXTURES", HERE))


def fixtures(kind):
    found = sorted((FIXTURES / kind).glob("*.json"))
    assert found, f"no fixtures in {FIXTURES / kind}"
    return [(path.stem, json.loads(path.read_text("utf-8"))) for path in found]


class Fixtures(unittest.TestCase):
    def test_every_valid_message_is_accepted(self):
        for name, fixture in fixtures("valid"):
            with self.subTest(name):
                check_message(fixture["direction"], fixture["message"])

    def test_every_invalid_message_is_refused_with_the_field_that_is_wrong(self):
        for name, fixture in fixtures("invalid"):
            with self.subTest(name):
                with self.assertRaises(ProtocolError) as caught:
                    check_message(fixture["direction"], fixture["message"])
                if fixture.get("field"):
                    self.assertEqual(caught.exception.path, fixture["field"])
                self.assertIn(caught.exception.expected, str(caught.exception))

    def test_every_valid_message_survives_both_encodings(self):
        for name, fixture in fixtures("valid"):
            for encoding in ENCODINGS:
                with self.subTest(name, encoding=encoding):
                    frame = encode(fixture["message"], encoding)
                    self.assertEqual(decode(frame, encoding), fixture["message"])


class Encodings(unittest.TestCase):
    def test_bytes_are_bin_in_msgpack_and_base64_text_in_json(self):
        message = {"type": "act", "actions": [{"episode": "a", "step": 0, "action": [0.1], "features": b"\0\1\2\3"}]}
        self.assertEqual(decode(encode(message, "msgpack"), "msgpack"), message)
        self.assertEqual(decode(encode(message, "json"), "json")["actions"][0]["features"], "AAECAw==")
        for encoding in ENCODINGS:
            check_message("agent-client", decode(encode(message, encoding), encoding))

    def test_numbers_keep_their_last_bit(self):
        for number in (0.1, 1 / 3, 5e-324, 1.7976931348623157e308, -0.0):
            for encoding in ENCODINGS:
                back = decode(encode({"type": "x", "n": number}, encoding), encoding)["n"]
                self.assertEqual(back.hex(), number.hex())

    def test_frames_that_hold_no_message_are_refused(self):
        wrong = [("msgpack", b""), ("msgpack", b"\xc1"), ("msgpack", "{}"), ("msgpack", b"\x93\1\2\3"), ("msgpack", b"\x80x")]
        wrong += [("json", b"{}"), ("json", "{"), ("json", "[]"), ("json", "null")]
        for encoding, frame in wrong:
            with self.subTest(encoding, frame=frame), self.assertRaises(ProtocolError):
                decode(frame, encoding)


if __name__ == "__main__":
    unittest.main()
