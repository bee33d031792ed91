"""`python -m sumber`: the command line."""

import sys

from sumber.cli import main

sys.exit(main())
