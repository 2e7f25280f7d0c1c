"""Ask everything of every URL in every role, and hold each answer against its contract or the rights map.

    python -m tests.torture.contract [--cases 10000]

That many cases a role. Of the carriers' interface and the feeds schemathesis makes them from `contracts/`: with a carrier's
key, a test key, none and wrong ones, and for the feeds signed in as each role. Of all other URLs they are random requests near
to good ones (`tests/site/random_requests.py`), for each kind of visitor of the rights' table. No answer may be 5xx, and none
may have a status that is not documented. It is the long form of tests that every check runs.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

_TESTS = (
    "tests/site/test_random_requests.py",
    "tests/faces/policy/test_contract.py",
    "tests/faces/carrier/test_contract.py",
)


def main() -> int:
    """0 when all answers were as documented."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=10_000)
    wanted = parser.parse_args()
    environment = os.environ | {"MAPAE_TEST_CONTRACT_EXAMPLES": str(wanted.cases)}
    command = [sys.executable, "-m", "pytest", "-p", "no:randomly", "-v", "--show-capture=no", "--tb=short", *_TESTS]
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
