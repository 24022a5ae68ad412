/* The rail of a lesson: which step is there, and what its buttons do. What a step shows is in step_view.js. */

import { $, fill } from "../lib/dom.js";
import * as addresses from "./address.js";
import { home, made } from "./elements.js";
import * as facts from "./facts.js";
import * as point from "./point.js";
import * as progress from "./progress.js";
import * as report from "./report.js";
import * as slide from "./slide.js";
import * as stepView from "./step_view.js";
import * as steps from "./steps.js";
import { wordings } from "./wording.js";

/** @typedef {import("../wire/types.js").LessonTold} Lesson */

const SELDOM_MS = 250; // while it trains

/** @type {LessonHost} */
let host;
/** @type {LessonSetup} */
let setup;
/** @type {Lesson | null} */
let lesson = null;
/** @type {progress.Progress} */
let kept = progress.fresh();
let index = -1; // none is shown yet
let ended = false; // the lesson, which says so in place of a step
let updated = 0;

/** By which its progress is kept: of a lesson that is in its link a short name of it. */
const key = () => lesson?.key ?? setup.key;
const step = () => /** @type {Lesson} */ (lesson).steps[index];
const last = () => index === /** @type {Lesson} */ (lesson).steps.length - 1;
const done = () => kept.steps[step().key] ?? {};

/** Something was done in this step.
    @param {progress.Done} more */
function note(more) {
  const words = key() === setup.key ? {} : { words: wordings(step()) }; // a lesson that is in its link
  kept = { ...kept, steps: { ...kept.steps, [step().key]: { ...done(), ...more, ...words } } };
  progress.keep(key(), kept);
  host.noted?.({
    lesson: key(),
    step: step().key,
    asks: step().predict?.kind,
    explains: step().ask?.kind,
    ...words,
    ...more,
  });
}

// Going

/** Whether a set-up is of what is there, be it trained or not.
    @param {string} link */
const isThere = (link) => link === host.text() || link.startsWith(`${host.text()}&`);

/** Go to a step: another address, which the page opens, or another page.
    @param {number} to
    @param {boolean} [replaces] the entry of the history */
function go(to, replaces = false) {
  const next = /** @type {Lesson} */ (lesson).steps[to];
  if (!next) return;
  const search = addresses.write(location.search, setup.key, to);
  if (next.page !== host.page) {
    const page = home() + (next.page === "playground" ? "" : next.page);
    const url = `${page}${search}#${[next.setup ?? "", ...addresses.presented(location.hash)].join("&")}`;
    if (replaces) location.replace(url);
    else location.href = url;
    return;
  }
  const before = lesson?.steps.slice(0, to).findLast((each) => each.page === host.page && each.setup !== null);
  const there = replaces ? (before?.setup ?? host.text()) : host.text(); // who comes from elsewhere has done nothing yet
  const link = addresses.link(next, there);
  if (next.setup !== null && host.player?.frame?.epoch && isThere(link)) $("reset").click(); // it begins again
  const url = `${location.pathname}${search}#${[link, ...addresses.presented(location.hash)].join("&")}`;
  if (replaces) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
  dispatchEvent(new PopStateEvent("popstate"));
  dispatchEvent(new HashChangeEvent("hashchange"));
}

/** The address is another one. */
function moved() {
  const said = addresses.read(location.search, lesson?.steps);
  const rail = document.getElementById("lesson");
  if (said?.key === (rail ? setup.key : undefined)) {
    const to = said?.step ?? 0;
    if (lesson && rail && (to !== index || ended)) show(to); // not for another set-up in the same step
  } else if (!said) remove();
  else location.reload();
}

function remove() {
  host.hold(false);
  point.at(null, host);
  stepView.clear(host);
  host.remove();
}

/** The page stays as it is, with nothing hidden any more. */
function leave() {
  const url = `${location.pathname}${addresses.without(location.search)}#${host.text()}`;
  history.pushState(null, "", url);
  remove();
  dispatchEvent(new PopStateEvent("popstate"));
  host.done(setup.texts.left);
}

function restart() {
  progress.keep(key(), null);
  kept = progress.fresh();
  index = -1;
  go(0);
  host.done(setup.texts.restarted);
}

/** On to the next step; after the last one the lesson is finished. */
function next() {
  if (!done() || !steps.open(step(), done()).done) note({ skipped: true });
  if (!last()) {
    go(index + 1);
    $("lesson-step").focus({ preventScroll: true });
    return;
  }
  kept = { ...kept, finished: true };
  progress.keep(key(), kept);
  ended = true;
  host.hold(false);
  point.at(null, host);
  stepView.clear(host);
  finish();
  buttons();
  $("lesson-step").focus({ preventScroll: true });
}

/** The lesson is finished, or at its end, with the way back to what is not done. */
function finish() {
  const { texts } = setup;
  const { steps: all = [], then = "" } = lesson ?? {};
  const open = all.flatMap((each, i) => (steps.open(each, kept.steps[each.key] ?? {}).done ? [] : [i]));
  const words = open.length ? texts.notDone : texts.finished;
  const back = made("div", "lesson-open");
  for (const i of open) {
    const button = made("button", "plain-button", fill(texts.toStep, { n: i + 1 }));
    button.addEventListener("click", () => go(i));
    back.append(button);
  }
  const on = made("a", "plain-button lesson-main", texts.nextLesson);
  on.href = `${home()}${addresses.write("", then, 0)}`;
  $("lesson-step").replaceChildren(
    made("p", "lesson-end", words),
    ...(open.length ? [back] : []),
    ...(then ? [on] : []),
  );
  $("lesson-said").textContent = words;
}

// Showing

/** @param {number} to */
function show(to) {
  [index, ended] = [to, false];
  kept = { ...kept, step: index };
  progress.keep(key(), kept);
  host.quiet?.();
  Object.assign($("lesson").dataset, { lesson: key(), step: step().key }); // a seat in a class tells it
  const { setup: begins } = step();
  facts.begin(begins !== null && !isThere(begins) ? begins : null);
  stepView.begin({ host, texts: setup.texts, step: step(), done, note, changed: update });
  point.at(step().point, host);
  update();
  $("lesson-step").scrollTop = 0;
  $("lesson-said").textContent = `${$("lesson-where").textContent}. ${stepView.words(step())}`;
}

/** Something has changed: on the page, or in the step. */
function update() {
  if (!lesson || ended) return;
  const now = facts.now();
  const playing = host.player?.playing ?? false;
  if (now && done().over === undefined && !steps.open(step(), done()).locked) {
    const finished = facts.allFinished();
    if (playing && steps.hasEnded(step(), now, finished))
      host.player?.pause(); // which brings us here once more
    else if (steps.isOver(step(), now, playing, finished)) stepView.over(now);
  }
  if (playing && performance.now() - updated < SELDOM_MS) return;
  updated = performance.now();
  stepView.update();
  buttons();
}

function buttons() {
  const { texts } = setup;
  const { length } = /** @type {Lesson} */ (lesson).steps;
  const open = steps.open(step(), done());
  host.hold(open.locked && !ended);
  const where = open.done ? texts.whereDone : done().skipped ? texts.whereSkipped : texts.where;
  const text = fill(open.done && !hasTask() ? texts.where : where, { n: index + 1, all: length });
  $("lesson-where").textContent = ended ? "" : text;
  document
    .querySelector(".lesson-bar span")
    .style.setProperty("width", `${(100 * (index + (ended ? 1 : 0))) / length}%`);
  $("lesson-back").hidden = ended || index === 0;
  $("lesson-check").hidden = ended || !open.check || open.done;
  $("lesson-next").hidden = ended;
  document.querySelector(".lesson-foot").hidden = ended;
  $("lesson-next").textContent = last() ? texts.finish : open.done ? texts.next : texts.skip;
  $("lesson-next").classList.toggle("lesson-main", open.done);
  $("lesson-restart").hidden = false;
  const { scrollHeight, clientHeight } = $("lesson-step");
  $("lesson-step").tabIndex = scrollHeight > clientHeight ? 0 : -1; // what scrolls can be reached by keys
}

/** Whether there is anything to be done in this step. */
const hasTask = () => Boolean(step().predict || step().run || step().ask || step().check);

/** On a phone, where it is a sheet from below, it is folded to see the page. */
function fold() {
  const folded = $("lesson").classList.toggle("folded");
  $("lesson-fold").setAttribute("aria-expanded", String(!folded));
  $("lesson-fold").setAttribute("aria-label", folded ? setup.texts.unfold : setup.texts.fold);
}

/** @param {Lesson} told
    @param {boolean} linked */
function open(told, linked) {
  lesson = told;
  document.querySelector(".lesson-head h2").textContent = lesson.title;
  kept = progress.of(key());
  const said = addresses.read(location.search, lesson.steps);
  const at = Math.min(said?.step ?? kept.step, lesson.steps.length - 1);
  if (lesson.steps[at].page !== host.page || !linked) go(at, true);
  else {
    const search = addresses.write(location.search, setup.key, at);
    history.replaceState(history.state, "", search + location.hash);
    show(at);
  }
}

/** @type {LessonScripts["begin"]} */
export function begin(given, linked) {
  host = given;
  setup = JSON.parse(document.querySelector("script#lesson-setup").textContent ?? "{}");
  $("lesson-leave").addEventListener("click", leave);
  $("lesson-fold").addEventListener("click", fold);
  if (!setup.key) return moved;
  $("lesson-restart").addEventListener("click", restart);
  $("lesson-back").addEventListener("click", () => go(index - 1));
  $("lesson-next").addEventListener("click", next);
  $("lesson-check").addEventListener("click", () => stepView.check(true));
  slide.begin({
    by: (by) => (by > 0 ? !ended && next() : go(index - 1)),
    said: () => host.done(setup.texts.slideKeys),
  });
  facts.listen(host, update);
  document.addEventListener("revealed", update); // to all of a class
  host.report?.(() =>
    lesson && document.getElementById("lesson") ? report.sections(lesson, kept.steps, setup.texts) : [],
  );
  /** @param {string} [error] */
  const broken = (error) => $("lesson-step").replaceChildren(made("p", "", error ?? setup.texts.broken));
  host.server.lesson({ key: setup.key }).then(
    ({ error, lesson: told }) => (error === undefined ? open(told, linked) : broken(error)),
    () => broken(),
  );
  return moved;
}
