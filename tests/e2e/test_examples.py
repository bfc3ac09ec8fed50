"""The examples do what they say."""

import subprocess

from tests.support.server import BINARY, REPOSITORY, environment


def test_the_tour_script_walks_through(tmp_path):
    result = subprocess.run(
        ["bash", str(REPOSITORY / "examples/tour.sh"), str(BINARY)],
        cwd=tmp_path,
        env=environment(),
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        timeout=120,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert '"is_verified":true' in result.stdout and '"access_token"' in result.stdout
    assert '"nickname":"kim-the-second"' in result.stdout and result.stdout.endswith("That was all.\n")
