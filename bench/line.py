"""A slow line: a proxy that hands on everything unchanged, only later."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from threading import Event, Thread

_CHUNK = 65536


@contextmanager
def slow_line(port: int, round_trip: float) -> Iterator[int]:
    """The port at which 127.0.0.1:``port`` answers ``round_trip`` seconds later than it would."""
    ready, ports = Event(), list[int]()
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    async def serve() -> None:
        async with _proxy(port, round_trip / 2) as proxied:
            ports.append(proxied)
            ready.set()
            await stop.wait()

    thread = Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
    thread.start()
    ready.wait()
    try:
        yield ports[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


@asynccontextmanager
async def _proxy(port: int, delay: float) -> AsyncIterator[int]:
    connections: set[asyncio.Task[None]] = set()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        connections.add(task)
        writers = [writer]
        try:
            there_reader, there_writer = await asyncio.open_connection("127.0.0.1", port)
            writers.append(there_writer)
            await asyncio.gather(_hand_on(reader, there_writer, delay), _hand_on(there_reader, writer, delay))
        except (OSError, asyncio.CancelledError):
            pass  # one of the two has hung up, or we stop
        finally:
            for each in writers:
                each.close()
            for each in writers:
                with suppress(OSError):
                    await each.wait_closed()
            connections.discard(task)

    server = await asyncio.start_server(connect, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in list(connections):
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)


async def _hand_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float) -> None:
    """Each piece leaves ``delay`` after it has come, however many are on their way."""
    loop = asyncio.get_running_loop()
    pieces: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def deliver() -> None:
        while True:
            due, piece = await pieces.get()
            await asyncio.sleep(due - loop.time())
            if not piece:
                break
            writer.write(piece)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()

    delivery = asyncio.create_task(deliver())
    try:
        while True:
            piece = await reader.read(_CHUNK)
            await pieces.put((loop.time() + delay, piece))
            if not piece:
                break
        await delivery
    finally:
        delivery.cancel()
