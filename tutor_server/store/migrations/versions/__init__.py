"""The revisions, oldest first by name. A published one is never edited."""
