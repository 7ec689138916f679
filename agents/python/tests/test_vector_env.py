"""FaultscapeVectorEnv against a real server: Gymnasium's vector interface, and that it is many FaultscapeEnvs."""

import unittest

import numpy as np
from env_url import ENV_URL, close_kept, kept, needs_server

from faultscape import Camera, FaultscapeEnv, FaultscapeError, FaultscapeVectorEnv, Sensors

try:
    import gymnasium
except ImportError:
    gymnasium = None

ALL = Sensors(Camera(16, 12, depth=True, semantic=True), truth=True)
LEFT = [0.3, 1.0, 0.0]
STRAIGHT_ON = [0.0, 0.6, 0.0]


def made(num_envs, **options):
    return FaultscapeVectorEnv("driving/straight", num_envs, ENV_URL, **options)


def shared(num_envs, **options):
    return kept(made, num_envs, **options)


def tearDownModule():
    close_kept()


@needs_server
class VectorEnv(unittest.TestCase):
    def test_results_are_batched_and_lie_in_their_spaces(self):
        for sensors in (Sensors(), ALL):
            with self.subTest(sensors):
                envs = made(3, sensors=sensors)
                self.assertEqual(envs.action_space.shape, (3, 3))
                seen, infos = envs.reset(seed=5)
                self.assertIn(seen, envs.observation_space)
                self.assertEqual(infos["seed"].tolist(), [5, 6, 7])
                self.assertEqual(infos["_seed"].tolist(), [True] * 3)
                seen, rewards, terminations, truncations, infos = envs.step(envs.action_space.sample())
                self.assertIn(seen, envs.observation_space)
                self.assertEqual((rewards.shape, rewards.dtype), ((3,), np.float64))
                self.assertEqual((terminations.dtype, truncations.dtype), (np.bool_, np.bool_))
                self.assertEqual(infos, {})
                envs.close()
                envs.close()

    def test_each_environment_is_as_it_would_be_alone(self):
        envs, alone = shared(2, sensors=ALL), FaultscapeEnv("driving/straight", ENV_URL, sensors=ALL)
        batch, _ = envs.reset(seed=[8, 31])
        for i, seed in enumerate((8, 31)):
            seen, _ = alone.reset(seed=seed)
            np.testing.assert_equal(item(batch, i), seen)
        alone.reset(seed=31)
        for _ in range(3):
            batch, rewards, *_ = envs.step([STRAIGHT_ON, LEFT])
            seen, reward, *_ = alone.step(LEFT)
            np.testing.assert_equal(item(batch, 1), seen)
            self.assertEqual(rewards[1], reward)
        alone.close()

    def test_readings_of_each_are_as_they_would_be_alone(self):
        task, sensors, action = "uav/3-anchors", Sensors(truth=True), [0.0, 0.1, 0.0, 0.6]
        envs = FaultscapeVectorEnv(task, 2, ENV_URL, sensors=sensors)
        alone = FaultscapeEnv(task, ENV_URL, sensors=sensors)
        batch, _ = envs.reset(seed=[8, 31])
        seen, _ = alone.reset(seed=31)
        for _ in range(3):
            self.assertIn(batch, envs.observation_space)
            np.testing.assert_equal(item(batch, 1), seen)
            batch, *_ = envs.step([action] * 2)
            seen, *_ = alone.step(action)
        envs.close()
        alone.close()

    def test_an_episode_that_ended_is_followed_by_the_next_in_the_step_after(self):
        envs = shared(2)
        self.assertEqual(envs.metadata["autoreset_mode"].name, "NEXT_STEP")
        envs.reset(seed=4)
        total = np.zeros(2)
        while True:
            seen, rewards, terminations, truncations, infos = envs.step([LEFT, STRAIGHT_ON])
            total += rewards
            if terminations[0]:
                break
        self.assertEqual(terminations.tolist(), [True, False])
        self.assertEqual(infos["_score"].tolist(), [True, False])
        self.assertAlmostEqual(infos["score"][0], total[0], places=9)
        self.assertIsInstance(infos["reason"][0], str)
        self.assertEqual(infos["terms"]["_routeCompletion"].tolist(), [True, False])
        last_s = seen["timeS"].copy()
        seen, rewards, terminations, truncations, infos = envs.step([LEFT, STRAIGHT_ON])
        self.assertEqual(seen["timeS"][0], 0)
        self.assertAlmostEqual(seen["timeS"][1], last_s[1] + 0.1)
        self.assertEqual(rewards[0], 0)
        self.assertEqual((terminations.tolist(), truncations.tolist()), ([False] * 2, [False] * 2))
        self.assertEqual(infos["_seed"].tolist(), [True, False])
        seen, *_ = envs.step([LEFT, STRAIGHT_ON])
        self.assertAlmostEqual(seen["timeS"][0], 0.1)

    def test_the_same_seed_drives_the_same_episodes_one_after_another(self):
        def seeds_driven():
            envs = shared(2)
            _, infos = envs.reset(seed=77)
            seeds = [int(infos["seed"][0])]
            while len(seeds) < 3:
                *_, infos = envs.step([LEFT, LEFT])
                if "seed" in infos and infos["_seed"][0]:
                    seeds.append(int(infos["seed"][0]))
            return seeds

        self.assertEqual(seeds_driven(), seeds_driven())

    def test_scenes_may_be_given_to_all_or_to_each(self):
        envs = shared(2)
        _, infos = envs.reset(seed=1, options={"scene": {"wetness": 0.5}})
        self.assertEqual(infos["scene"]["wetness"].tolist(), [0.5, 0.5])
        _, infos = envs.reset(seed=1, options={"scenes": [{"wetness": 1}, {"wetness": 0.25}]})
        self.assertEqual(infos["scene"]["wetness"].tolist(), [1, 0.25])

    def test_a_mask_resets_some_and_leaves_the_others(self):
        envs = shared(2)
        envs.reset(seed=1)
        envs.step([STRAIGHT_ON] * 2)
        seen, infos = envs.reset(seed=2, options={"reset_mask": np.array([False, True])})
        np.testing.assert_allclose(seen["timeS"], [0.1, 0])
        self.assertEqual(infos["_seed"].tolist(), [False, True])

    def test_results_do_not_change_when_the_next_step_is_taken(self):
        envs = shared(2, sensors=ALL)
        before, _ = envs.reset(seed=1)
        copied = {name: np.copy(picture) for name, picture in before["camera"].items()}
        for _ in range(10):
            envs.step([LEFT] * 2)
        np.testing.assert_equal(before["camera"], copied)
        before["camera"]["rgb"][:] = 0

    def test_pictures_are_rendered_of_each(self):
        envs = shared(2, render_mode="rgb_array", render_size_px=(32, 24))
        envs.reset(seed=1)
        frames = envs.render()
        self.assertEqual([frame.shape for frame in frames], [(24, 32, 3)] * 2)

    def test_mistakes_are_told_in_sentences(self):
        envs = made(2)
        with self.assertRaisesRegex(FaultscapeError, r"reset\(\)"):
            envs.step([STRAIGHT_ON] * 2)
        with self.assertRaisesRegex(FaultscapeError, "2 environments and 3 seeds"):
            envs.reset(seed=[1, 2, 3])
        with self.assertRaisesRegex(FaultscapeError, "2 environments and 1 scenes"):
            envs.reset(options={"scenes": [{}]})
        with self.assertRaisesRegex(FaultscapeError, "all environments"):
            envs.reset(options={"reset_mask": np.array([True, False])})
        envs.reset(seed=1)
        for actions in ([STRAIGHT_ON], [[0, np.inf, 0]] * 2):
            with self.subTest(actions), self.assertRaisesRegex(FaultscapeError, "2 x 3 finite numbers"):
                envs.step(actions)
        envs.close()
        with self.assertRaisesRegex(FaultscapeError, "closed"):
            envs.reset()

    @unittest.skipIf(gymnasium is None, "gymnasium is not installed")
    def test_it_is_a_gymnasium_vector_env_that_its_wrappers_take(self):
        envs = gymnasium.wrappers.vector.RecordEpisodeStatistics(made(2))
        self.assertIsInstance(envs.unwrapped, gymnasium.vector.VectorEnv)
        envs.reset(seed=4)
        while True:
            *_, terminations, truncations, infos = envs.step([LEFT] * 2)
            if terminations[0]:
                break
        self.assertAlmostEqual(infos["episode"]["r"][0], infos["score"][0], places=6)
        envs.close()


def item(batch, i):
    """The i-th of batched observations."""
    if isinstance(batch, dict):
        return {name: item(each, i) for name, each in batch.items()}
    return batch[i]


if __name__ == "__main__":
    unittest.main()
