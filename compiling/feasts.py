"""Compiles `languages/defaults/feasts.tsv`: feasts of the moon, on days that two sources agree on.

python3 dev.py compile feasts

Feasts of Islam are taken from two calendars, Umm al-Qura (Saudi Arabia) and that of Brunei, Indonesia, Malaysia and
Singapore, and from the public holidays that states have confirmed. Where they differ, the row holds the earliest and
the latest day; in a year to come, a day is left for the sighting of the moon. A year on which the packages disagree
gets no row. Only days are taken, no code.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import ephem
import holidays.countries
from hijridate import Hijri
from holidays.calendars.chinese import _ChineseLunisolar
from holidays.calendars.hindu import _HinduLunisolar
from holidays.calendars.islamic import _IslamicLunar, _IslamicMabimsLunar
from kalagana.festivals.engine import festivals_for_year
from kalagana.location import Location
from korean_lunar_calendar import KoreanLunarCalendar
from lunarcalendar import Converter, Lunar
from lunardate import LunarDate

TARGET = Path(__file__).resolve().parent.parent / "src/sumber/languages/defaults/feasts.tsv"
YEARS = range(2015, 2033)
TABLED = range(2015, 2034)
HIJRI_YEARS = range(1436, 1456)
ISLAMIC = {
    "ramadan": ("RAMADAN_BEGINNING", 9, 1),
    "eid_al_fitr": ("EID_AL_FITR", 10, 1),
    "eid_al_adha": ("EID_AL_ADHA", 12, 10),
    "mawlid": ("MAWLID", 3, 12),
}
KEPT_BY = 0.1
"""Days that fewer of the states kept, or that lie farther than a day from both calendars, are left out: some states
move a holiday to a week's end."""
KEPT_UNTIL = 2026
"""The last year that states have kept. Of the years on which both calendars agreed, some states kept the day after in
half: so in a year to come the day after counts too.
"""
FAR = 3
DELHI = Location("New Delhi", 28.6139, 77.209)
MARK = "CUSTOM_CALENDAR"
HEADER = """\
# Feasts of the moon: `from` and `from_latest` are the earliest and the latest first day, `until` the latest last day.
# They differ where the sighting of the moon, or a state's own calendar, differs. Made by compiling/feasts.py from
# hijridate, holidays, lunardate, LunarCalendar, korean_lunar_calendar, kalagana and ephem (all MIT or alike).
# `said`: which calendar says which day; `states`: how many states' confirmed public holidays; `to come`: not kept yet
# when the table was made, so that the sighting of the moon may still add a day.
feast\tfrom\tfrom_latest\tuntil\tsaid
"""


class Row(NamedTuple):
    """A feast in one year."""

    feast: str
    first: date
    first_latest: date
    until: date
    said: str


def main() -> None:
    """Write the table."""
    fasts = dict(islamic_rows())
    rows = [*end_of_fast(fasts), *chinese_rows(), *diwali_rows()]
    rows.sort(key=lambda row: (row.feast, row.first))
    lines = [f"{r.feast}\t{r.first}\t{r.first_latest}\t{r.until}\t{r.said}\n" for r in rows]
    TARGET.write_text(HEADER + "".join(lines), "utf-8")
    print(f"{len(rows)} rows in {TARGET.name}")


def islamic_rows() -> Iterator[tuple[tuple[str, date], Row]]:
    """Feasts of Islam by name and first day of Umm al-Qura, where both packages hold that day."""
    for feast, (label, month, day) in ISLAMIC.items():
        kept = Counter(iter_confirmed(label))
        for year in HIJRI_YEARS:
            saudi = Hijri(year, month, day).to_gregorian()
            eastern = [d for d in table_days(_IslamicMabimsLunar, f"{label}_DATES") if abs((d - saudi).days) <= 1]
            if saudi.year not in TABLED or saudi not in table_days(_IslamicLunar, f"{label}_DATES") or not eastern:
                continue
            near = {d: n for d, n in kept.items() if abs((d - saudi).days) <= FAR}
            often = {d for d, n in near.items() if n >= KEPT_BY * sum(near.values())}
            told = {saudi, *eastern}
            days = sorted(told | {d for d in often if any(abs((d - day).days) <= 1 for day in told)})
            states = " ".join(f"{d:%m-%d}:{n}" for d, n in sorted(near.items()))
            if len(days) == 1 and saudi.year > KEPT_UNTIL:
                days.append(saudi + timedelta(days=1))
            said = f"umm_al_qura {saudi:%m-%d}; mabims {eastern[0]:%m-%d}" + (f"; states {states}" if states else "")
            said += "; to come" if saudi.year > KEPT_UNTIL else ""
            yield (feast, saudi), Row(feast, days[0], days[-1], days[-1], said)


def end_of_fast(rows: dict[tuple[str, date], Row]) -> Iterator[Row]:
    """All rows; the month of fasting lasts until the day before the feast that ends it."""
    feasts = [row for (feast, _), row in rows.items() if feast == "eid_al_fitr"]
    for (feast, first), row in rows.items():
        if first.year not in YEARS:
            continue
        if feast != "ramadan":
            yield row
            continue
        ends = [end.first_latest for end in feasts if 0 < (end.first - row.first).days < 40]
        if ends:
            yield row._replace(until=ends[0] - timedelta(days=1))


def iter_confirmed(label: str) -> Iterator[date]:
    """The days that states' confirmed public holidays fall on, one for each state and year."""
    for module in pkgutil.iter_modules(holidays.countries.__path__):
        country = importlib.import_module(f"holidays.countries.{module.name}")
        for name in dir(country):
            if name.endswith("IslamicHolidays") and name[0] != "_" and name != "IslamicHolidays":
                yield from confirmed_days(getattr(country, name), label)


def confirmed_days(calendar: Any, label: str) -> Iterator[date]:
    """The confirmed days of one state's calendar."""
    own = getattr(calendar, f"{label}_DATES_{MARK}", {})
    spans = getattr(calendar, f"{label}_DATES_CONFIRMED_YEARS_{MARK}", ())
    spans = (spans,) if spans and not isinstance(spans[0], tuple) else spans
    common = getattr(calendar, f"{label}_DATES", {})
    for year in TABLED:
        days = own.get(year) or (common.get(year) if any(a <= year <= b for a, b in spans) else None)
        if days:
            yield from as_dates(year, days)


def table_days(calendar: Any, label: str) -> set[date]:
    """All days of a table of the package `holidays`."""
    return {day for year, days in getattr(calendar, label).items() for day in as_dates(year, days)}


def as_dates(year: int, days: Any) -> Iterable[date]:
    """The days of one year, which a table holds as one pair of month and day or as several."""
    return [date(year, *day) for day in (days if isinstance(days[0], tuple) else (days,))]


def chinese_rows() -> Iterator[Row]:
    """New years and the autumn feast by the calendars of China, Korea and Vietnam, where two packages agree."""
    tables = _ChineseLunisolar
    for year in YEARS:
        china = date(year, *tables.LUNAR_NEW_YEAR_DATES[year])
        korea = date(year, *tables.KOREAN_CALENDAR_LUNAR_NEW_YEAR_DATES.get(year, (china.month, china.day)))
        vietnam = date(year, *tables.VIETNAMESE_CALENDAR_LUNAR_NEW_YEAR_DATES.get(year, (china.month, china.day)))
        agreed = china == LunarDate(year, 1, 1).to_solar_date() == Converter.Lunar2Solar(Lunar(year, 1, 1)).to_date()
        if agreed and china == new_moon(china, 8):
            yield Row("chinese_new_year", china, china, china, "holidays; lunardate; LunarCalendar; ephem")
            if korea == korean_day(year, 1, 1) == new_moon(korea, 9):
                yield Row("seollal", korea, korea, korea, "holidays; korean_lunar_calendar; ephem")
            if vietnam == new_moon(vietnam, 7):
                yield Row("tet", vietnam, vietnam, vietnam, "holidays; ephem")
            days = sorted({china, korea, vietnam})
            said = f"china {china:%m-%d}; korea {korea:%m-%d}; vietnam {vietnam:%m-%d}"
            yield Row("lunar_new_year", days[0], days[-1], days[-1], said)
        autumn = date(year, *tables.MID_AUTUMN_DATES[year])
        if autumn == Converter.Lunar2Solar(Lunar(year, 8, 15)).to_date() == LunarDate(year, 8, 15).to_solar_date():
            yield Row("mid_autumn", autumn, autumn, autumn, "holidays; lunardate; LunarCalendar")
        chuseok = date(year, *tables.KOREAN_CALENDAR_MID_AUTUMN_DATES.get(year, (autumn.month, autumn.day)))
        if chuseok == korean_day(year, 8, 15):
            yield Row("chuseok", chuseok, chuseok, chuseok, "holidays; korean_lunar_calendar")


def new_moon(near: date, hours: int) -> date:
    """The day of the new moon nearest to a day, by a clock so many hours before Greenwich."""
    moon = ephem.next_new_moon(ephem.Date(near - timedelta(days=3))).datetime()
    return (moon + timedelta(hours=hours)).date()


def korean_day(year: int, month: int, day: int) -> date:
    """A day of the Korean calendar."""
    calendar = KoreanLunarCalendar()
    calendar.setLunarDate(year, month, day, False)
    return date.fromisoformat(calendar.SolarIsoFormat())


def diwali_rows() -> Iterator[Row]:
    """Diwali in India, where a table and a calculation for New Delhi agree."""
    for year in YEARS:
        day = date(year, *_HinduLunisolar.DIWALI_INDIA_DATES[year])
        found = festivals_for_year(year, DELHI, include_monthly=False, include_islamic=False, include_fixed=False)
        if any(feast.name == "Diwali" and feast.date == day for feast in found):
            yield Row("diwali", day, day, day, "holidays (India); kalagana (New Delhi)")


if __name__ == "__main__":
    main()
