/* The player: asks for clips, draws their frames at an even rate, and holds everything there is to lose.

   It plays one network or several lanes in lock-step. A clip is some frames of each lane, each complete with the state
   it shows. So the frame on the screen is all that is needed to go on: after a pause, after a change, or after the
   server was away. One clip is on its way at a time, and one that is not wanted any more is not waited for. */

import { patience } from "../wire/patience.js";
import { server } from "../wire/server.js";
import * as clips from "./clips.js";
import * as clock from "./clock.js";
import * as lock from "./lock.js";
import { pace } from "./pace.js";
import { state } from "./player_state.js";

/** @type {Player} */
export const player = {
  experiments: [], // the last ones that the server accepted, one for each lane
  drafts: [], // what the controls say
  frames: null, // what is on the screen
  playing: false,
  playedFrom: 0, // when Play was last pressed
  speed: 1,
  visible: () => ({ units: true }), // what the server shall draw, from these frames on

  // of a page with one network
  get experiment() {
    return player.experiments[0];
  },
  get draft() {
    return player.drafts[0];
  },
  get frame() {
    return player.frames?.[0] ?? null;
  },
  get waiting() {
    return state.change !== null; // for the drafts to be accepted
  },
  get from() {
    return state.change === "restart" ? state.begun : player.frames; // what they begin with
  },

  play,
  pause,
  step,
  look,
  edit,
  toggle: () => (player.playing ? pause() : play()),
  reset: () => edit(player.drafts, "restart"),
  /** Give up the drafts for what trains. */
  stay() {
    interrupt();
    [state.change, player.drafts] = [null, player.experiments];
    wake();
  },
  retry() {
    state.retryAt = 0;
    patient.restart();
    wake();
  },
  /** Begin with nothing; an edit brings the networks.
      @param {View} itsView */
  open: (itsView) => (state.view = itsView),
  /** Show an earlier moment, from which Play goes on.
      @param {Frame[]} frames */
  recall(frames) {
    if (player.playing) pause();
    interrupt();
    show({ frames, stopped: [] });
  },
  /** The same, of a moment that is remembered without its pictures: the server draws them.
      @param {Frame[]} frames */
  travel(frames) {
    pause();
    player.experiments = player.drafts = frames.map(({ experiment }) => experiment);
    [player.frames, state.stopped, state.change] = [frames, [], null];
    look();
  },
  /** Begin with the answer that the page was born with.
      @param {{ lanes: LaneAnswer[] }} its
      @param {View} itsView */
  begin({ lanes }, itsView) {
    state.view = itsView;
    accept(lanes);
    show(clips.first(lanes, player.drafts));
    state.view.status();
  },
};

const patient = patience(giveUp);
const wakeAt = clock.alarm(loop);
const now = () => performance.now();

/** Look again when something is due. */
function wake() {
  const answered = state.inFlight || patient.checking ? Infinity : state.retryAt;
  wakeAt(state.queue.length ? state.nextDraw : answered);
}

function loop() {
  const time = now();
  const [next] = state.queue;
  if (next && time >= state.nextDraw - clock.EARLY_MS) {
    state.queue.shift();
    show(next);
    if (player.playing) setTimeout(() => pace.drew(now() - time)); // when layout and painting are done, too
    state.nextDraw = Math.max(state.nextDraw, time - pace.interval) + pace.interval;
  }
  if (!state.inFlight && state.failures) state.view.connection(Math.max(0, state.retryAt - time));
  if (!state.inFlight && !patient.checking && time >= state.retryAt) pump();
  if (player.playing || state.queue.length || state.steps || state.change || state.looking) wake();
}

function pump() {
  const frames = player.frames ?? [];
  if (state.change || (!player.frames && (player.playing || state.steps))) {
    const from = state.change === "keep" && player.frames ? player.frames : state.begun;
    ask({ frames: /** @type {Frame[]} */ (from), stopped: [] }, player.playing ? player.speed : 0, 1, true);
  } else if (state.steps) {
    ask({ frames, stopped: [] }, 1, 1, false);
  } else if (player.playing && pace.wants(state.queue.length)) {
    const last = state.queue.length ? state.queue[state.queue.length - 1] : { frames, stopped: state.stopped };
    if (racing(last).length) ask(last, player.speed, pace.clip, false);
  } else if (state.looking && player.frames) {
    ask({ frames, stopped: [] }, 0, 1, false, true);
  }
}

/** The numbers of the lanes that still train.
    @param {Pick<Moment, "stopped">} moment */
const racing = (moment) => player.drafts.map((_, i) => i).filter((i) => !moment.stopped[i]);

/** @param {Moment} from
    @param {number} epochs
    @param {number} frames
    @param {boolean} edits
    @param {boolean} [looks] */
function ask(from, epochs, frames, edits, looks = false) {
  state.requests += 1;
  const about = { request: state.requests, at: now(), lanes: racing(from), drafts: player.drafts };
  const asked = { ...about, from, frames, edits, looks, stop: new AbortController() };
  state.inFlight = asked;
  const lanes = asked.lanes.map((i) => clips.lane(player.drafts[i], from.frames[i]));
  const view = { ...player.visible(from.frames), data: edits };
  const what = { lanes, epochs, frames, view, played: clock.played(player) };
  server.tick({ run: state.run, request: asked.request, ...what }, asked.stop).then(
    (answer) => state.inFlight === asked && receive(asked, answer),
    (error) => state.inFlight === asked && failed(asked, error),
  );
}

/** @param {Asked} asked
    @param {Awaited<ReturnType<import("../wire/server.js").Calls["tick"]>>} answer */
function receive(asked, answer) {
  const took = now() - asked.at;
  state.inFlight = null;
  if (state.failures) state.view.connection(null);
  state.failures = state.retryAt = 0;
  patient.restart();
  wake();
  if (answer.run !== state.run) return;
  if (answer.error !== undefined) return refused(answer.error);

  if (asked.edits) accept(answer.lanes);
  else if (asked.looks) state.looking = false;
  else if (state.steps) state.steps -= 1;
  const moments = clips.unfold(asked.edits ? { ...asked, drafts: player.experiments } : asked, answer.lanes);
  if (player.playing) pace.took(took, answer.waited, moments.length, asked.frames);
  state.queue.push(...moments);
  // What starts over is there at once: something else may be asked before the next draw.
  while (state.queue.length && !(player.playing && player.frames)) show(/** @type {Moment} */ (state.queue.shift()));
}

/** @param {Lane[]} lanes */
function accept(lanes) {
  const restarted = state.change !== "keep";
  state.change = null;
  player.experiments = player.drafts = lanes.map(({ experiment }) => experiment);
  if (restarted) player.frames = null;
  state.stopped = [];
  state.view.accepted(lanes, restarted);
}

/** @param {Moment} moment */
function show(moment) {
  const before = state.stopped;
  ({ frames: player.frames, stopped: state.stopped } = moment);
  state.view.frame(moment.frames);
  if (player.playing && !racing(moment).length) pause();
  moment.stopped.forEach((why, lane) => {
    if (why && !before[lane]) state.view.stopped({ ...why, lane });
  });
}

/** @param {string} [error] */
function refused(error) {
  interrupt();
  player.playing = false;
  state.change = null;
  state.steps = 0;
  if (player.frames) player.drafts = player.experiments;
  state.view.refused(error);
  state.view.status();
  state.looking = false;
}

/** @param {Asked} asked
    @param {Failure} error */
function failed({ looks }, error) {
  state.inFlight = null;
  if (looks) {
    state.looking = false; // nothing is lost, and nobody waits for it
    return;
  }
  state.retryAt = now() + pace.backOff(state.failures);
  state.failures += 1;
  wake();
  patient.failed(error);
}

/** The server is there, but has no answer to this: everything stays as it is, until somebody wants to try again. */
function giveUp() {
  const isNew = state.change || !player.frames;
  pause();
  state.inFlight = null;
  if (isNew) refused();
  else state.view.unanswered();
}

/** Forget what was fetched but not shown, and give up what is still on its way: the server ends it. Of edits one is on its
    way, however fast a slider is drawn.
    @param {boolean} [edits] are given up, too */
function interrupt(edits = false) {
  state.run += 1;
  state.queue = [];
  state.looking = false;
  if (state.inFlight?.edits && !edits) return;
  state.inFlight?.stop.abort();
  state.inFlight = null;
}

function play() {
  if (player.playing || lock.held) return;
  stopLooking();
  [player.playing, player.playedFrom] = [true, now()];
  if (!racing({ stopped: state.stopped }).length) state.stopped = []; // let them try once more
  state.steps = 0;
  pace.begin();
  state.nextDraw = 0;
  state.view.status();
  wake();
}

function pause() {
  player.playing = false;
  state.steps = state.failures = state.retryAt = 0;
  patient.restart();
  state.view.connection(null);
  interrupt();
  state.view.status();
}

function step() {
  if (lock.held) return;
  if (player.playing) pause();
  stopLooking();
  state.steps += 1;
  wake();
}

/** What is trained next will be looked into anyway. */
function stopLooking() {
  if (state.inFlight?.looks) interrupt();
  state.looking = false;
}

/** Other things are visible now: draw the frame restart, or go on from it with another clip. */
function look() {
  interrupt();
  state.looking = !player.playing;
  wake();
}

/** Take over other choices; "restart" restarts the networks (or from these frames' states) and pauses, "keep" goes
    on with what is on the screen (or these frames). What is `urgent` waits for no answer to an earlier edit.
    @param {Experiment[]} drafts
    @param {"keep" | "restart"} kind
    @param {Beginning[] | null} [frames]
    @param {boolean} [urgent] */
function edit(drafts, kind, frames = null, urgent = false) {
  player.drafts = drafts;
  patient.restart();
  if (urgent) interrupt(true);
  if (kind === "restart") state.begun = frames ?? [];
  else if (frames) player.frames = /** @type {Frame[]} */ (frames);
  if (kind === "restart") pause();
  else interrupt();
  state.looking = false; // the answer to an edit shows everything again
  state.change = state.change === "restart" ? state.change : kind;
  wake();
}
