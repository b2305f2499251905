"""The tools a lesson may use, and the executor that runs them beside it."""
