"""``python -m interviewer`` is the ``interviewer`` command."""

import sys

from interviewer.cli.start import main

if __name__ == "__main__":
    sys.exit(main())
