"""How many connections a worker has room for, and whether one still has somebody at its other end."""

import resource
import socket

_RESERVED = 64  # files that a worker has open beside its connections
_BY_THREAD = 2


def places(most: int, threads: int) -> int:
    """As many as are wanted, if there are so many files; threads open some, too, and must not be left without."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if files != resource.RLIM_INFINITY:
        most = min(most, files - _RESERVED - _BY_THREAD * threads)
    return max(threads, most)


def has_gone(sock: socket.socket) -> bool:
    """Whether the client has closed its side, with nothing more to say."""
    try:
        return not socket.socket.recv(sock, 1, socket.MSG_PEEK | socket.MSG_DONTWAIT)  # also below TLS
    except BlockingIOError:
        return False
    except OSError:
        return True
