"""The pace at which a page asks and draws. The scripts keep to it, and so do the students of the load test.

``assets/src/play/pace.js`` says why it is as it is. The server needs no more of it than how patient a page is.
"""

PATIENCE_MS = 20_000  # an answer that takes longer is not coming
PACE = {
    "leastMs": 1000 / 60,  # from one frame to the next, where browser, line and server have the time
    "frameMs": 1000 / 30,  # and where one of them has less; where it is `slow` times as long, clips get longer
    "room": 1.25,  # times as long as the browser is busy with a frame: whoever uses the page needs it, too
    "share": 22,  # a clip is drawn for so many times as long as it has waited for its turn, a short one for less
    "learn": 0.3,  # how much the last clip counts for what is known of how long they take
    "surprise": 8,  # times as long as was known, at most: not an hour, after a laptop's lid was closed
    "early": 1.2,  # clips ask for the next one so many times as long before their end as one takes to come
    "cover": 1.3,  # and a clip is drawn for so many times as long
    "slow": 2,  # times as long between two frames, before clips get longer because of that
    "grow": 4,  # times as long as the one before it, at most
    "backOffMs": (500, 1000, 2000, 4000, 8000),  # until it asks again after failures in a row
    "jitter": 0.2,  # of that, more or less: a class does not come back in one instant
}
