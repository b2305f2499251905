"""The runtime under the sessions, after Erlang/OTP: processes, mailboxes, supervisors, a registry.

A process owns its state and is spoken to through its mailbox only; it is held by its ref. What
goes wrong in one ends that one, and its supervisor decides what follows. Knows nothing of tutoring.
"""
