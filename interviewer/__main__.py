"""``python -m interviewer`` is the ``interviewer`` command."""

import sys

from interviewer.cli.main import main

sys.exit(main())
