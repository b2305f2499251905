"""The cap on one user's connections."""

from __future__ import annotations

from tutor_server.transport.guests import Guests
from tutor_server.transport.presence import Presence


def test_w_29_a_user_comes_in_three_times_and_again_after_leaving() -> None:
    guests = Guests(3)
    assert [guests.enter("ada") for _ in range(4)] == [True, True, True, False]
    assert guests.enter("bob")
    guests.leave("ada", clean=True)
    assert guests.enter("ada")


def test_nothing_is_kept_of_those_who_left() -> None:
    guests = Guests(3)
    for n in range(100):
        guests.enter(f"user {n}")
        guests.leave(f"user {n}", clean=True)
    assert not guests._count


async def test_presence_hears_of_those_who_were_let_in() -> None:
    presence = Presence()
    guests = Guests(1, presence)
    guests.enter("ada")
    guests.enter("ada")
    guests.leave("ada", clean=True)
    await presence.gone()
