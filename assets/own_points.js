/* The points of the experiment as a list that can be changed point by point; the training points come first. A stroke
   of the pointer is one change of the session, however many points it adds, and is sent while it goes on. */
(() => {
  "use strict";

  const SEND_MS = 100; // while a stroke goes on
  const DIGITS = 1000;

  let setup = null;
  let list = [];
  let taken = null; // the data that the server has taken: {text, points, train}
  let stroke = { number: 0, what: "" };
  let timer = 0;
  let unsent = false;
  let waiting = false; // for the server to take what was sent; only then more is sent, however slow the line is

  const rounded = (value) => Math.round(value * DIGITS) / DIGITS;
  const training = (count) => Math.floor((count * window.player.draft.train_percent) / 100);
  const isDraft = () => list.length < setup.minPoints;

  /** The points as the server has them; generated ones with fewer digits. */
  function load() {
    unsent = false;
    const { points } = window.player.experiment;
    if (points) list = points.map((point) => [...point]);
    else {
      const { points: all } = taken;
      list = Array.from({ length: all.length / 3 }, (_, i) => [...all.subarray(3 * i, 3 * i + 3)].map(rounded));
    }
  }

  const show = () => window.page.showPoints(Float32Array.from(list.flat()), training(list.length));

  function changed() {
    show();
    unsent = true;
    soon();
  }

  function soon() {
    if (!timer) timer = setTimeout(send, SEND_MS);
  }

  function send() {
    clearTimeout(timer);
    timer = 0;
    if (!unsent || waiting || isDraft()) return; // a draft is not enough to train with: it stays here
    unsent = false;
    waiting = true;
    const data = { dataset: "custom", points: list.map((point) => [...point]), samples: list.length };
    const next = window.controls.fitting({ ...window.player.draft, ...data });
    window.session.change(next, { keep: true, what: stroke.what, merge: `draw-${stroke.number}`, slow: true });
  }

  window.ownPoints = {
    begin: (given) => (setup = given),
    load,
    isDraft,
    get count() {
      return list.length;
    },
    get training() {
      return training(list.length);
    },
    place: (index) => list[index],
    /** What follows is one step of undo. */
    start: (what) => (stroke = { number: stroke.number + 1, what }),
    /** It has come to its end. */
    end: send,
    /** The server has taken an experiment; what was drawn since then is not lost. */
    accepted({ data }) {
      const known = waiting || data.points === taken?.text; // else it is an undo, or other data
      taken = { text: data.points, points: window.page.data.points, train: data.train };
      waiting = false;
      if (unsent && (known || !isDraft())) show();
      else load();
      if (unsent) soon();
    },
    /** Add a point where the share of training data stays as it is; false if there are too many. */
    add(x, y, label) {
      const count = list.length;
      if (count >= setup.maxPoints) return false;
      const first = training(count);
      list.splice(training(count + 1) > first ? first : count, 0, [rounded(x), rounded(y), rounded(label)]);
      changed();
      return true;
    },
    /** Take away what is nearer than this; how many points that were. */
    erase(x, y, reach) {
      const left = list.filter(([px, py]) => Math.hypot(px - x, py - y) > reach);
      const gone = list.length - left.length;
      list = left;
      if (gone) changed();
      return gone;
    },
    /** The number of the nearest point within reach, or -1. */
    nearest(x, y, reach) {
      const distances = list.map(([px, py]) => Math.hypot(px - x, py - y));
      const least = Math.min(...distances);
      return least <= reach ? distances.indexOf(least) : -1;
    },
    move(index, x, y) {
      list[index] = [rounded(x), rounded(y), list[index][2]];
      changed();
    },
    clear() {
      list = [];
      changed();
    },
    /** Back to what the server has. */
    restore() {
      waiting = false;
      load();
      window.page.showPoints(taken.points, taken.train);
    },
  };
})();
