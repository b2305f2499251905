"""`tutor chat --plain`: a lesson as lines."""
