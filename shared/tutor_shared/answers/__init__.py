"""Judging what people type: pure, bounded, and the same for server, lint, `tutor check` and client.

`judge(block, text) -> Verdict` is the door; `block` tells what an answer may be.
"""
