"""What is stored, as SQLAlchemy Core tables; the migrations build the same, and a test compares.

`session_events` is the truth and only grows. `snapshot`, `skill_masteries` and `review_cards` are
folds of it that can be deleted and built again. Of the runs of one (user, syllabus) the one with
the highest `run` is the present one; a counter says so whatever the wall clock did.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from tutor_server.store.columns import UtcTime, Utf8

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

users: Final = Table(
    "users",
    metadata,
    Column("name", String, primary_key=True),
    Column("created", UtcTime, nullable=False),
)

access_tokens: Final = Table(
    "access_tokens",
    metadata,
    # SHA-256 in hex: the tokens are 256 random bits, so a slow hash would protect nothing more.
    Column("hash", String, primary_key=True),
    Column("user", String, ForeignKey("users.name"), nullable=False, index=True),
    Column("created", UtcTime, nullable=False),
)

syllabuses: Final = Table(
    "syllabuses",
    metadata,
    Column("content_hash", String, primary_key=True),
    Column("id", String, nullable=False),
    Column("version", String, nullable=False),
    Column("document", Utf8, nullable=False),
)

session_histories: Final = Table(
    "session_histories",
    metadata,
    Column("session", String, primary_key=True),
    Column("user", String, ForeignKey("users.name"), nullable=False),
    Column("syllabus", String, nullable=False),
    Column("run", Integer, nullable=False),
    Column("content_hash", String, ForeignKey("syllabuses.content_hash"), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("owner", String, nullable=False),
    Column("state", String, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("started", UtcTime, nullable=False),
    Column("ended", UtcTime),
    Column("summary", Text),
    Column("snapshot", LargeBinary),
    # Finds the present session, and lets no two processes begin the same run.
    UniqueConstraint("user", "syllabus", "run"),
)

session_events: Final = Table(
    "session_events",
    metadata,
    Column("session", String, ForeignKey("session_histories.session"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("client_id", String),
    Column("body_hash", LargeBinary),
    Column("kind", String, nullable=False),
    Column("payload", Utf8, nullable=False),
    Column("private", Utf8, nullable=False),
    Column("at", UtcTime, nullable=False),
    # Partial: most rows have no client id, and need no entry. The id leads, so that a group's ids
    # are found by themselves: neither engine plans a list of (session, client id) pairs well.
    Index(
        "uq_session_events_client_id_session",
        "client_id",
        "session",
        unique=True,
        sqlite_where=text("client_id IS NOT NULL"),
        postgresql_where=text("client_id IS NOT NULL"),
    ),
)

skill_masteries: Final = Table(
    "skill_masteries",
    metadata,
    Column("user", String, ForeignKey("users.name"), primary_key=True),
    Column("syllabus", String, primary_key=True),
    Column("skill", String, primary_key=True),
    Column("mastery", Float, nullable=False),
    Column("mastered", Boolean, nullable=False),
    Column("right", Integer, nullable=False),
    Column("first_attempts", Integer, nullable=False),
)

review_cards: Final = Table(
    "review_cards",
    metadata,
    Column("user", String, ForeignKey("users.name"), primary_key=True),
    Column("syllabus", String, primary_key=True),
    Column("skill", String, primary_key=True),
    Column("due", UtcTime, nullable=False, index=True),
    Column("stability", Float, nullable=False),
    Column("difficulty", Float, nullable=False),
    Column("reviewed", UtcTime, nullable=False),
)
