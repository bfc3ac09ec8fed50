"""`gatehouse tune`: what it recommends is a configuration file that the server takes."""

import tomllib

from tests.support.server import run_gatehouse


def tune(folder, *words):
    return run_gatehouse("tune", *words, "--data-dir", folder / "data")


def test_recommends_a_configuration_that_is_taken(tmp_path):
    result = tune(tmp_path, "--budget", "100ms", "--target", "1s")
    assert result.returncode == 0 and result.stderr == "", result
    recommended = tomllib.loads(result.stdout)
    assert set(recommended) == {
        "hash_memory",
        "hash_iterations",
        "hash_threads",
        "hash_queue",
        "data_threads",
    }
    assert int(recommended["hash_memory"].removesuffix("MiB")) >= 19 and recommended["hash_iterations"] >= 2
    assert "# Expect " in result.stdout
    assert list(tmp_path.iterdir()) == [], "it makes nothing"

    file = tmp_path / "gatehouse.toml"
    file.write_text(result.stdout)
    taken = run_gatehouse("config", "--config", file)
    assert taken.returncode == 0, taken
    in_force = {
        line.split()[0]: line.split()[1]
        for line in taken.stdout.splitlines()
        if line.endswith(str(file)) and not line.startswith("config ")
    }
    assert in_force == {name: str(value) for name, value in recommended.items()}


def test_recommends_the_least_that_is_safe_for_a_target_that_nothing_keeps(tmp_path):
    result = tune(tmp_path, "--budget", "50ms", "--target=1ms")
    assert result.returncode == 0, result
    recommended = tomllib.loads(result.stdout)
    assert (recommended["hash_memory"], recommended["hash_iterations"]) == ("19MiB", 2)
    assert "# Even the least that is safe takes longer" in result.stdout


def test_what_is_not_understood_is_told(tmp_path):
    result = tune(tmp_path, "--target", "soon")
    assert result.returncode == 2 and "--target: must be a duration" in result.stderr
    assert "Usage: gatehouse tune" in run_gatehouse("tune", "--help").stdout
