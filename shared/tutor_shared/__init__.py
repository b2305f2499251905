"""What both programs share: the wire, the syllabus, the judging of answers, errors, time and ids."""

__version__ = "0.1.0"
