/* The player: asks for clips, draws their frames at an even rate, and holds everything there is to lose.

   A clip is some frames, each complete with the state it shows. So the frame on the screen is all that is needed
   to go on: after a pause, after a change, or after the server was away. One clip is on its way
   at a time, and one that is not wanted any more is not waited for: a change of the controls goes out at once. */
(() => {
  "use strict";

  const FRAME_MS = 1000 / 30;
  const MIN_CLIP = 12; // once it plays: a request costs the page and the server more than a frame does
  const MAX_CLIP = 30;
  const EARLY_MS = 10; // an animation frame comes up to 17 ms after it is asked for: as often too early as too late
  const LONGEST_SLEEP_MS = 50;
  const BACK_OFF_MS = [500, 1000, 2000, 4000, 8000];

  const player = {
    experiment: null, // the last one that the server accepted
    draft: null, // what the controls say
    frame: null, // what is on the screen
    playing: false,
    speed: 1,
  };

  let view = null; // what shows things: {frame, accepted, status, refused, diverged, connection}
  let queue = [];
  let run = 0;
  let requests = 0;
  let inFlight = null;
  let change = null; // null, "keep" or "restart": the draft is yet to be accepted
  let steps = 0;
  let stopped = null;
  let failures = 0;
  let retryAt = 0;
  let clip = 1;
  let fetchMs = 50;
  let interval = FRAME_MS;
  let nextDraw = 0;
  let timer = 0;
  let animation = 0;

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
      nextDraw = Math.max(nextDraw, time - interval) + interval;
    }
    if (stopped && !queue.length) {
      const reason = stopped;
      pause();
      view.diverged(reason);
    }
    if (!inFlight && failures) view.connection(Math.max(0, retryAt - time));
    if (!inFlight && time >= retryAt) pump();
    if (player.playing || queue.length || steps || change) wake();
  }

  function pump() {
    if (change) {
      const state = change === "keep" && player.frame ? player.frame.state : null;
      ask(state, player.playing ? player.speed : 0, 1, true);
    } else if (steps) {
      ask(player.frame.state, 1, 1, false);
    } else if (player.playing && !stopped && queue.length * interval <= fetchMs * 1.2) {
      const last = queue.length ? queue[queue.length - 1] : player.frame;
      ask(last.state, player.speed, clip, false);
    }
  }

  function ask(state, epochs, frames, data) {
    const asked = { request: ++requests, at: now(), frames, edits: data };
    inFlight = asked;
    const lane = { experiment: player.draft, state };
    const request = { run, request: requests, lanes: [lane], epochs, frames, view: { units: true, data } };
    window.server.tick(request).then(
      (answer) => inFlight === asked && receive(answer),
      () => inFlight === asked && failed()
    );
  }

  function receive(answer) {
    const took = now() - inFlight.at;
    const asked = inFlight.frames;
    inFlight = null;
    if (failures) view.connection(null);
    failures = retryAt = 0;
    wake();
    if (answer.run !== run) return;
    if (answer.error !== undefined) return refused(answer.error);

    const [lane] = answer.lanes;
    stopped = lane.stopped;
    if (lane.experiment) accept(lane);
    else if (steps) steps -= 1;
    if (player.playing) pace(took, lane.frames.length, asked);
    queue.push(...lane.frames);
    if (!player.playing) while (queue.length) show(queue.shift());
  }

  function accept(lane) {
    const restarted = change !== "keep";
    change = null;
    player.experiment = player.draft = lane.experiment;
    if (restarted) player.frame = null;
    view.accepted(lane, restarted);
  }

  /** Choose the next clip's length so that its drawing covers the time it takes to come; the first has one frame. */
  function pace(took, frames, asked) {
    if (!frames) return;
    fetchMs += (took - fetchMs) * 0.3;
    interval = Math.max(FRAME_MS, fetchMs / frames);
    const wished = Math.max(MIN_CLIP, Math.ceil((1.3 * fetchMs) / FRAME_MS));
    clip = frames < asked ? frames : Math.min(wished, clip * 2, MAX_CLIP);
  }

  function show(frame) {
    player.frame = frame;
    view.frame(frame);
  }

  function refused(error) {
    interrupt();
    player.playing = false;
    change = null;
    steps = 0;
    player.draft = player.experiment;
    view.refused(error);
    view.status();
  }

  function failed() {
    inFlight = null;
    retryAt = now() + BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length - 1)] * (0.8 + 0.4 * Math.random());
    failures += 1;
    wake();
  }

  /** Forget what was fetched but not shown, and what is still on its way. */
  function interrupt() {
    run += 1;
    queue = [];
    // A clip that nobody wants any more need not be waited for; of edits there is only one on its way at a time,
    // however fast a slider is drawn.
    if (inFlight && !inFlight.edits) inFlight = null;
    stopped = null;
  }

  function play() {
    if (player.playing) return;
    player.playing = true;
    steps = 0;
    clip = 1;
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
    steps += 1;
    wake();
  }

  /** Take over other choices; "restart" starts the network anew and pauses, "keep" goes on with it. */
  function edit(draft, kind) {
    player.draft = draft;
    if (kind === "restart") pause();
    else interrupt();
    change = change === "restart" ? change : kind;
    wake();
  }

  window.player = Object.assign(player, {
    play,
    pause,
    step,
    edit,
    toggle: () => (player.playing ? pause() : play()),
    reset: () => edit(player.draft, "restart"),
    retry() {
      retryAt = 0;
      wake();
    },
    /** Begin with the answer that the page was born with. */
    begin(answer, itsView) {
      view = itsView;
      const [lane] = answer.lanes;
      accept(lane);
      lane.frames.forEach(show);
      view.status();
    },
  });
})();
