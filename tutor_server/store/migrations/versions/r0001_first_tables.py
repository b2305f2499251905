"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make every table of the first version."""
    _make_people()
    _make_sessions()
    _make_folds()


def _make_people() -> None:
    op.create_table(
        "users",
        sa.Column("name", sa.String, nullable=False),
        sa.Column("created", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_users"),
    )
    op.create_table(
        "access_tokens",
        sa.Column("hash", sa.String, nullable=False),
        sa.Column("user", sa.String, nullable=False),
        sa.Column("created", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_access_tokens"),
        sa.ForeignKeyConstraint(["user"], ["users.name"], name="fk_access_tokens_user"),
    )
    op.create_index("ix_access_tokens_user", "access_tokens", ["user"])


def _make_sessions() -> None:
    op.create_table(
        "syllabuses",
        sa.Column("content_hash", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("content_hash", name="pk_syllabuses"),
    )
    op.create_table(
        "session_histories",
        sa.Column("session", sa.String, nullable=False),
        sa.Column("user", sa.String, nullable=False),
        sa.Column("syllabus", sa.String, nullable=False),
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("content_hash", sa.String, nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("last_seq", sa.Integer, nullable=False),
        sa.Column("started", _TIME, nullable=False),
        sa.Column("ended", _TIME),
        sa.Column("summary", sa.Text),
        sa.Column("snapshot", sa.LargeBinary),
        sa.PrimaryKeyConstraint("session", name="pk_session_histories"),
        sa.UniqueConstraint(
            "user", "syllabus", "run", name="uq_session_histories_user_syllabus_run"
        ),
        sa.ForeignKeyConstraint(["user"], ["users.name"], name="fk_session_histories_user"),
        sa.ForeignKeyConstraint(
            ["content_hash"],
            ["syllabuses.content_hash"],
            name="fk_session_histories_content_hash",
        ),
    )
    op.create_table(
        "session_events",
        sa.Column("session", sa.String, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("client_id", sa.String),
        sa.Column("body_hash", sa.LargeBinary),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("private", sa.Text, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("session", "seq", name="pk_session_events"),
        sa.ForeignKeyConstraint(
            ["session"], ["session_histories.session"], name="fk_session_events_session"
        ),
    )
    op.create_index(
        "uq_session_events_client_id_session",
        "session_events",
        ["client_id", "session"],
        unique=True,
        sqlite_where=sa.text("client_id IS NOT NULL"),
        postgresql_where=sa.text("client_id IS NOT NULL"),
    )


def _make_folds() -> None:
    op.create_table(
        "skill_masteries",
        sa.Column("user", sa.String, nullable=False),
        sa.Column("syllabus", sa.String, nullable=False),
        sa.Column("skill", sa.String, nullable=False),
        sa.Column("mastery", sa.Float, nullable=False),
        sa.Column("mastered", sa.Boolean, nullable=False),
        sa.Column("right", sa.Integer, nullable=False),
        sa.Column("first_attempts", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("user", "syllabus", "skill", name="pk_skill_masteries"),
        sa.ForeignKeyConstraint(["user"], ["users.name"], name="fk_skill_masteries_user"),
    )
    op.create_table(
        "review_cards",
        sa.Column("user", sa.String, nullable=False),
        sa.Column("syllabus", sa.String, nullable=False),
        sa.Column("skill", sa.String, nullable=False),
        sa.Column("due", _TIME, nullable=False),
        sa.Column("stability", sa.Float, nullable=False),
        sa.Column("difficulty", sa.Float, nullable=False),
        sa.Column("reviewed", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("user", "syllabus", "skill", name="pk_review_cards"),
        sa.ForeignKeyConstraint(["user"], ["users.name"], name="fk_review_cards_user"),
    )
    op.create_index("ix_review_cards_due", "review_cards", ["due"])
