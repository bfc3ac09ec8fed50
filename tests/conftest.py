"""Reports of what ran: each file of tests leaves one in the folder that TEST_RESULTS names, as tests/run does."""

import os
from pathlib import Path

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    results = os.environ.get("TEST_RESULTS")
    if results and not config.option.xmlpath:
        files = [Path(argument.split("::")[0]) for argument in config.args]
        names = [f"{file.parent.name}.{file.stem}" for file in files]
        config.option.xmlpath = str(Path(results) / ("+".join(names) + ".xml"))
