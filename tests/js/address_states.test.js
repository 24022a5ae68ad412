/* Whatever somebody does in whatever order, and however the answers come: at rest address, controls and the network
   that trains are the same set-up, and the history has the entries that the person made. All orders are tried. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { MERGE_MS, START, step } from "../../assets/src/share/address_states.js";

const BROKEN = "?";
const linkOf = (text) => text.split("|")[0];
const refuses = (draft) => draft.startsWith("x");

/* A person, a browser with its history, a page with its player, and a server, of which every answer is an event. */
class World {
  constructor({ pause }) {
    this.pause = pause; // between two things that the person does
    this.time = 0;
    this.state = START;
    this.history = [{ entry: null, text: "a" }];
    this.at = 0;
    this.meant = ["a"]; // the set-up of each entry, as the person has made them
    this.page = { accepted: "", draft: "", waiting: false, option: "" };
    this.asks = [];
    this.edits = 0;
    this.opened = null;
    this.page.accepted = this.page.draft = "a";
    this.send({ type: "accepted", link: "a" });
    this.send({ type: "moved", entry: null, text: "a" });
    this.read(0);
  }

  text() {
    return this.page.accepted + (this.page.option && `|${this.page.option}`);
  }

  send(event) {
    const [state, effects] = step(this.state, event);
    this.state = state;
    for (const effect of effects) this[`do_${effect.do}`](effect);
  }

  // Effects

  do_mark() {
    this.history[this.at] = { ...this.history[this.at], entry: this.state.entry };
  }

  do_push() {
    this.history = [
      ...this.history.slice(0, this.at + 1),
      { entry: this.state.entry, text: this.history[this.at].text },
    ];
    this.at += 1;
  }

  do_replace() {
    this.history[this.at] = { entry: this.state.entry, text: this.text() };
  }

  do_ask({ text, number }) {
    this.asks.push({ text, number });
  }

  do_options({ but }) {
    if (!but.length) this.page.option = this.answer.split("|")[1] ?? "";
  }

  do_open() {
    Object.assign(this.page, { draft: linkOf(this.answer), waiting: true });
  }

  do_again({ draft }) {
    Object.assign(this.page, { draft, waiting: true });
  }

  do_stay() {
    Object.assign(this.page, { draft: this.page.accepted, waiting: false });
    this.send({ type: "accepted", link: this.page.accepted }); // the controls show it again
  }

  do_settled() {}

  do_lost() {}

  // Events

  edit(refused) {
    this.time += this.pause;
    this.edits += 1;
    const draft = `${refused ? "x" : "s"}${this.edits}`;
    this.meant = [...this.meant.slice(0, this.at + 1), draft];
    this.send({ type: "edited", draft, time: this.time });
    Object.assign(this.page, { draft, waiting: true });
  }

  /** Back to what trains, while another set-up may be on its way: the answer to that is not waited for. */
  undo() {
    this.time += this.pause;
    this.meant = [...this.meant.slice(0, this.at + 1), this.page.accepted];
    this.send({ type: "edited", draft: this.page.accepted, time: this.time });
    Object.assign(this.page, { draft: this.page.accepted, waiting: false });
    this.send({ type: "accepted", link: this.page.accepted });
  }

  look() {
    this.time += this.pause;
    this.page.option = this.page.option ? "" : "o";
    this.send({ type: "looked", names: ["o"], time: this.time });
  }

  move(to) {
    this.time += this.pause;
    this.at = to;
    const { entry, text } = this.history[to];
    this.send({ type: "moved", entry, text });
  }

  go(text) {
    this.meant = [...this.meant.slice(0, this.at + 1), linkOf(text)];
    this.history = [...this.history.slice(0, this.at + 1), { entry: null, text }];
    this.move(this.at + 1);
  }

  tick() {
    const { draft } = this.page;
    this.page.waiting = false;
    if (refuses(draft)) {
      this.page.draft = this.page.accepted;
      this.send({ type: "refused" });
    } else {
      this.page.accepted = draft;
      this.send({ type: "accepted", link: draft });
    }
  }

  read(index, answered = true) {
    const [{ text, number }] = this.asks.splice(index, 1);
    this.answer = text;
    const { waiting } = this.page;
    if (answered && text !== BROKEN) this.send({ type: "read", number, link: linkOf(text), waiting });
    else this.send({ type: "unread", number, waiting });
  }

  /** Everything comes that is on its way. */
  rest() {
    while (this.asks.length || this.page.waiting) {
      if (this.asks.length) this.read(0);
      else this.tick();
    }
  }

  check(trail) {
    const { page, history, at, state } = this;
    assert.equal(state.phase, "rest", trail);
    assert.equal(history[at].text, this.text(), `the address, after ${trail}`);
    assert.equal(page.draft, page.accepted, `the controls, after ${trail}`);
    assert.equal(state.accepted, page.accepted, trail);
    assert.equal(history[at].entry, state.entry, trail);
  }

  /** What each entry of the history leads to. */
  entries() {
    return this.history.map(({ entry, text }) => this.state.drafts[entry] ?? linkOf(text));
  }
}

const ACTIONS = {
  edit: (world) => world.edit(false),
  wrong: (world) => world.edit(true),
  undo: (world) => world.page.draft !== world.page.accepted && world.undo(),
  look: (world) => world.look(),
  back: (world) => world.at > 0 && world.move(world.at - 1),
  forward: (world) => world.at < world.history.length - 1 && world.move(world.at + 1),
  link: (world) => world.go(`l${world.history.length}`),
  broken: (world) => world.go(BROKEN),
  answer: (world) => world.asks.length > 0 && world.read(0),
  late: (world) => world.asks.length > 1 && world.read(1), // the answers come the other way round
  none: (world) => world.asks.length > 0 && world.read(0, false),
  tick: (world) => world.page.waiting && world.tick(),
};

/** Every order of so many of these actions, as far as each is possible; gives how many there were. */
function everyOrder(names, length, begin, check, trail = []) {
  const world = begin();
  if (!trail.every((name) => ACTIONS[name](world) !== false)) return 0;
  if (trail.length < length)
    return names.reduce((sum, name) => sum + everyOrder(names, length, begin, check, [...trail, name]), 0);
  world.rest();
  check(world, trail.join(" "));
  return 1;
}

/** A page with three entries of history behind it. */
function withHistory(pause) {
  const world = new World({ pause });
  for (let i = 0; i < 2; i += 1) {
    world.edit(false);
    world.time += 2 * MERGE_MS;
    world.rest();
  }
  world.time += 2 * MERGE_MS;
  return world;
}

for (const pause of [0, 2 * MERGE_MS]) {
  test(`address, controls and network agree after everything in every order, ${pause} ms apart`, () => {
    const count = everyOrder(
      Object.keys(ACTIONS),
      5,
      () => withHistory(pause),
      (world, trail) => world.check(trail),
    );
    assert.ok(count > 30_000, String(count));
  });
}

test("Back, Forward, links, changes and undo leave exactly the entries that the person made", () => {
  const names = ["edit", "undo", "back", "forward", "link", "answer", "late", "tick"];
  const count = everyOrder(
    names,
    7,
    () => withHistory(2 * MERGE_MS),
    (world, trail) => {
      world.check(trail);
      assert.deepEqual(withoutRepeats(world.entries(), world.at), withoutRepeats(world.meant, world.at), trail);
    },
  );
  assert.ok(count > 30_000, String(count));
});

/* An undo that changes nothing makes no entry; so of neighbors that are the same one counts. */
const withoutRepeats = (list) => list.filter((item, i) => item !== list[i - 1]);

test("after any order, Back and Forward through the whole history open every entry as it was", () => {
  const names = ["edit", "back", "forward", "answer", "tick"];
  everyOrder(
    names,
    7,
    () => withHistory(2 * MERGE_MS),
    (world, trail) => {
      const { meant } = world;
      assert.equal(world.history.length, meant.length, trail);
      for (let at = 0; at < meant.length; at += 1) {
        world.move(at);
        world.rest();
        assert.equal(world.page.accepted, meant[at], `${at} after ${trail}`);
        world.check(trail);
      }
      assert.deepEqual(world.entries(), meant, trail);
    },
  );
});

test("changes in quick succession are one entry, and one after another set-up was opened is another", () => {
  const world = new World({ pause: 10 });
  world.edit(false);
  world.edit(false);
  world.rest();
  world.edit(false);
  world.rest();
  assert.deepEqual(
    world.history.map(({ text }) => text),
    ["a", "s3"],
  );
  world.move(0);
  world.rest();
  world.edit(false);
  world.rest();
  assert.deepEqual(
    world.history.map(({ text }) => text),
    ["a", "s4"],
  );
});

test("going back to what trains takes nothing from it, though another set-up was on its way", () => {
  const world = withHistory(2 * MERGE_MS);
  world.edit(false);
  world.move(world.at - 1);
  const opened = [];
  world.do_open = () => opened.push(world.answer);
  world.rest();
  world.check("edit back");
  assert.deepEqual(opened, []);
  assert.equal(world.page.accepted, "s2");
});

test("what is only looked at while a link is being opened stays, as a step of its own", () => {
  for (const first of ["answer", "look"]) {
    const world = withHistory(2 * MERGE_MS);
    world.go("l|");
    ACTIONS[first](world);
    if (first === "answer") world.look();
    world.rest();
    world.check(first);
    assert.deepEqual(
      world.history.slice(-2).map(({ text }) => text),
      ["l|", "l|o"],
      first,
    );
  }
});

test("a link stays as it was written, also where it says less than the page would", () => {
  const world = withHistory(2 * MERGE_MS);
  world.text = () => `${world.page.accepted}&written=by the page`;
  world.go("l");
  world.rest();
  assert.equal(world.history[world.at].text, "l");
});
