"""Secrets planted wherever a server may meet them, and looked for wherever it writes."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from websockets.exceptions import WebSocketException

from tests.support.http import get
from tests.support.programs import add_user, environment, serving, tutor
from tests.support.wire_client import Frame, WireClient

CANARY = "CANARY-7f3a"
HEADERS = {
    "Cookie": f"session={CANARY}",
    "X-Api-Key": CANARY,
    "Authorization": f"Bearer {CANARY}",
    "User-Agent": f"curl token={CANARY}",
}
#: Frames that are refused, each in another way.
REFUSED = (
    f'{{"type":"hello","protocol":1,"client":"x","token":"{CANARY}"}}',
    f'{{"type":"hello","token":"{CANARY}"',
    f'{{"type":"join","ref":"a","syllabus":"{CANARY}?token={CANARY}"}}',
    f'{{"type":"{CANARY}"}}',
    f'{{"type":"list","ref":"b","password":"{CANARY}"}}',
    f'{{"type":"say","id":"short","text":"{CANARY}"}}',
)


def planted(folder: Path) -> tuple[Path, dict[str, str]]:
    """A settings file and an environment full of secrets."""
    config = folder / "tutor.toml"
    config.write_text(f'database = "sqlite:///{folder}/data/tutor.db?password={CANARY}"\n')
    variables = ("TUTOR_TOKEN", "PGPASSWORD", "SOME_API_KEY", "DATABASE_URL")
    return config, environment(TUTOR_LOG_LEVEL="debug", **dict.fromkeys(variables, CANARY))


async def refused_at_the_door(url: str) -> list[Frame]:
    """What strangers with a wrong token are told, in header, address and hello."""
    with pytest.raises(WebSocketException):
        await WireClient.connect(f"{url}/?token={CANARY}", headers=HEADERS, subprotocols=[])
    seen: list[Frame] = []
    for token in (CANARY, None):
        client = await WireClient.connect(f"{url}/{CANARY}", headers=HEADERS)
        await client.send("hello", protocol=1, client=f"token={CANARY}", token=token)
        assert await client.until_closed() == 4401
        seen += client.seen
    return seen


async def refused_inside(url: str, token: str) -> list[Frame]:
    """What a learner is told whose frames are refused."""
    client = await WireClient.connect(url, headers=HEADERS)
    await client.send("hello", protocol=1, client=f"x token={CANARY}", token=token)
    for frame in REFUSED:
        await client.raw(frame.encode())
    await client.request("ping", "pong")
    await client.close()
    return client.seen


async def pages(url: str) -> list[str]:
    """Every plain page, asked for with secrets."""
    paths = ("healthz", "readyz", "metrics", CANARY, f"?token={CANARY}")
    answers = [await get(f"{url}/{path}", HEADERS) for path in paths]
    return [f"{text}{headers}" for _, text, headers in answers]


def process_title(pid: int) -> str:
    """What everybody on the machine may see of a process."""
    return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8")


async def test_p_35_no_secret_is_in_log_metrics_pages_frames_or_process_title(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    config, env = planted(tmp_path)
    token = add_user(data)
    async with serving(data, "--config", str(config), env=env) as served:
        frames = await refused_at_the_door(served.url)
        frames += await refused_inside(served.url, token)
        told = await pages(served.url)
        title = process_title(served.process.pid)
        assert await served.stop() == 0
    log = served.log.read_text(encoding="utf-8")
    assert len([frame for frame in frames if frame["type"] == "error"]) >= len(REFUSED) - 1
    assert "channel.welcomed" in log
    for written in (log, title, *told, *map(str, frames)):
        assert CANARY not in written
        assert token not in written


@pytest.mark.parametrize(
    "arguments",
    [("serve", "--port", "0"), ("serve", "--print-config"), ("user", "list")],
)
async def test_p_35_a_database_that_cannot_be_had_keeps_its_password(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    _, env = planted(tmp_path)
    database = f"postgresql://tutor:{CANARY}@127.0.0.1:1/tutor"
    done = await asyncio.to_thread(tutor, *arguments, "--database", database, env=env)
    assert done.stdout + done.stderr
    assert CANARY not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
