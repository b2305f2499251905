"""One lesson as a process: its machine, its pure reducer, the server around it, and its ports."""
