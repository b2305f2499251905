"""What `tutor lint` looks for: one rule a module, its docstring the manual, all of them in `rules`."""
