"""``python -m interviewer`` is the ``interviewer`` command."""

import sys

from interviewer.cli.start import main

sys.exit(main())
