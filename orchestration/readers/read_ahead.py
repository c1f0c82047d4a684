"""Reading ahead in a thread, so that parsing and writing share the processors."""

import queue
import threading
from collections.abc import Generator, Iterator
from typing import TypeVar

Item = TypeVar("Item")

_END = object()
_POLL_S = 0.2


def read_ahead(items: Iterator[Item], depth: int = 2) -> Generator[Item, None, None]:
    """The same items, produced in a thread that is at most `depth` items ahead.

    An exception of the producer is raised here, in its place. Closing this iterator stops the thread.
    """
    ready: queue.Queue[object] = queue.Queue(maxsize=depth)
    stopped = threading.Event()
    failure: list[BaseException] = []

    def offer(item: object) -> None:
        while not stopped.is_set():
            try:
                ready.put(item, timeout=_POLL_S)
                return
            except queue.Full:
                continue

    def produce() -> None:
        try:
            for item in items:
                offer(item)
                if stopped.is_set():
                    return
        except BaseException as error:  # carried over to the consumer's thread, where it is raised
            failure.append(error)
        finally:
            offer(_END)

    thread = threading.Thread(target=produce, name="millrace-read-ahead", daemon=True)
    thread.start()
    try:
        while (item := ready.get()) is not _END:
            yield item  # type: ignore[misc]  # the queue holds what `items` gave, or _END
        if failure:
            raise failure[0]
    finally:
        stopped.set()
        thread.join()
