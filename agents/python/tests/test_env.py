"""FaultscapeEnv against a real server: what gymnasium's check_env asks for, and what ours adds."""

import copy
import unittest

import numpy as np
from env_url import ENV_URL, close_kept, kept, needs_server

from faultscape import Camera, CameraEffects, FaultscapeEnv, FaultscapeError, Sensors, ServerError

try:
    import gymnasium
    from gymnasium.utils.env_checker import check_env
except ImportError:
    gymnasium = None

ALL = Sensors(Camera(32, 24, depth=True, semantic=True), truth=True)
STRAIGHT_ON = [0.0, 0.6, 0.0]


def made(**options):
    return FaultscapeEnv("driving/straight", ENV_URL, **options)


def shared(**options):
    return kept(made, **options)


def tearDownModule():
    close_kept()


@needs_server
class AsGymnasiumAsks(unittest.TestCase):
    def test_observations_lie_in_the_observation_space(self):
        for env in (shared(), shared(sensors=ALL), shared(sensors=ALL, encoding="json")):
            with self.subTest(env.observation_space):
                seen, info = env.reset(seed=1)
                self.assertIn(seen, env.observation_space)
                self.assertIsInstance(info, dict)
                for _ in range(3):
                    seen, reward, terminated, truncated, info = env.step(env.action_space.sample())
                    self.assertIn(seen, env.observation_space)
                    kinds = tuple(map(type, (reward, terminated, truncated, info)))
                    self.assertEqual(kinds, (float, bool, bool, dict))

    def test_readings_lie_in_the_space_that_was_said_for_them(self):
        env = FaultscapeEnv("uav/3-anchors", ENV_URL, sensors=Sensors(truth=True))
        seen, _ = env.reset(seed=1)
        for _ in range(3):
            self.assertIn(seen, env.observation_space)
            self.assertEqual(set(seen["readings"]), set(env.reading_specs))
            for name, spec in env.reading_specs.items():
                self.assertEqual((seen["readings"][name].shape, seen["readings"][name].dtype), (spec.shape, spec.dtype))
            seen, *_ = env.step([0.0, 0.1, 0.0, 0.6])
        env.close()

    def test_reset_with_a_seed_is_deterministic_and_without_one_goes_on_from_there(self):
        env = shared(sensors=ALL)
        first, first_info = env.reset(seed=123)
        generator = copy.deepcopy(env.np_random)
        second, second_info = env.reset()
        again, _ = env.reset(seed=123)
        self.assertEqual(env.np_random.bit_generator.state, generator.bit_generator.state)
        self.assertEqual(env.np_random_seed, 123)
        then, _ = env.reset()
        np.testing.assert_equal(first, again)
        np.testing.assert_equal(second, then)
        self.assertEqual(first_info["seed"], 123)
        self.assertNotEqual(first_info["seed"], second_info["seed"])
        env.reset(seed=456)
        self.assertNotEqual(env.np_random.bit_generator.state, generator.bit_generator.state)

    def test_steps_are_deterministic(self):
        env = shared(sensors=ALL)
        env.action_space.seed(3)
        action = env.action_space.sample()
        env.reset(seed=9)
        first = env.step(action)
        env.reset(seed=9)
        np.testing.assert_equal(env.step(action), first)

    def test_seeds_are_whole_numbers_from_0_however_large(self):
        env = shared()
        self.assertEqual(env.reset(seed=0)[1]["seed"], 0)
        self.assertEqual(env.reset(seed=2**80)[1]["seed"], env.reset(seed=2**80)[1]["seed"])
        for seed in (-1, 1.5):
            with self.subTest(seed), self.assertRaises(Exception):
                env.reset(seed=seed)

    def test_close_may_be_called_twice(self):
        env = made()
        env.close()
        env.close()
        with self.assertRaisesRegex(FaultscapeError, "closed"):
            env.reset()

    def test_render_gives_pictures_in_mode_rgb_array(self):
        env = shared(render_mode="rgb_array", render_size_px=(64, 48))
        self.assertIn("rgb_array", env.metadata["render_modes"])
        self.assertEqual(env.metadata["render_fps"], 10)
        env.reset(seed=1)
        frame = env.render()
        self.assertEqual((frame.shape, frame.dtype), ((48, 64, 3), np.uint8))
        self.assertGreater(frame.std(), 5)
        for _ in range(20):
            env.step(STRAIGHT_ON)
        self.assertFalse(np.array_equal(env.render(), frame))
        with self.assertRaisesRegex(FaultscapeError, "rgb_array, not 'human'"):
            shared(render_mode="human")

    @unittest.skipIf(gymnasium is None, "gymnasium is not installed")
    def test_gymnasiums_own_checker_finds_nothing(self):
        env = made(sensors=ALL, render_mode="rgb_array")
        self.assertIsInstance(env, gymnasium.Env)
        check_env(env)
        env.close()


@needs_server
class Driving(unittest.TestCase):
    def test_an_episode_ends_with_its_score_which_its_rewards_sum_to(self):
        env = shared()
        env.reset(seed=4)
        rewards, over = [], False
        while not over:
            _, reward, terminated, truncated, info = env.step([0.3, 1.0, 0.0])
            rewards.append(reward)
            over = terminated or truncated
        self.assertTrue(terminated)
        self.assertFalse(truncated)
        self.assertAlmostEqual(sum(rewards), info["score"], places=9)
        self.assertTrue(info["failed"])
        self.assertIsInstance(info["reason"], str)
        self.assertIsInstance(info["terms"]["routeCompletion"], float)
        with self.assertRaisesRegex(FaultscapeError, "reset"):
            env.step(STRAIGHT_ON)

    def test_a_car_that_stands_still_is_truncated_by_the_clock(self):
        env = shared()
        env.reset(seed=4)
        over = False
        while not over:
            _, _, terminated, truncated, info = env.step([0.0, 0.0, 1.0])
            over = terminated or truncated
        self.assertEqual((terminated, truncated, info["reason"]), (False, True, "timeout"))

    def test_options_set_the_scene_of_one_episode(self):
        env = shared(sensors=ALL)
        usual, _ = env.reset(seed=1)
        high, info = env.reset(seed=1, options={"scene": {"cameraHeightM": 2.0, "weather": "HardRainNoon"}})
        after, _ = env.reset(seed=1, options={})
        self.assertEqual(info["scene"]["cameraHeightM"], 2.0)
        self.assertEqual(info["scene"]["weather"], "HardRainNoon")
        self.assertFalse(np.array_equal(usual["camera"]["rgb"], high["camera"]["rgb"]))
        np.testing.assert_equal(after, usual)

    def test_a_function_draws_a_scene_for_every_episode(self):
        env = made(scene=lambda random: {"wetness": random.uniform()})
        drawn = [env.reset(seed=1)[1]["scene"]["wetness"]] + [env.reset()[1]["scene"]["wetness"] for _ in range(3)]
        self.assertEqual(len(set(drawn)), 4)
        self.assertEqual(env.reset(seed=1)[1]["scene"]["wetness"], drawn[0])
        env.close()

    def test_a_camera_shows_what_its_lens_and_sensor_do(self):
        seen = {}
        for stops in (0.0, -2.0):
            effects = CameraEffects(exposure_stops=stops, noise=0.01)
            env = shared(sensors=Sensors(Camera(32, 24, effects=effects)))
            seen[stops] = env.reset(seed=3)[0]["camera"]["rgb"].astype(float)
        self.assertLess(seen[-2.0].mean(), 0.7 * seen[0.0].mean())

    def test_the_route_comes_with_the_truth(self):
        env = shared(sensors=ALL)
        seen, info = env.reset(seed=1)
        nearest_m = np.hypot(*(info["route"].xy_m - (seen["truth"]["xM"], seen["truth"]["yM"])).T).min()
        self.assertLess(nearest_m, 1)

    def test_mistakes_are_told_in_sentences_and_change_nothing(self):
        env = made()
        with self.assertRaisesRegex(FaultscapeError, "reset"):
            env.step(STRAIGHT_ON)
        env.reset(seed=1)
        with self.assertRaisesRegex(FaultscapeError, "3 finite numbers"):
            env.step([0.0, np.nan, 0.0])
        with self.assertRaisesRegex(FaultscapeError, "options scene, not 'scenery'"):
            env.reset(options={"scenery": {}})
        for scene in ({"wetnes": 1}, {"wetness": 2}, {"weather": "Snow"}):
            with self.subTest(scene), self.assertRaises(ServerError) as caught:
                env.reset(options={"scene": scene})
            self.assertEqual(caught.exception.code, "bad-scene")
        self.assertAlmostEqual(float(env.step(STRAIGHT_ON)[0]["timeS"]), 0.1)
        env.close()

    def test_a_task_nobody_knows_is_named_with_those_there_are(self):
        with self.assertRaisesRegex(ServerError, "driving/straight.*driving/nowhere"):
            FaultscapeEnv("driving/nowhere", ENV_URL)


if __name__ == "__main__":
    unittest.main()
