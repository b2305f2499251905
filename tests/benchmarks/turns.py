"""What a turn and an idle session cost, beside a bare `websockets` echo, in one run.

B1  one frame in, mailbox, machine, one frame out, in memory        : echo   ≤ 1.5
B2  a judged answer, all its frames and both commits, SQLite FULL   : echo   ≤ 10
B3  the same with durability                                        : without ≤ 2
B5  bytes of an idle joined session : bytes of an idle connection            ≤ 1.5

Servers run in processes of their own; what is compared is the CPU time they used for each message
(user + system, from the kernel), and their resident memory. Rounds are interleaved, the median
counts. Run: make benchmarks
"""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
import statistics
import sys
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Any, Final

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from tutor_shared.answers.block import AnswerBlock, Number, NumberFormat
from tutor_shared.ids import new_id
from tutor_shared.syllabus.model import (
    MasteryPolicy,
    Policy,
    Question,
    Skill,
    Syllabus,
    Topic,
    Variant,
)

CLIENTS: Final = 64
MESSAGES: Final = 100
#: A course of 24 questions; it is begun again when it is done.
TOPICS: Final = 4
IDLE: Final = 1_000
ROUNDS: Final = 3
TICK_S: Final = 1 / os.sysconf("SC_CLK_TCK")
TUTOR: Final = Subprotocol("tutor.v1")

Server = Callable[[Pipe, str], Awaitable[None]]


def question(id: str) -> Question:
    """A plain one."""
    return Question(id, ("add",), 1, (Variant("What is 3 + 4?", AnswerBlock(Number("7"))),))


def course() -> Syllabus:
    """As large as a course is: a few topics of a few questions each."""
    topics = tuple(
        Topic(f"t{t}", "Adding", "", (), tuple(question(f"q{t}-{n}") for n in range(6)))
        for t in range(TOPICS)
    )
    return Syllabus(
        id="bench", title="Bench", version="1", language="en", license="", authors=(),
        description="", guidance="", number_format=NumberFormat(), policy=Policy(),
        mastery=MasteryPolicy(), skills=(Skill("add", "Add"),), misconceptions=(), glossary=(),
        topics=topics, content_hash="b" * 32,
    )  # fmt: skip


class OneCourse:
    """A shelf with the one course."""

    def __init__(self) -> None:
        from tutor_server.session.ports import CourseDocument

        self.course = course()
        self.document = CourseDocument("bench", "1", "b" * 32, b"{}")

    def ids(self) -> list[str]:
        return ["bench"]

    def get(self, id: str) -> Any:
        return self.course, self.document

    def read(self, document: bytes) -> Syllabus:
        return self.course


class AnyUser:
    """The token is the user."""

    async def authenticate(self, token: str) -> str | None:
        return token


async def echo(pipe: Pipe, _: str) -> None:
    """The bare library, as fast as it goes."""

    async def handler(socket: ServerConnection) -> None:
        with suppress(ConnectionClosed):
            while True:
                await socket.send(await socket.recv(decode=False), text=True)

    async with serve(
        handler, "127.0.0.1", 0, compression=None, subprotocols=[TUTOR], backlog=4096,
        ping_interval=None,
    ) as server:  # fmt: skip
        pipe.send(f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        await asyncio.Event().wait()


async def tutor(pipe: Pipe, store: str) -> None:
    """Our server with the real channel, session, tools and journal; the store as asked."""
    from tutor_server import telemetry
    from tutor_server.otp.process import start
    from tutor_server.otp.timers import Timers
    from tutor_server.session.quarantine import Quarantine
    from tutor_server.session.supervisor import SessionSupervisor
    from tutor_server.session.world import World
    from tutor_server.settings import Settings
    from tutor_server.store.database import Database
    from tutor_server.store.journal import JournalWriter
    from tutor_server.store.memory import MemoryJournal, MemorySessions, MemoryStore
    from tutor_server.store.sessions import StoredSessions
    from tutor_server.tools.executor import ToolExecutor
    from tutor_server.tools.toolbox import Toolbox
    from tutor_server.transport.listener import Listener
    from tutor_shared.clock import SystemClock

    journal: Any
    sessions: Any
    if store == "memory":
        memory = MemoryStore()
        journal, sessions = MemoryJournal(memory), MemorySessions(memory)
    else:
        database = await Database.open(store, serve=True)
        journal, sessions = JournalWriter(database), StoredSessions(database)
        await journal.start()
    courses = OneCourse()
    clock = SystemClock()
    world = World(
        journal=journal, sessions=sessions, courses=courses, tools=Toolbox(sessions),
        executor=ToolExecutor(), timers=Timers(), quarantine=Quarantine(clock), clock=clock,
        owner="bench",
    )  # fmt: skip
    telemetry.configure("error")
    lessons = SessionSupervisor(world)
    await start(lessons.supervisor)

    async def no_record(user: str, syllabus: str | None) -> list[Any]:
        return []

    users: Any = AnyUser()
    listener = Listener(
        Settings(data_dir=Path(), port=0, max_per_user=100_000, heartbeat_s=600.0),
        lessons=lessons, sessions=sessions, users=users, courses=courses, record=no_record,
        clock=world.clock, ready=lambda: True,
    )  # fmt: skip
    address = await listener.start()
    gc.freeze()
    pipe.send(address)
    await asyncio.Event().wait()


def child(server: Server, pipe: Pipe, store: str) -> None:
    """The body of a server process."""
    from tutor_server import event_loop

    event_loop.run(server(pipe, store))  # type: ignore[arg-type]  # a coroutine function's result


class Running:
    """A server process, by its address, its CPU time and its memory."""

    def __init__(self, server: Server, store: str = "memory") -> None:
        ours, theirs = multiprocessing.Pipe()
        self.process = multiprocessing.get_context("spawn").Process(
            target=child, args=(server, theirs, store), daemon=True
        )
        self.process.start()
        self.url: str = ours.recv()

    def cpu_s(self) -> float:
        """User and system time so far, in seconds."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * TICK_S

    def rss(self) -> int:
        """Resident memory, in bytes."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def end(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.join()


async def dial(url: str) -> ClientConnection:
    """A plain connection."""
    return await connect(
        url, compression=None, subprotocols=[TUTOR], proxy=None, ping_interval=None
    )  # fmt: skip


async def sit(url: str, name: str) -> ClientConnection:
    """A connection that has joined the course and read its opening."""
    socket = await dial(url)
    await socket.send(
        msgspec.json.encode({"type": "hello", "protocol": 1, "client": "b", "token": name}),
        text=True,
    )
    await socket.recv()
    join = {"type": "join", "ref": "j", "syllabus": "bench"}
    await socket.send(msgspec.json.encode(join), text=True)
    await until(socket, b'"kind":"exposition"')
    return socket


async def until(socket: ClientConnection, mark: bytes) -> None:
    """Read until a frame holds the mark."""
    while mark not in await socket.recv(decode=False):
        pass


async def measured(server: Running, work: Awaitable[Any], messages: int) -> float:
    """CPU microseconds of the server for each message."""
    before = server.cpu_s()
    await work
    return (server.cpu_s() - before) / messages * 1e6


async def echoes(sockets: list[ClientConnection]) -> None:
    """Each client sends and waits for the echo, again and again."""
    frame = msgspec.json.encode({"type": "next", "id": new_id()})

    async def one(socket: ClientConnection) -> None:
        for _ in range(MESSAGES * 4):
            await socket.send(frame, text=True)
            await socket.recv(decode=False)

    await asyncio.gather(*map(one, sockets))


async def turns(sockets: list[ClientConnection]) -> None:
    """One frame in, one frame out: an answer while none is asked for is refused by the machine."""

    async def one(socket: ClientConnection) -> None:
        for _ in range(MESSAGES * 4):
            say = {"type": "hint", "id": new_id()}
            await socket.send(msgspec.json.encode(say), text=True)
            await socket.recv(decode=False)

    await asyncio.gather(*map(one, sockets))


async def nexts(sockets: list[ClientConnection]) -> None:
    """From a solved question to the next one: one commit, four frames."""

    async def one(socket: ClientConnection) -> None:
        seen = b""
        while b'"state":"awaiting_answer"' not in seen:
            if b'"kind":"summary"' in seen:
                join = {"type": "join", "ref": "j", "syllabus": "bench", "restart": True}
                await socket.send(msgspec.json.encode(join), text=True)
                await until(socket, b'"kind":"exposition"')
            await socket.send(msgspec.json.encode({"type": "next", "id": new_id()}), text=True)
            seen = await turn(socket)

    await asyncio.gather(*map(one, sockets))


async def turn(socket: ClientConnection) -> bytes:
    """The last frame of the turn that `next` began."""
    ends = (b'"state":"awaiting_answer"', b'"kind":"exposition"', b'"kind":"summary"')
    while True:
        frame: bytes = await socket.recv(decode=False)
        if any(end in frame for end in ends):
            return frame


async def answers(sockets: list[ClientConnection]) -> None:
    """A right answer: two commits, six frames."""

    async def one(socket: ClientConnection) -> None:
        say = {"type": "say", "id": new_id(), "text": "7"}
        await socket.send(msgspec.json.encode(say), text=True)
        await until(socket, b'"type":"progress"')

    await asyncio.gather(*map(one, sockets))


async def judged(server: Running, sockets: list[ClientConnection]) -> float:
    """CPU microseconds for each judged answer, without the steps to the next question."""
    total = 0.0
    for _ in range(MESSAGES):
        await nexts(sockets)
        before = server.cpu_s()
        await answers(sockets)
        total += server.cpu_s() - before
    return total / (MESSAGES * len(sockets)) * 1e6


async def idle_bytes(
    server: Running, seat: Callable[[str, str], Awaitable[ClientConnection]]
) -> float:
    """Resident bytes for each idle connection."""
    held = [await seat(server.url, f"warm-{n}") for n in range(50)]
    before = server.rss()
    held += [await seat(server.url, f"idle-{n}") for n in range(IDLE)]
    await asyncio.sleep(0.5)
    used = (server.rss() - before) / IDLE
    for socket in held:
        socket.transport.abort()
    return used


async def main() -> int:
    """Measure, print the table, and say whether every target is met."""
    with tempfile.TemporaryDirectory() as folder:
        bare, memory = Running(echo), Running(tutor)
        durable = Running(tutor, str(Path(folder) / "bench.db"))
        plain = [await dial(bare.url) for _ in range(CLIENTS)]
        seats = [await sit(memory.url, f"user-{n}") for n in range(CLIENTS)]
        saved = [await sit(durable.url, f"user-{n}") for n in range(CLIENTS)]
        rows: dict[str, list[float]] = {"echo": [], "turn": [], "judged": [], "saved": []}
        for number in range(ROUNDS + 1):
            each = CLIENTS * MESSAGES * 4
            found = {
                "echo": await measured(bare, echoes(plain), each),
                "turn": await measured(memory, turns(seats), each),
                "judged": await judged(memory, seats),
                "saved": await judged(durable, saved),
            }
            for name, value in found.items():
                if number:  # the first round warms up
                    rows[name].append(value)
        bare_bytes = await idle_bytes(bare, lambda url, _: dial(url))
        seat_bytes = await idle_bytes(durable, sit)
        for server in (bare, memory, durable):
            server.end()
    cost = {name: statistics.median(values) for name, values in rows.items()}
    table = (
        ("B1", "in-memory turn : echo", cost["turn"] / cost["echo"], 1.5),
        ("B2", "judged answer, saved : echo", cost["saved"] / cost["echo"], 10.0),
        ("B3", "judged answer, saved : in memory", cost["saved"] / cost["judged"], 2.0),
        ("B5", "idle session : idle connection", seat_bytes / bare_bytes, 1.5),
    )
    print(f"µs of CPU a message: {', '.join(f'{k} {v:.1f}' for k, v in cost.items())}")
    print(f"bytes idle: connection {bare_bytes:,.0f}, session {seat_bytes:,.0f}")
    for name, words, ratio, target in table:
        print(f"{name}  {words:34} {ratio:6.2f}  target {target:5.2f}  {verdict(ratio, target)}")
    return 0 if all(ratio <= target for _, _, ratio, target in table) else 1


def verdict(ratio: float, target: float) -> str:
    """In a word."""
    return "met" if ratio <= target else "missed"


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
