"""The gazetteer: states, people, organisations, outlets, weapons and places with their names."""

from sumber.gazetteer.aliases import Alias, AliasMatch, Names, organ_by_role, read_names, read_naming
from sumber.gazetteer.entries import Entry, EntryKind, Office, read_entries, read_offices, read_regions
from sumber.gazetteer.geonames import GeoPlace, find_geo_places, fold_place_name
from sumber.gazetteer.lookup import find_called, find_meant
from sumber.gazetteer.near import find_near_names
from sumber.gazetteer.organs import organ_name

__all__ = [
    "Alias",
    "AliasMatch",
    "Entry",
    "EntryKind",
    "GeoPlace",
    "Names",
    "Office",
    "find_called",
    "find_geo_places",
    "find_meant",
    "find_near_names",
    "fold_place_name",
    "organ_by_role",
    "organ_name",
    "read_entries",
    "read_names",
    "read_naming",
    "read_offices",
    "read_regions",
]
