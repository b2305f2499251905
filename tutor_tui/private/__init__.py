"""The client's half of the private server: find it, or start it."""
