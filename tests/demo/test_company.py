"""The child process in which simulated peers live."""

import json
import subprocess
import sys
from dataclasses import asdict

from soundingboard.demo.guests import Invitation
from tests.processes import PATIENCE

HOST = """
import os, subprocess, sys
command = [sys.executable, "-m", "soundingboard.demo.company", str(os.getpid())]
subprocess.Popen(command, stdin=subprocess.PIPE).stdin.write(sys.argv[1].encode())
"""


def test_peers_do_not_outlive_the_demo_that_sent_them():
    nowhere = Invitation("http://127.0.0.1:9", meeting="none", cookie="", me="1", seed=1, late=-60.0)
    host = [sys.executable, "-c", HOST, json.dumps([asdict(nowhere)])]

    done = subprocess.run(host, capture_output=True, text=True, timeout=PATIENCE, check=True)

    # Reached only when the last of them is gone: they hold the host's output open.
    assert done.stderr == ""
