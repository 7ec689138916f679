"""Our own spaces, and that they are gymnasium's where that is installed."""

import unittest

import numpy as np

from faultscape import gym_base
from faultscape.spaces import Box, Dict, Discrete, MultiDiscrete, batch_space

try:
    from gymnasium import spaces as theirs
    from gymnasium.vector.utils import batch_space as their_batch_space
except ImportError:
    theirs = None


def some_spaces(kind):
    """The same spaces of either make."""
    low, high = np.array([-1.0, 0, -np.inf, 0]), np.array([1.0, np.inf, np.inf, 2])
    return {
        "picture": kind.Box(0, 255, (4, 6, 3), np.uint8),
        "mixed": kind.Box(low, high, dtype=np.float64),
        "number": kind.Box(-np.inf, np.inf, (), np.float64),
        "choice": kind.Discrete(4),
        "group": kind.Dict({"b": kind.Discrete(3), "a": kind.Box(0, 1, (2,), np.float32)}),
    }


class Ours:
    Box, Dict, Discrete, MultiDiscrete = Box, Dict, Discrete, MultiDiscrete


class OwnSpaces(unittest.TestCase):
    def test_samples_are_members_and_the_same_from_the_same_seed(self):
        for name, space in some_spaces(Ours).items():
            for each in (space, batch_space(space, 3)):
                with self.subTest(name, space=each):
                    each.seed(5)
                    first = [each.sample() for _ in range(20)]
                    self.assertTrue(all(sample in each for sample in first))
                    each.seed(5)
                    for sample in first:
                        np.testing.assert_equal(each.sample(), sample)

    def test_what_is_no_member_is_told(self):
        box, choice, group = (some_spaces(Ours)[name] for name in ("mixed", "choice", "group"))
        self.assertNotIn(np.array([-2.0, 0, 0, 0]), box)
        self.assertNotIn(np.zeros(3), box)
        self.assertNotIn("text", box)
        self.assertNotIn(4, choice)
        self.assertNotIn(-1, choice)
        self.assertNotIn(1.5, choice)
        self.assertNotIn({"b": 0}, group)
        self.assertNotIn({"b": 3, "a": np.zeros(2, np.float32)}, group)
        self.assertIn({"b": 2, "a": np.zeros(2, np.float32)}, group)

    def test_spaces_of_one_kind_are_equal(self):
        for (name, one), other in zip(some_spaces(Ours).items(), some_spaces(Ours).values()):
            self.assertEqual(one, other, name)
            self.assertEqual(batch_space(one, 2), batch_space(other, 2), name)
        self.assertNotEqual(Box(0, 1, (2,)), Box(0, 2, (2,)))

    def test_a_box_upside_down_is_refused(self):
        with self.assertRaises(ValueError):
            Box(1, 0, (2,))


@unittest.skipIf(theirs is None, "gymnasium is not installed")
class AsGymnasium(unittest.TestCase):
    def test_the_same_seed_draws_the_same_samples(self):
        for (name, own), their in zip(some_spaces(Ours).items(), some_spaces(theirs).values()):
            with self.subTest(name):
                own.seed(11)
                their.seed(11)
                for _ in range(20):
                    np.testing.assert_equal(own.sample(), their.sample())

    def test_batches_have_the_same_members(self):
        for (name, own), their in zip(some_spaces(Ours).items(), some_spaces(theirs).values()):
            with self.subTest(name):
                own_batch, their_batch = batch_space(own, 3), their_batch_space(their, 3)
                self.assertIn(own_batch.sample(), their_batch)
                self.assertIn(their_batch.sample(), own_batch)
                self.assertEqual(repr(own_batch), repr(their_batch))

    def test_the_environments_use_gymnasiums_own(self):
        self.assertIs(gym_base.spaces, theirs)


class FromTheWire(unittest.TestCase):
    def test_null_is_no_bound(self):
        number = gym_base.space_of({"type": "box", "shape": [], "dtype": "float64", "low": 0, "high": None})
        self.assertIn(np.array(1e300), number)
        self.assertNotIn(np.array(-0.1), number)

    def test_each_number_may_have_a_bound_of_its_own(self):
        spec = {"type": "box", "shape": [3], "dtype": "float64", "low": [-1, 0, None], "high": [1, 1, 1]}
        space = gym_base.space_of(spec)
        self.assertIn(np.array([-1.0, 0, -1e9]), space)
        self.assertNotIn(np.array([0, -0.5, 0]), space)
        self.assertEqual(space.shape, (3,))

    def test_spaces_within_spaces_keep_their_names(self):
        spec = {"type": "dict", "spaces": {"command": {"type": "discrete", "n": 4}}}
        self.assertIn({"command": np.int64(3)}, gym_base.space_of({"type": "dict", "spaces": {"in": spec}})["in"])


if __name__ == "__main__":
    unittest.main()
