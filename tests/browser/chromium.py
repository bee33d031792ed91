"""Where a browser lies that the tests can drive. Standard library only: it is asked before anything is set up."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

VARIABLE: Final = "SUMBER_CHROMIUM"
"""Names a browser to use; `none` says that browser tests are not wanted."""
NONE: Final = "none"
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
_MAC_NAMES: Final = ("Chromium", "Google Chrome")
_PLAYWRIGHT: Final = ("chromium-*/*/chrome", "chromium-*/*/chrome.exe", "chromium-*/*/*.app/Contents/MacOS/*")
_PATIENCE_SECONDS: Final = 30


def find_chromium() -> Path | None:
    """A Chromium or Chrome that runs: the one that SUMBER_CHROMIUM names, else the first found.

    ValueError where the variable names something that does not run.
    """
    named = os.environ.get(VARIABLE, "").strip()
    if named == NONE:
        return None
    if named:
        found = shutil.which(named)
        if found is None or not _runs(Path(found)):
            raise ValueError(f"{VARIABLE} is {named!r}: expected a Chromium or Chrome that runs, or {NONE!r}")
        return Path(found)
    return next((place for place in _iter_places() if _runs(place)), None)


def _iter_places() -> Iterator[Path]:
    """Where browsers usually lie: on the path, among macOS's and Windows's programs, where Playwright keeps its own."""
    yield from (Path(found) for found in map(shutil.which, _NAMES) if found)
    home = Path.home()
    for folder in (Path("/Applications"), home / "Applications"):
        yield from (folder / f"{name}.app" / "Contents" / "MacOS" / name for name in _MAC_NAMES)
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if variable in os.environ:
            yield Path(os.environ[variable]) / "Google" / "Chrome" / "Application" / "chrome.exe"
    for kept in (home / ".cache", home / "Library" / "Caches", home / "AppData" / "Local"):
        yield from (place for pattern in _PLAYWRIGHT for place in sorted((kept / "ms-playwright").glob(pattern)))


def _runs(place: Path) -> bool:
    """Whether the program says its version: some systems put a stand-in where Chromium could be installed."""
    if not place.is_file():
        return False
    if sys.platform == "win32":  # there the question opens a window
        return True
    try:
        asked = subprocess.run(  # its own answer alone counts, not what its wrapper complains of
            [str(place), "--version"], capture_output=True, timeout=_PATIENCE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0 and asked.stdout.strip() != b""
