"""Courses: the model, reading YAML with positions, the prerequisite graph, and lint."""
