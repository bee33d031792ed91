"""Running the model tells nobody: the library behind it keeps no number of the machine and opens no way out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sumber.reading.trained.model import find_model

RUN = "from sumber.reading.trained.model import find_folder, open_session; open_session(find_folder() / 'reader.onnx')"


@pytest.mark.skipif(find_model() is None, reason="this Sumber was built without a model")
def test_the_runtime_leaves_nothing_behind(tmp_path: Path) -> None:
    folders = {name: str(tmp_path) for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"} | folders
    # It keeps silent by itself where it takes the machine for one that builds programs.
    quiet_by_itself = ("CI", "GITHUB_ACTIONS", "TF_BUILD", "JENKINS_URL")
    environment = {name: value for name, value in environment.items() if name not in quiet_by_itself}
    subprocess.run([sys.executable, "-c", RUN], check=True, env=environment)
    assert [file.name for file in tmp_path.rglob("*")] == []
