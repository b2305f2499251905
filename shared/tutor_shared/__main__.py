"""`python -m tutor_shared` is `tutor`."""

from tutor_shared.cli import main

main()
