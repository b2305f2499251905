"""The lesson's rules as a pure, total function: `apply(course, state, event) -> (state, effects)`."""
