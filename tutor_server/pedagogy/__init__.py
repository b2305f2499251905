"""Pure tutoring: what comes next, which help, which words, what is mastered. No I/O, no clock."""
