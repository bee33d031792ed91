"""Installs what the browser tests need where the system allows it, else says how; never a reason to fail.

    python -m tests.browser.installing

On Debian, as root or with a sudo that asks for nothing: Chromium, and a font with Han, kana and Hangul. It is tried once
for each environment of the project.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.browser.chromium import NONE, VARIABLE, find_chromium

BROWSER: Final = "chromium"
FONT: Final = "fonts-noto-cjk"
STAMP: Final = Path(sys.prefix) / ".sumber-browser-tried"
HOW: Final = (
    f"install Chromium or Chrome (Debian: sudo apt install {BROWSER} {FONT}; macOS: brew install --cask chromium; "
    f"anywhere: {Path(sys.executable).name} -m playwright install chromium), or name one in {VARIABLE}"
)
_LONGEST_SECONDS: Final = 300
_OPTIONS: Final = ("-qq", "-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20", "-o", "DPkg::Lock::Timeout=30")


def main() -> int:
    """Install what is missing where that may be done; 2 where the variable names no browser."""
    if os.environ.get(VARIABLE) == NONE:
        return 0
    try:
        missing = find_missing()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if not missing or STAMP.exists():
        return 0
    prefix = find_prefix()
    if prefix is not None:
        print(f"Installing {' and '.join(missing)} for the browser tests (once) ...", file=sys.stderr, flush=True)
        install(prefix, missing)
    STAMP.write_text("Browser and fonts were asked for once; remove this file to have it tried again.\n", "utf-8")
    return 0


def find_missing() -> list[str]:
    """The Debian packages that the browser tests lack."""
    missing = [] if find_chromium() else [BROWSER]
    return [*missing, FONT] if _lacks_font() else missing


def _lacks_font() -> bool:
    lister = shutil.which("fc-list")
    if lister is None:
        return sys.platform == "linux"
    return not subprocess.run([lister, ":lang=ko"], capture_output=True, timeout=60, check=False).stdout.strip()


def find_prefix() -> list[str] | None:
    """What commands begin with that install packages: nothing for root, else sudo; None where neither is allowed here.

    Not on Ubuntu: its package of Chromium is a snap, which sees no temporary folder and needs a running snapd.
    """
    if not shutil.which("apt-get") or "ubuntu" in _read_release():
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, timeout=20, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def _read_release() -> str:
    release = Path("/etc/os-release")
    return release.read_text("utf-8").lower() if release.is_file() else ""


def install(prefix: list[str], packages: list[str]) -> bool:
    """Whether packages could be installed, each step ended when it takes too long."""
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "timeout", str(_LONGEST_SECONDS), "apt-get", *_OPTIONS]
    wanted = ["install", "--yes", "--no-install-recommends"]
    # Fetching may be broken off at any moment, unpacking had better not be.
    steps = (["update"], [*wanted, "--download-only", *packages], [*wanted, *packages])
    return all(subprocess.run([*apt, *step], stdout=subprocess.DEVNULL, check=False).returncode == 0 for step in steps)


if __name__ == "__main__":
    sys.exit(main())
