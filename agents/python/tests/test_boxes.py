import unittest

from faultscape import BOX_COUNT, DetectedBox, boxes_to_action


class Boxes(unittest.TestCase):
    def test_come_surest_first_and_leave_the_rest_empty(self) -> None:
        faint = DetectedBox(0.1, 0.2, 0.3, 0.4, 0.2, "bench")
        sure = DetectedBox(0.5, 0.5, 0.9, 0.8, 0.7, "car")
        action = boxes_to_action([faint, sure])
        self.assertEqual(action[:12], [0.5, 0.5, 0.9, 0.8, 0.7, 6, 0.1, 0.2, 0.3, 0.4, 0.2, 1])
        self.assertEqual(action[12:], [0] * (6 * BOX_COUNT - 12))

    def test_lose_the_least_sure_beyond_twenty(self) -> None:
        boxes = [DetectedBox(0, 0, 1, 1, k / 100, "car") for k in range(30)]
        action = boxes_to_action(boxes)
        self.assertEqual(len(action), 6 * BOX_COUNT)
        self.assertEqual(min(action[4::6]), 0.1)

    def test_refuse_an_unknown_class(self) -> None:
        with self.assertRaisesRegex(ValueError, "spoon"):
            boxes_to_action([DetectedBox(0, 0, 1, 1, 1, "spoon")])


if __name__ == "__main__":
    unittest.main()
