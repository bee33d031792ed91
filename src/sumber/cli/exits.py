"""Exit codes of the command line."""

from __future__ import annotations

EXIT_OK = 0
EXIT_REFUSED = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130
EXIT_TERMINATED = 143

EXIT_HELP = """exit codes:
  0    everything was read
  1    something could not be read or written; all else was
  2    wrong usage; nothing was read
  130  interrupted (Ctrl-C), 143 terminated; what was read until then is kept"""
