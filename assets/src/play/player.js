/* The player: asks for clips, draws their frames at an even rate, and holds everything there is to lose.

   It plays one network or several lanes in lock-step. A clip is some frames of each lane, each complete with the state
   it shows. So the frame on the screen is all that is needed to go on: after a pause, after a change, or after the
   server was away. One clip is on its way at a time, and one that is not wanted any more is not waited for. */

import { server } from "../wire/server.js";
import * as clips from "./clips.js";
import { pace } from "./pace.js";

const EARLY_MS = 10; // an animation frame comes up to 17 ms after it is asked for: as often too early as too late
const LONGEST_SLEEP_MS = 50;
const BACK_OFF_MS = [500, 1000, 2000, 4000, 8000];
const LONGEST_PLAYED = 10_000; // ms; a tab that nobody saw did not play for longer

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
};

let view = null; // what shows things: {frame, accepted, status, refused, stopped, connection}
let queue = []; // moments: {frames, stopped}
let run = 0;
let requests = 0;
let inFlight = null;
let change = null; // null, "keep" or "restart": the draft is yet to be accepted
let begun = []; // what a restart begins with
let steps = 0;
let looking = false; // the frame on the screen is to be drawn anew
let stopped = []; // for each lane: why it trains no more, or nothing
let failures = 0;
let retryAt = 0;
let nextDraw = 0;
let timer = 0;
let animation = 0;
let tickedAt = 0;

const now = () => performance.now();

/** Look again when something is due. Until then the page sleeps: an animation frame in which nothing is drawn
    costs half as much as one in which something is. In a tab that nobody sees there are no animation frames. */
function wake() {
  clearTimeout(timer);
  if (animation) return;
  const due = queue.length ? nextDraw : inFlight ? Infinity : retryAt;
  const wait = Math.min(due - now() - EARLY_MS, LONGEST_SLEEP_MS);
  if (wait > 0) timer = setTimeout(animate, wait);
  else animate();
}

function animate() {
  animation ||= requestAnimationFrame(loop);
}

function loop() {
  animation = 0;
  const time = now();
  if (queue.length && time >= nextDraw - EARLY_MS) {
    show(queue.shift());
    nextDraw = Math.max(nextDraw, time - pace.interval) + pace.interval;
  }
  if (!inFlight && failures) view.connection(Math.max(0, retryAt - time));
  if (!inFlight && time >= retryAt) pump();
  if (player.playing || queue.length || steps || change || looking) wake();
}

function pump() {
  if (change) {
    const from = change === "keep" && player.frames ? player.frames : begun;
    ask({ frames: from, stopped: [] }, player.playing ? player.speed : 0, 1, true);
  } else if (steps) {
    ask({ frames: player.frames, stopped: [] }, 1, 1, false);
  } else if (player.playing && pace.wants(queue.length)) {
    const last = queue.length ? queue[queue.length - 1] : { frames: player.frames, stopped };
    if (racing(last).length) ask(last, player.speed, pace.clip, false);
  } else if (looking && player.frames) {
    ask({ frames: player.frames, stopped: [] }, 0, 1, false, true);
  }
}

/** The numbers of the lanes that still train. */
const racing = (moment) => player.drafts.map((_, i) => i).filter((i) => !moment.stopped[i]);

/** For how long the page has been playing since the tick before this one, so that the server can count. */
function played() {
  const time = now();
  const ms = player.playing ? Math.min(LONGEST_PLAYED, Math.round(time - Math.max(player.playedFrom, tickedAt))) : 0;
  tickedAt = time;
  return ms;
}

function ask(from, epochs, frames, edits, looks = false) {
  const asked = {
    request: ++requests,
    at: now(),
    from,
    frames,
    edits,
    looks,
    lanes: racing(from),
    drafts: player.drafts,
  };
  inFlight = asked;
  const lanes = asked.lanes.map((i) => clips.lane(player.drafts[i], from.frames[i]));
  const view = { ...player.visible(from.frames), data: edits };
  const request = { run, request: requests, lanes, epochs, frames, view, played: played() };
  server.tick(request).then(
    (answer) => inFlight === asked && receive(answer),
    () => inFlight === asked && failed(),
  );
}

function receive(answer) {
  const asked = inFlight;
  const took = now() - asked.at;
  inFlight = null;
  if (failures) view.connection(null);
  failures = retryAt = 0;
  wake();
  if (answer.run !== run) return;
  if (answer.error !== undefined) return refused(answer.error);

  if (asked.edits) accept(answer.lanes);
  else if (asked.looks) looking = false;
  else if (steps) steps -= 1;
  const moments = clips.unfold(asked.edits ? { ...asked, drafts: player.experiments } : asked, answer.lanes);
  if (player.playing) pace.took(took, answer.waited, moments.length, asked.frames);
  queue.push(...moments);
  if (!player.playing) while (queue.length) show(queue.shift());
}

function accept(lanes) {
  const restarted = change !== "keep";
  change = null;
  player.experiments = player.drafts = lanes.map(({ experiment }) => experiment);
  if (restarted) player.frames = null;
  stopped = [];
  view.accepted(lanes, restarted);
}

function show(moment) {
  const news = player.drafts.map((_, lane) => ({ ...moment.stopped[lane], lane }));
  const before = stopped;
  ({ frames: player.frames, stopped } = moment);
  view.frame(player.frames);
  if (player.playing && !racing(moment).length) pause();
  news.filter(({ reason, lane }) => reason && !before[lane]).forEach(view.stopped);
}

function refused(error) {
  interrupt();
  player.playing = false;
  change = null;
  steps = 0;
  player.drafts = player.experiments;
  view.refused(error);
  view.status();
  looking = false;
}

function failed() {
  const { looks } = inFlight;
  inFlight = null;
  if (looks) {
    looking = false; // nothing is lost, and nobody waits for it
    return;
  }
  retryAt = now() + BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length - 1)] * (0.8 + 0.4 * Math.random());
  failures += 1;
  wake();
}

/** Forget what was fetched but not shown, and what is still on its way. */
function interrupt() {
  run += 1;
  queue = [];
  looking = false;
  // A clip that nobody wants any more need not be waited for; of edits there is only one on its way at a time,
  // however fast a slider is drawn.
  if (inFlight && !inFlight.edits) inFlight = null;
}

function play() {
  if (player.playing) return;
  stopLooking();
  [player.playing, player.playedFrom] = [true, now()];
  if (!racing({ stopped }).length) stopped = []; // let them try once more
  steps = 0;
  pace.begin();
  nextDraw = 0;
  view.status();
  wake();
}

function pause() {
  player.playing = false;
  steps = failures = retryAt = 0;
  view.connection(null);
  interrupt();
  view.status();
}

function step() {
  if (player.playing) pause();
  stopLooking();
  steps += 1;
  wake();
}

/** What is trained next will be looked into anyway. */
function stopLooking() {
  if (inFlight?.looks) interrupt();
  looking = false;
}

/** Other things are visible now: draw the frame on the screen anew, or go on from it with another clip. */
function look() {
  interrupt();
  looking = !player.playing;
  wake();
}

/** Take over other choices; "restart" starts the networks anew (or from these frames' states) and pauses, "keep"
    goes on with what is on the screen (or with these frames). */
function edit(drafts, kind, frames = null) {
  player.drafts = drafts;
  if (kind === "restart") begun = frames ?? [];
  else if (frames) player.frames = frames;
  if (kind === "restart") pause();
  else interrupt();
  looking = false; // the answer to an edit shows everything anew
  change = change === "restart" ? change : kind;
  wake();
}

Object.assign(player, {
  play,
  pause,
  step,
  look,
  edit,
  toggle: () => (player.playing ? pause() : play()),
  reset: () => edit(player.drafts, "restart"),
  retry() {
    retryAt = 0;
    wake();
  },
  /** Begin with nothing; an edit brings the networks. */
  open: (itsView) => (view = itsView),
  /** Show an earlier moment, from which Play goes on. */
  recall(frames) {
    if (player.playing) pause();
    interrupt();
    show({ frames, stopped: [] });
  },
  /** The same, of a moment that is remembered without its pictures: the server draws them. */
  travel(frames) {
    pause();
    player.experiments = player.drafts = frames.map(({ experiment }) => experiment);
    [player.frames, stopped, change] = [frames, [], null];
    look();
  },
  /** Begin with the answer that the page was born with. */
  begin({ lanes }, itsView) {
    view = itsView;
    accept(lanes);
    show(
      clips.unfold(
        { from: { frames: [], stopped: [] }, lanes: lanes.map((_, i) => i), drafts: player.drafts },
        lanes,
      )[0],
    );
    view.status();
  },
});
