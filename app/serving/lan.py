"""The local network: a link to this computer's own name becomes one that the others in the room can open.

Who opens the page at localhost would share a link that means another computer to everybody else. Where the server
listens in the network, too, the link gets the address that this computer has there. In a container, or behind a proxy,
that address would be of no use to others: then the browser is not on this computer, or came by another port.
"""

import re
import socket
from contextlib import suppress

from flask import has_request_context, request

_LOCAL = re.compile(r"http://(?:localhost|127(?:\.[0-9]{1,3}){3}|0\.0\.0\.0|\[::1\])(?::([0-9]{1,5}))?(?=[/?#]|$)")
_LOOPBACK = re.compile(r"127\.|::1$|::ffff:127\.")
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - where the server listens, as it was told
_PRIVATE = ("192.168.255.254", "10.255.255.254", "172.31.255.254")  # one of each kind of local network


def for_others(link: str) -> str:
    """The link as others can open it; the same one where it need not change, or can't."""
    local = _LOCAL.match(link)
    if not local or not has_request_context():
        return link
    port = local[1] or "80"
    environ = request.environ
    listens = environ.get("SERVER_NAME") in _EVERYWHERE and environ.get("SERVER_PORT") == port
    if not listens or not _LOOPBACK.match(request.remote_addr or ""):
        return link
    address = lan_address()
    return f"http://{address}:{port}{link[local.end() :]}" if address else link


def lan_address() -> str | None:
    """The address of this computer in its local network, None if it is in none.

    It is the one that the system would send from. Connecting a UDP socket sends nothing.
    """
    for private in _PRIVATE:
        with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((private, 9))
            address = str(probe.getsockname()[0])
            if not address.startswith(("127.", "169.254.", "0.")):
                return address
    return None
