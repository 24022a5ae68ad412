"""The board of a class: the only thing that a server remembers, small and for a day at most.

    class --< seat --< answer        a seat has one row: what its network does now
      |
      console                        what the teacher has sent to all, with a number that grows

A tick knows nothing of it. A page that is in a class asks beside its ticks, every other second, whether the console has
changed, and sends its row and its answers where those have. With the board away pages go on, and send again what was
not acknowledged: an answer has an id of its own, so that sending it twice is the same as sending it once.

Nobody is known: a seat is a name from a list, and whoever holds its secret. Secrets are kept as digests only.
"""
