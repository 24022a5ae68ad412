/* Written by `python -m app.contract` from what the server knows; see app/contract.py. */

/** The axes go from minus this to this. */
export const AXIS_LIMIT = 6.0;

/** The side of the output's picture. */
export const OUTPUT_PIXELS = 100;

/** And of a unit's. */
export const UNIT_PIXELS = 20;

/** Of a picture's text: the pixel is what those around it let expect. */
export const AS_EXPECTED = "m";

/** Of a state, before the sizes of its layers. */
export const HEADER_BYTES = 24;

/** Of a state, for each layer. */
export const SIZES_BYTES = 8;

/** Of a race. */
export const MAX_LANES = 12;

/** In the answer to a tick. */
export const MAX_FRAMES = 30;

/** One of so many frames of an answer is looked into. */
export const FRAMES_PER_LOOK = 14;

/** That a tick can tell to have been playing for. */
export const MAX_PLAYED_MS = 10000;

/** Epochs between two frames. */
export const USUAL_SPEED = 1;

/** Of a sweep. */
export const USUAL_SEEDS = 20;

/** And the epochs of its longest run. */
export const USUAL_CAP = 2000;

/** Where an answer says of which version the server is. */
export const VERSION_HEADER = "X-Playground-Version";

/** What can be asked of the server, by the scripts' names for it. */
export const CALLS = {"tick": "tick", "link": "link", "file": "file", "ownData": "own-data", "code": "code", "sweep": "sweep", "statistics": "statistics", "curves": "curves", "softmax": "softmax", "signal": "signal"};
