"""`python -m tutor_server --private --data-dir DIR`: how `tutor chat` starts its own server."""

import sys

from tutor_server.private import main

sys.exit(main())
