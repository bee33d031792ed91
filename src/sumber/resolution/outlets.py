"""The publisher of a report as an entry of the gazetteer."""

from __future__ import annotations

from functools import cache

from sumber.gazetteer import Entry, read_entries


def find_outlet(name: str | None, url: str | None = None) -> Entry | None:
    """The outlet that bears this name, or whose domain the address has; None where none or several do."""
    by_name = _by_name().get(name.casefold(), ()) if name else ()
    if len(by_name) == 1:
        return by_name[0]
    host = url.split("://", 1)[-1].split("/", 1)[0].removeprefix("www.").lower() if url else ""
    return _by_domain().get(host)


@cache
def _by_name() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in read_entries().values():
        if entry.kind == "outlet":
            for name in {entry.name.casefold(), *(n.casefold() for n in entry.names)}:
                found[name] = (*found.get(name, ()), entry)
    return found


@cache
def _by_domain() -> dict[str, Entry]:
    return {entry.domain: entry for entry in read_entries().values() if entry.kind == "outlet" and entry.domain}
