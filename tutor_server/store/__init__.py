"""Persistence: the tables, their migrations, and the adapters of the session's storage ports.

From the ground up: `columns` and `tables` say what is stored, `schema` brings a database to that
shape, `sqlite` and `postgres` are the two engines, `database` is one opened database whichever of
them it is. On it stand the ports: `journal` (with `numbering`, which decides, and `group`, which
acts), `sessions` and `users`; `memory` is their twin without a disk.
"""
