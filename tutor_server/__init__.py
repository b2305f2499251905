"""The programs that teach: `tutor serve`, and the runtime and lesson behind it."""
