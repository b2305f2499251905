"""The screens, one a file. Each is drawn from what it is given, and asks by messages."""
