"""Adding: reports read and kept, whatever surface they come by."""

from sumber.adding.adding import LONGEST_WAIT_SECONDS, Adding, Answer, Counts

__all__ = ["LONGEST_WAIT_SECONDS", "Adding", "Answer", "Counts"]
