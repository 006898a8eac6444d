"""What `make bench` makes of a measured load: which figures fail it, and where it writes them."""

import contextlib
import pathlib
import tempfile
import unittest

import load


def measured(reads=1.0, writes=1.0, failures=0, streams_lost=0):
    """All answers as late as given, in milliseconds, beside bare parts that take one."""
    answer = {"reads": {"before": [reads], "after": [reads]}, "writes": {"before": [writes], "after": [writes]},
              "failures": failures, "first_failure": "status 429", "events": 7, "streams_lost": streams_lost, "slow_ended": 1}
    return answer, {"reads": [1.0], "writes": [1.0], "commits": [0.5], "memory": 10}


class Load(unittest.TestCase):
    def test_three_times_the_bare_parts_passes_and_more_does_not(self):
        self.assertEqual(load.verdict(*measured(reads=3.0, writes=2.0), 0, True), [])
        for slow in (measured(reads=3.1), measured(writes=3.1)):
            self.assertEqual(len(load.verdict(*slow, 0, True)), 1)
            self.assertEqual(load.verdict(*slow, 0, False), [])

    def test_a_slow_hundredth_is_enough(self):
        answer, bare = measured()
        answer["reads"]["after"] = [1.0] * 97 + [50.0] * 2
        self.assertEqual(len(load.verdict(answer, bare, 0, True)), 1)

    def test_a_failure_fails_whatever_the_figures(self):
        for answer, bare in (measured(failures=1), measured(streams_lost=1)):
            self.assertEqual(len(load.verdict(answer, bare, 0, False)), 1)
        self.assertEqual(len(load.verdict(*measured(), 1, False)), 1)

    def test_nobody_writes_faster_than_a_person_may(self):
        links = 10  # the mediator and nine heads, as in the case of the demonstration
        persons = links + 9 * load.DELEGATES
        screens = -(-load.VIEWERS // persons)  # of whoever has most
        self.assertLess(screens / load.VIEWERS * load.RATE / 10, 1)

    def test_the_page_keeps_everything_but_its_figures(self):
        with contextlib.ExitStack() as stack:
            page = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory())) / "load.md"
            page.write_text("# Load\n\n## Figures\nold\n\n## Method\nkept\n")
            text = load.figures(*measured(), 64, 300, 20, 30, "Commit 1234567")
            load.put_into(page, text)
            load.put_into(page, text)
            self.assertEqual(page.read_text(), f"# Load\n\n## Figures\n{text}\n## Method\nkept\n")


if __name__ == "__main__":
    unittest.main()
