"""What `serve` does at a seat, against a server that follows a script."""

import math
import time
import unittest

import numpy as np
from scripted_server import ScriptedServer, begin, hello, observe

from faultscape import Agent, Answer, Camera, ConnectionLost, ConnectionRefused, FaultscapeError, Imu, Lidar, Sensors
from faultscape import ServerError, serve


class Steady(Agent):
    name = "steady"
    version = "7"

    def __init__(self):
        self.heard = []

    def reset(self, episode):
        self.heard.append(("reset", episode.id))

    def act_one(self, observation):
        self.heard.append(("act", observation.step))
        return [0.0, 0.5, 0.0]

    def end(self, episode, outcome):
        self.heard.append(("end", episode.id, outcome and outcome.reason))


def serve_once(agent, script, encoding="msgpack", **options):
    """Serves until the script ends; gives what the script returned and what was said."""
    said = []
    with ScriptedServer(script, encoding) as server:
        try:
            serve(agent, server.url, encoding=encoding, reconnect=False, say=said.append, **options)
        finally:
            until = time.monotonic() + 10
            while not server.results and not server.errors and time.monotonic() < until:
                time.sleep(0.01)
            serve_once.results = list(server.results)
    return serve_once.results[0], said


class AtTheSeat(unittest.TestCase):
    def test_an_agent_joins_drives_and_hears_the_outcome(self):
        async def script(peer):
            join = await peer.join()
            await peer.say(begin(), observe(0))
            act = await peer.hear("act")
            outcome = {"total": 0.9, "failed": False, "reason": "goal", "steps": 1}
            await peer.say({"type": "end", "episode": "e1", "outcome": outcome})
            await peer.close()
            return join, act

        for encoding in ("msgpack", "json"):
            with self.subTest(encoding):
                agent = Steady()
                (join, act), said = serve_once(agent, script, encoding)
                self.assertEqual((join["name"], join["version"], join["environments"]), ("steady", "7", 8))
                self.assertEqual(act["actions"], [{"episode": "e1", "step": 0, "action": [0, 0.5, 0]}])
                self.assertEqual(agent.heard, [("reset", "e1"), ("act", 0), ("end", "e1", "goal")])
                self.assertTrue(said[0].startswith("Joined ws://127.0.0.1"), said)
                self.assertIn("1 episode driven, 0 failures", said[-1])

    def test_pictures_and_the_truth_come_as_arrays(self):
        rgb, depth = np.arange(24, dtype="u1"), np.array([1, np.inf] * 4, "<f4")
        camera = {
            "widthPx": 4,
            "heightPx": 2,
            "encoding": "raw",
            "rgb": rgb.tobytes(),
            "depthM": depth.tobytes(),
            "semantic": bytes(range(8)),
        }
        truth = {"xM": 1, "yM": 2.5, "headingRad": 0.1, "progressM": 3}
        line = np.array([[0, 1], [0.5, 1]], "<f8")
        route = {"stepM": 0.5, "xyM": line.tobytes(), "speedMps": line[0].tobytes()}

        class Looker(Steady):
            sensors = Sensors(Camera(4, 2, depth=True, semantic=True), truth=True)

            def act_one(self, observation):
                self.seen = observation
                return np.float32([0, 0.25, 0])

        async def script(peer):
            await peer.join()
            await peer.say({**begin(), "route": route}, observe(3, camera=camera, truth=truth))
            act = await peer.hear("act")
            await peer.close()
            return act

        for encoding in ("msgpack", "json"):
            with self.subTest(encoding):
                agent = Looker()
                act, _ = serve_once(agent, script, encoding)
                seen = agent.seen
                np.testing.assert_array_equal(seen.rgb, rgb.reshape(2, 4, 3))
                np.testing.assert_array_equal(seen.depth_m, depth.reshape(2, 4))
                self.assertEqual((seen.rgb.dtype, seen.depth_m.dtype, seen.semantic.shape), ("u1", "<f4", (2, 4)))
                self.assertEqual((seen.truth.x_m, seen.truth.y_m, seen.truth.heading_rad), (1, 2.5, 0.1))
                np.testing.assert_array_equal(seen.route.xy_m, line)
                self.assertEqual(act["actions"][0]["action"], [0, 0.25, 0])

    def test_readings_come_as_arrays_of_the_shape_that_was_said_before(self):
        imu, scan = np.array([1 / 3, -0.0, 5e-324]), np.arange(6, dtype="<f4").reshape(2, 3)

        def reading(array):
            dtype = {4: "float32", 8: "float64"}[array.itemsize]
            return {"shape": list(array.shape), "dtype": dtype, "data": array.tobytes()}

        readings = {"imu": reading(imu), "top": reading(scan), "heightM": reading(np.array(1.25))}
        about = {"unit": "m", "low": 0, "high": None, "description": "a scan"}
        specs = [{"name": "top", "shape": [2, 3], "dtype": "float32", **about}]

        class Scanner(Steady):
            sensors = Sensors(sensors={"top": Lidar(channels=2, azimuth_steps=3, range_m=50), "imu": Imu()})

            def act_one(self, observation):
                self.seen = observation
                return [0, 0, 0]

        async def script(peer):
            join = await peer.join()
            await peer.say({**begin(), "readings": specs}, observe(0, readings=readings))
            await peer.hear("act")
            await peer.close()
            return join

        for encoding in ("msgpack", "json"):
            with self.subTest(encoding):
                agent = Scanner()
                join, _ = serve_once(agent, script, encoding)
                self.assertEqual(
                    join["sensors"]["sensors"],
                    {"top": {"kind": "lidar", "channels": 2, "azimuthSteps": 3, "rangeM": 50}, "imu": {"kind": "imu"}},
                )
                seen = agent.seen.readings
                self.assertEqual(seen["imu"].tobytes(), imu.tobytes())
                np.testing.assert_array_equal(seen["top"], scan)
                self.assertEqual((seen["top"].dtype, seen["heightM"].shape), ("<f4", ()))
                spec = agent.seen.episode.readings["top"]
                self.assertEqual((spec.shape, spec.unit, spec.low, spec.high), ((2, 3), "m", 0, None))

    def test_an_agent_that_asks_for_a_sensor_that_cannot_be_is_told_which_number(self):
        class Wrong(Steady):
            sensors = Sensors(sensors={"top": Lidar(channels=0)})

        async def script(peer):
            await peer.say(hello())
            await peer.closed()

        with self.assertRaisesRegex(FaultscapeError, "sensors.sensors.top.channels"):
            serve_once(Wrong(), script)

    def test_a_picture_asked_for_as_a_jpeg_file_stays_one(self):
        class Looker(Steady):
            def act_one(self, observation):
                self.seen = observation
                return [0, 0, 0]

        async def script(peer):
            await peer.join()
            camera = {"widthPx": 4, "heightPx": 2, "encoding": "jpeg", "rgb": b"\xff\xd8..."}
            await peer.say(begin(), observe(camera=camera))
            await peer.hear("act")
            await peer.close()

        agent = Looker()
        serve_once(agent, script)
        self.assertEqual((agent.seen.jpeg, agent.seen.rgb), (b"\xff\xd8...", None))

    def test_observations_of_several_episodes_are_answered_together(self):
        class Batches(Steady):
            def act(self, observations):
                self.heard.append([(o.episode.environment, o.step) for o in observations])
                return [Answer([0, 0, 1], confidence=0.25, probabilities=[0.5], features=[1, 2])] * len(observations)

        async def script(peer):
            await peer.join()
            both = observe(4, "a")["observations"] + observe(9, "b")["observations"]
            await peer.say(begin("a", 0), begin("b", 5), {"type": "observe", "observations": both})
            act = await peer.hear("act")
            await peer.close()
            return act

        agent = Batches()
        act, _ = serve_once(agent, script)
        self.assertIn([(0, 4), (5, 9)], agent.heard)
        self.assertEqual([each["step"] for each in act["actions"]], [4, 9])
        self.assertEqual(act["actions"][1]["confidence"], 0.25)
        self.assertEqual(act["actions"][1]["features"], np.array([1, 2], "<f4").tobytes())

    def test_what_an_agent_raises_closes_the_seat_and_reaches_the_caller(self):
        class Clumsy(Steady):
            def act_one(self, observation):
                return 1 / 0

        async def script(peer):
            await peer.join()
            await peer.say(begin(), observe())
            return await peer.closed()

        with self.assertRaises(ZeroDivisionError):
            serve_once(Clumsy(), script)
        code, reason = serve_once.results[0]
        self.assertEqual(code, 1011)
        self.assertEqual(reason, "the agent raised ZeroDivisionError: division by zero")

    def test_an_action_that_is_none_is_refused_before_it_is_sent(self):
        for action in ([0, 1], [0, 1, math.nan], None, "fast", [0, 1, "x"]):
            with self.subTest(action):

                class Wrong(Steady):
                    def act_one(self, observation):
                        return action

                async def script(peer):
                    await peer.join()
                    await peer.say(begin(), observe())
                    return await peer.closed()

                with self.assertRaisesRegex(FaultscapeError, r"3 finite numbers \(steer, gas, brake\), not"):
                    serve_once(Wrong(), script)
                self.assertEqual(serve_once.results[0][0], 1008)

    def test_in_realtime_only_the_newest_observation_is_answered(self):
        class Slow(Steady):
            def act_one(self, observation):
                time.sleep(0.5 if observation.step == 0 else 0)
                return super().act_one(observation)

        async def script(peer):
            await peer.join()
            await peer.say(begin(mode="realtime"), observe(0), *(observe(step) for step in range(1, 6)))
            while (await peer.hear("act"))["actions"][0]["step"] < 5:
                pass
            await peer.close()

        agent = Slow()
        serve_once(agent, script)
        steps = [what[1] for what in agent.heard if what[0] == "act"]
        self.assertEqual(steps[-1], 5)
        self.assertLess(len(steps), 6)

    def test_an_agent_that_thinks_for_long_still_answers_pings(self):
        class Thinker(Steady):
            def act_one(self, observation):
                time.sleep(4)
                return [0, 0, 0]

        async def script(peer):
            await peer.join()
            await peer.say(begin(), observe())
            began = time.monotonic()
            await peer.ping()
            waited_s = time.monotonic() - began
            await peer.hear("act")
            await peer.close()
            return waited_s, time.monotonic() - began

        (pong_s, act_s), _ = serve_once(Thinker(), script)
        self.assertLess(pong_s, act_s - 1)

    def test_warnings_are_shown_and_repeated_ones_counted(self):
        late = {"type": "warning", "code": "late", "message": "Too late.", "expected": "step 4", "got": "step 3"}

        async def script(peer):
            await peer.join()
            await peer.say(*[late] * 10)
            await peer.close()

        _, said = serve_once(Steady(), script)
        shown = [line for line in said if line.startswith("Warning late")]
        self.assertEqual(len(shown), 3)
        self.assertEqual(shown[0], "Warning late: Too late. Expected step 4, got step 3.")
        self.assertIn("10 warnings late", said[-1])

    def test_an_episode_taken_away_ends_without_an_outcome(self):
        async def script(peer):
            await peer.join()
            await peer.say(begin("a"), begin("b", 1), begin("c", 2))
            await peer.say({"type": "end", "episode": "a", "outcome": None, "reason": "no answer within 10 s"})
            await peer.say({"type": "error", "code": "bad-action", "message": "No.", "episode": "b"})
            await peer.close()

        agent = Steady()
        _, said = serve_once(agent, script)
        ends = [what for what in agent.heard if what[0] == "end"]
        self.assertEqual(ends, [("end", "a", None), ("end", "b", None), ("end", "c", None)])
        self.assertTrue(any("no answer within 10 s" in line for line in said))

    def test_an_error_of_the_server_is_raised_as_a_sentence(self):
        async def script(peer):
            await peer.say(hello())
            await peer.hear("join")
            error = {"type": "error", "code": "name-taken", "message": "Another steady sits here."}
            await peer.say({**error, "expected": "version 1", "got": "version 7"})
            await peer.close(1008, "name-taken")

        with self.assertRaises(ServerError) as caught:
            serve_once(Steady(), script)
        self.assertEqual(caught.exception.code, "name-taken")
        self.assertEqual(str(caught.exception), "Another steady sits here. Expected version 1, got version 7.")

    def test_a_server_of_another_version_is_named(self):
        async def script(peer):
            await peer.say(hello(protocol=2, server="faultscape 9.0"))
            await peer.closed()

        with self.assertRaisesRegex(FaultscapeError, "version 1 .* faultscape 9.0 speaks version 2"):
            serve_once(Steady(), script)


class Connecting(unittest.TestCase):
    def test_a_lost_connection_is_taken_up_again(self):
        class Twice(Steady):
            def reset(self, episode):
                super().reset(episode)
                if len([what for what in self.heard if what[0] == "reset"]) == 2:
                    raise KeyboardInterrupt

        async def script(peer):
            await peer.join()
            await peer.say(begin())
            await peer.close()

        agent, said = Twice(), []
        with ScriptedServer(script) as server:
            serve(agent, server.url, say=said.append)
        self.assertEqual(agent.heard, [("reset", "e1"), ("end", "e1", None), ("reset", "e1")])
        self.assertEqual(said[-1], "Stopped.")

    def test_without_reconnect_a_broken_connection_is_an_error(self):
        async def script(peer):
            await peer.join()
            await peer.close(1011, "something broke in the server")

        with self.assertRaisesRegex(ConnectionLost, "1011: something broke in the server"):
            serve_once(Steady(), script)

    def test_nobody_there_is_said_in_a_sentence(self):
        with self.assertRaisesRegex(ConnectionRefused, "No server answers at ws://127.0.0.1:9/agent"):
            serve(Steady(), "ws://127.0.0.1:9", reconnect=False)

    def test_an_address_that_is_none_is_not_tried_again(self):
        for url in ("ftp://here", "ws://", "ws://127.0.0.1:x"):
            with self.subTest(url), self.assertRaisesRegex(FaultscapeError, "An address looks like"):
                serve(Steady(), url)

    def test_a_server_without_this_protocol_is_named(self):
        async def script(peer):
            await peer.closed()

        with ScriptedServer(script, "json") as server, self.assertRaises(ConnectionRefused):
            serve(Steady(), server.url, encoding="msgpack", reconnect=False)


class NewcomersAgent(unittest.TestCase):
    def test_an_agent_without_act_is_told_what_to_write(self):
        async def script(peer):
            await peer.join()
            await peer.say(begin(), observe())
            await peer.closed()

        with self.assertRaisesRegex(NotImplementedError, r"Agent needs a method act_one\(observation\)"):
            serve_once(Agent(), script, name="me")


if __name__ == "__main__":
    unittest.main()
