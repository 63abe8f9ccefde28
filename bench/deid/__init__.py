"""How much `soundingboard.deid` finds and leaves alone, and how fast it is, beside what one can download.

Each engine runs in a process of its own, the peers in an environment of their own (`requirements/bench.txt`), on the
same texts in the same run. What is found is counted by `tests.deid.scoring`, for all of them alike.
"""
