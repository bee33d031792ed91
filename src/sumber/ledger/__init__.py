"""The evidence ledger: what was read, kept so that nothing is lost and nothing is altered unseen."""

from sqlalchemy import Connection

from sumber.ledger.arrivals import Arrival, Kept, Recall
from sumber.ledger.finding import Count, Filters, Page
from sumber.ledger.keeping import keep, recall
from sumber.ledger.opening import MAIN_PROJECT, Ledger, open_ledger

__all__ = [
    "MAIN_PROJECT",
    "Arrival",
    "Connection",
    "Count",
    "Filters",
    "Kept",
    "Ledger",
    "Page",
    "Recall",
    "keep",
    "open_ledger",
    "recall",
]
