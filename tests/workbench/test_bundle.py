"""The bundled script: it comes from the sources that lie in `web`."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "web"
BUNDLE = ROOT / "src" / "sumber" / "workbench" / "static" / "workbench.js"


def test_the_bundle_was_built_from_these_sources() -> None:
    digest = hashlib.sha256()
    for source in sorted((*SOURCES.glob("src/*.ts"), SOURCES / "package-lock.json")):
        digest.update(source.name.encode() + b"\0" + source.read_bytes())
    stamped = re.search(r"/\* sources ([0-9a-f]{16}) \*/\s*\Z", BUNDLE.read_text("utf-8"))
    assert stamped, "the bundle has no stamp: build it with npm run build in web/"
    assert stamped.group(1) == digest.hexdigest()[:16], "web/ has changed: build it anew with npm ci && npm run build"


def test_the_bundle_is_small() -> None:
    import gzip

    assert len(gzip.compress(BUNDLE.read_bytes())) < 350_000
