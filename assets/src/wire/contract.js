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

/** What a typed formula ends in that learns its a. */
export const A_LEARNED = " with a learned";

/** Of a race. */
export const MAX_LANES = 12;

/** That are drawn large. */
export const FEW_LANES = 4;

/** The side of a lane's picture. */
export const LANE_PIXELS = {"few": 100, "many": 60};

/** Of runs that ended, kept in the browser. */
export const MOST_ROWS = 200;

/** In the answer to a tick. */
export const MAX_FRAMES = 30;

/** One of so many frames of an answer is looked into. */
export const DIAGNOSTICS_EVERY = 14;

/** That a tick can tell to have been playing for. */
export const MAX_PLAYED_MS = 10000;

/** Epochs between two frames. */
export const DEFAULT_SPEED = 1;

/** Of a sweep. */
export const DEFAULT_SEEDS = 20;

/** And the epochs of its longest run. */
export const DEFAULT_CAP = 2000;

/** Of a page that plays; app/wire/pace.py says what is what. */
export const PACE = {"leastMs": 16.666666666666668, "frameMs": 33.333333333333336, "room": 1.25, "share": 22, "learn": 0.3, "surprise": 8, "early": 1.2, "cover": 1.3, "slow": 2, "grow": 4, "backOffMs": [500, 1000, 2000, 4000, 8000], "jitter": 0.2};

/** Asked no more often, of no more numbers, and nothing of fewer. */
export const COACH = {"everyMs": 2000, "rows": 200, "fewest": 3};

/** Of a class, in a question to the server. */
export const CLASS_RUNS = {"links": 600, "runs": 1200};

/** For an answer. */
export const PATIENCE_MS = 20000;

/** What a class may have at most: answers of a seat and in a request, questions, parts of these and of rows. */
export const BOARD = {"answers": 400, "questions": 50, "sent": 50, "text": 200, "curve": 64, "map": 2000, "options": 8, "layers": 8, "units": 16};

/** What the data of an experiment are made of, and the batches that they come in. */
export const DATA_FIELDS = ["dataset", "samples", "points", "train_points", "names", "batch_size", "train_percent"];

/** What another problem needs other values of. */
export const PROBLEM_FIELDS = ["output", "loss", "samples", "points", "train_points", "names", "classes"];

/** Where an answer says of which version the server is. */
export const VERSION_HEADER = "X-Playground-Version";

/** Where all calls go, below where the app is. */
export const ADDRESS = "_dash-update-component";

/** What can be asked of the server, by the scripts' names for it: all of the body but what is asked. */
export const CALLS = {"tick": {"output": "tick-answer.data", "outputs": {"id": "tick-answer", "property": "data"}, "inputs": [{"id": "tick-request", "property": "data"}], "changedPropIds": ["tick-request.data"], "parsedChangedPropsIds": ["tick-request.data"]}, "coach": {"output": "coach-answer.data", "outputs": {"id": "coach-answer", "property": "data"}, "inputs": [{"id": "coach-request", "property": "data"}], "changedPropIds": ["coach-request.data"], "parsedChangedPropsIds": ["coach-request.data"]}, "link": {"output": "link-answer.data", "outputs": {"id": "link-answer", "property": "data"}, "inputs": [{"id": "link-request", "property": "data"}], "changedPropIds": ["link-request.data"], "parsedChangedPropsIds": ["link-request.data"]}, "file": {"output": "file-answer.data", "outputs": {"id": "file-answer", "property": "data"}, "inputs": [{"id": "file-request", "property": "data"}], "changedPropIds": ["file-request.data"], "parsedChangedPropsIds": ["file-request.data"]}, "ownData": {"output": "own-data-answer.data", "outputs": {"id": "own-data-answer", "property": "data"}, "inputs": [{"id": "own-data-request", "property": "data"}], "changedPropIds": ["own-data-request.data"], "parsedChangedPropsIds": ["own-data-request.data"]}, "code": {"output": "code-answer.data", "outputs": {"id": "code-answer", "property": "data"}, "inputs": [{"id": "code-request", "property": "data"}], "changedPropIds": ["code-request.data"], "parsedChangedPropsIds": ["code-request.data"]}, "sweep": {"output": "sweep-answer.data", "outputs": {"id": "sweep-answer", "property": "data"}, "inputs": [{"id": "sweep-request", "property": "data"}], "changedPropIds": ["sweep-request.data"], "parsedChangedPropsIds": ["sweep-request.data"]}, "statistics": {"output": "statistics-answer.data", "outputs": {"id": "statistics-answer", "property": "data"}, "inputs": [{"id": "statistics-request", "property": "data"}], "changedPropIds": ["statistics-request.data"], "parsedChangedPropsIds": ["statistics-request.data"]}, "grid": {"output": "grid-answer.data", "outputs": {"id": "grid-answer", "property": "data"}, "inputs": [{"id": "grid-request", "property": "data"}], "changedPropIds": ["grid-request.data"], "parsedChangedPropsIds": ["grid-request.data"]}, "curves": {"output": "curves-answer.data", "outputs": {"id": "curves-answer", "property": "data"}, "inputs": [{"id": "curves-request", "property": "data"}], "changedPropIds": ["curves-request.data"], "parsedChangedPropsIds": ["curves-request.data"]}, "softmax": {"output": "softmax-answer.data", "outputs": {"id": "softmax-answer", "property": "data"}, "inputs": [{"id": "softmax-request", "property": "data"}], "changedPropIds": ["softmax-request.data"], "parsedChangedPropsIds": ["softmax-request.data"]}, "signal": {"output": "signal-answer.data", "outputs": {"id": "signal-answer", "property": "data"}, "inputs": [{"id": "signal-request", "property": "data"}], "changedPropIds": ["signal-request.data"], "parsedChangedPropsIds": ["signal-request.data"]}, "shape": {"output": "shape-answer.data", "outputs": {"id": "shape-answer", "property": "data"}, "inputs": [{"id": "shape-request", "property": "data"}], "changedPropIds": ["shape-request.data"], "parsedChangedPropsIds": ["shape-request.data"]}, "lesson": {"output": "lesson-answer.data", "outputs": {"id": "lesson-answer", "property": "data"}, "inputs": [{"id": "lesson-request", "property": "data"}], "changedPropIds": ["lesson-request.data"], "parsedChangedPropsIds": ["lesson-request.data"]}, "classRuns": {"output": "class-runs-answer.data", "outputs": {"id": "class-runs-answer", "property": "data"}, "inputs": [{"id": "class-runs-request", "property": "data"}], "changedPropIds": ["class-runs-request.data"], "parsedChangedPropsIds": ["class-runs-request.data"]}, "ask": {"output": "ask-answer.data", "outputs": {"id": "ask-answer", "property": "data"}, "inputs": [{"id": "ask-request", "property": "data"}], "changedPropIds": ["ask-request.data"], "parsedChangedPropsIds": ["ask-request.data"]}};
