"""Link health: from the ledger and the addresses of the data to what the page about it shows. Nothing depends on today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from macros.addresses import ROLES, in_data, roadmaps_first
from macros.catalogue import Catalogue
from macros.fields import ROADMAP_HOST
from macros.ledger import Ledger, Record
from macros.parts import Entry

OLDEST = 25  # looks that are listed
FEWEST = 3  # addresses of a host that has a row of its own; all other hosts share one


@dataclass(frozen=True)
class Count:
    """Some addresses: how many of each verdict, how many nobody has looked at, and the oldest look at the others."""

    name: str
    total: int
    alive: int
    dead: int
    unverified: int
    unseen: int
    oldest: dt.date | None


@dataclass(frozen=True)
class Health:
    """What is known of all addresses; `cited` has the entries that name each, and `others` counts the small hosts."""

    all: Count
    kinds: tuple[Count, ...]
    hosts: tuple[Count, ...]
    others: Count
    other_hosts: int
    dead: tuple[Record, ...]
    oldest: tuple[Record, ...]
    latest: dt.date | None
    cited: Mapping[str, tuple[Entry, ...]]


def health(catalogue: Catalogue, ledger: Ledger) -> Health:
    """The health of every address of the data and of the ledger, which has those of the pages written by hand as well."""
    places = in_data(catalogue, "")
    records = [ledger.record(address) for address in roadmaps_first({*places, *ledger.records})]
    roles = {address: min((place.role for place in found), key=ROLES.index) for address, found in places.items()}
    by_role = _grouped(records, {record.address: roles.get(record.address, ROLES[-1]) for record in records})
    by_host = _grouped(records, {record.address: urlsplit(record.address).hostname or "" for record in records})
    big = {host: found for host, found in by_host.items() if host == ROADMAP_HOST or len(found) >= FEWEST}
    small = [record for host, found in by_host.items() if host not in big for record in found]
    looked = sorted((record for record in records if record.checked_on), key=_when)
    return Health(
        all=count("", records),
        kinds=tuple(count(role, by_role[role]) for role in ROLES if role in by_role),
        hosts=tuple(count(host, big[host]) for host in sorted(big, key=lambda host: _rank(host, big[host]))),
        others=count("", small),
        other_hosts=len(by_host) - len(big),
        dead=tuple(record for record in records if record.verdict == "dead"),
        oldest=tuple(looked[:OLDEST]),
        latest=looked[-1].checked_on if looked else None,
        cited={address: catalogue.all(dict.fromkeys(place.entry_id for place in found)) for address, found in places.items()},
    )


def count(name: str, records: Sequence[Record]) -> Count:
    """Some records, counted."""
    looks = [record.checked_on for record in records if record.checked_on]
    verdicts = [record.verdict for record in records]
    return Count(
        name,
        len(records),
        verdicts.count("alive"),
        verdicts.count("dead"),
        verdicts.count("unverified"),
        len(records) - len(looks),
        min(looks, default=None),
    )


def _grouped(records: Iterable[Record], names: Mapping[str, str]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(names[record.address], []).append(record)
    return found


def _rank(host: str, records: Sequence[Record]) -> tuple[bool, int, str]:
    """roadmap.sh first, then the hosts that have most."""
    return host != ROADMAP_HOST, -len(records), host


def _when(record: Record) -> dt.date:
    return record.checked_on or dt.date.min
