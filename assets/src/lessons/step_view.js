/* What a step shows: its words, and below them in the rhythm of a lesson what is to be predicted, run, seen, explained and
   done; each comes once it is its turn. */

import { $, fill, say } from "../lib/dom.js";
import { holds, reached } from "./checks.js";
import { drawn, made, plain } from "./elements.js";
import * as explain from "./explain.js";
import * as facts from "./facts.js";
import * as questions from "./questions.js";
import { running } from "./run_words.js";
import * as seen from "./seen.js";
import * as sketch from "./sketch.js";
import * as steps from "./steps.js";

/** @typedef {import("./steps.js").Step} Step */
/** @typedef {import("./progress.js").Done} Done */
/** @typedef {import("./progress.js").Answer} Answer */
/** What a step is shown with.
    @typedef {{ host: LessonHost, texts: TextsOf<"lessons">, step: Step, done: () => Done, note: (more: Done) => void,
      changed: () => void }} About */

const SECOND = 1000;

/** @type {About} */
let about;
/** @type {Partial<Record<"predict" | "run" | "seen" | "ask" | "check" | "hints" | "reveal", HTMLElement>>} */
let parts = {};
/** @type {(() => void) | null} */
let endSketch = null;
/** @type {[number, number][] | null} */
let sketched = null;
let begun = 0;
let hinted = 0;
/** @type {ReturnType<typeof setInterval> | undefined} */
let clock;

/** @param {keyof typeof parts} name
    @param {string} title
    @param {(Node | string)[]} inside */
function part(name, title, ...inside) {
  const section = made("div", `lesson-${name}`, made("h3", "lesson-kind", title), ...inside);
  section.classList.add("lesson-part");
  section.hidden = true;
  parts[name] = section;
  return section;
}

/** What a lane is called.
    @param {string} key */
function lane(key) {
  const race = about.host.race?.();
  return race?.names[race.lanes.indexOf(key)] ?? key;
}

/** The words of a step, as they are read out.
    @param {Step} step */
export const words = ({ say: said, predict, check, goal }) =>
  [plain(said), predict ? plain(predict.text) : "", check ? plain(goal) : ""]
    .map((text) => text.trim())
    .join(" ")
    .trim();

// Predict

function predicting() {
  const { host, texts, step, done, note, changed } = about;
  const question = step.predict;
  if (!question) return [];
  const form = questions.form(question, {
    texts,
    name: "lesson-predict",
    button: texts.predict,
    guess: true,
    draws: () => sketched,
    take(answer) {
      note({ predicted: answer });
      form.close(answer);
      stopSketching();
      if (!step.run) settle(facts.now());
      $("lesson-step").focus({ preventScroll: true }); // its button is gone
      changed();
    },
  });
  const { predicted } = done();
  if (predicted !== undefined) form.close(predicted);
  else if (question.kind === "curve" && host.sketch) sketching(question, host);
  return [part("predict", texts.predictTitle, form.element, made("p", "small lesson-locked", texts.locked))];
}

/** @param {steps.Question} question
    @param {LessonHost} host */
function sketching({ epochs, high }, host) {
  const { texts } = about;
  const chart = document.querySelector(".chart");
  chart.scrollIntoView({ block: "nearest" });
  const end = sketch.begin(chart, {
    epochs,
    high: high > 10 ? 1 : high,
    texts,
    take(points) {
      sketched = points;
      host.sketch?.({ points, ends: [epochs, high > 10 ? 1 : high], name: texts.yours });
    },
  });
  endSketch = end;
}

/** What was drawn stays beside the curve that comes. */
function stopSketching() {
  endSketch?.();
  endSketch = null;
  const { predicted } = about.done();
  const isCurve = about.step.predict?.kind === "curve" && Array.isArray(predicted);
  const points = /** @type {[number, number][]} */ (isCurve ? predicted : []);
  about.host.sketch?.(points.length ? { points, ends: null, name: about.texts.yours } : null);
}

/** The run is over, or there is none: what has happened is known now.
    @param {import("./checks.js").RunFacts | null} now */
function settle(now) {
  const { step, note } = about;
  const happened = step.predict ? steps.truth(step.predict, { now, finished: facts.finished() }) : undefined;
  note({ ...(happened === undefined ? {} : { happened }), ...(step.run && now ? { over: now.epochs } : {}) });
}

/** Bring a part that is new in sight, and not the page.
    @param {HTMLElement | undefined} section */
function reveal(section) {
  const step = $("lesson-step");
  const card = /** @type {HTMLElement} */ (step.parentElement);
  const box = step.scrollHeight > step.clientHeight ? step : card; // on a phone all of the card scrolls
  if (!section || section.hidden) return;
  const below = section.getBoundingClientRect().top - box.getBoundingClientRect().top;
  box.scrollTop += below - box.clientHeight / 4;
}

/** @param {import("./checks.js").RunFacts} now */
export function over(now) {
  const { step, texts, done } = about;
  settle(now);
  if (step.predict?.kind === "curve" && done().predicted) stopSketching();
  const epoch = fill(texts.runDone, { epoch: now.epochs });
  show();
  reveal(parts.seen ?? parts.ask ?? parts.reveal);
  $("lesson-said").textContent = `${epoch} ${parts.seen?.hidden === false ? parts.seen.textContent : ""}`;
}

// Do

function checking() {
  const { texts, step } = about;
  if (!step.check) return [];
  const told = made("p", "lesson-told lesson-word");
  told.setAttribute("role", "status");
  return [part("check", texts.checkTitle, ...drawn(step.goal), told)];
}

/** @param {import("./checks.js").Check} check */
function notYet(check) {
  const runs = reached(check, facts.all());
  return runs ? fill(about.texts.notMetRuns, runs) : about.texts.notMet;
}

/** Look whether what is to be done is done; `asked` by somebody, who wants to know.
    @param {boolean} [asked] */
export function check(asked = false) {
  const { step, texts, done, note, changed } = about;
  if (!step.check || !steps.open(step, done()).check) return;
  const told = parts.check?.querySelector("p.lesson-told");
  if (!done().met && holds(step.check, facts.all())) {
    note({ met: true });
    if (told) told.textContent = texts.met;
    changed();
  } else if (told) {
    if (done().met) say(told, texts.met);
    else if (asked) told.textContent = notYet(step.check);
    else if (about.host.player?.playing) say(told, "");
  }
}

// Hints

function hint() {
  const { step, texts, done } = about;
  const wanted = steps.hinted(step.hints, (performance.now() - begun) / SECOND, facts.count());
  if (steps.open(step, done()).done || wanted <= hinted) return;
  for (const { text } of step.hints.slice(hinted, wanted)) {
    parts.hints?.append(made("details", "lesson-hint", made("summary", "", texts.hint), ...drawn(text)));
  }
  hinted = wanted;
  if (parts.hints) parts.hints.hidden = false;
  $("lesson-said").textContent = texts.hintReady;
}

// All of it

function revealing() {
  const { step, texts } = about;
  if (!step.reveal.length) return [];
  const box = made("details", "", made("summary", "", texts.reveal), ...drawn(step.reveal));
  return [part("reveal", texts.revealTitle, box)];
}

/** Show what is open now. */
function show() {
  const { step, done, texts } = about;
  const open = steps.open(step, done());
  for (const name of /** @type {const} */ (["run", "seen", "ask", "check", "reveal"])) {
    const section = parts[name];
    if (section) section.hidden = !open[name];
  }
  if (parts.reveal && document.body.hasAttribute("data-revealed") && !parts.reveal.dataset.revealed) {
    parts.reveal.dataset.revealed = "true"; // once: somebody may close it again
    parts.reveal.querySelector("details").open = true;
  }
  if (parts.reveal?.dataset.revealed) parts.reveal.hidden = false;
  if (parts.predict) {
    parts.predict.hidden = false;
    parts.predict.querySelector("p.lesson-locked").hidden = !open.locked || !step.run;
  }
  if (parts.run && step.run) {
    const { over: epoch } = done();
    say(
      parts.run.querySelector("p"),
      epoch === undefined
        ? running(step.run, texts, about.host.player?.draft?.problem === "regression")
        : fill(texts.runDone, { epoch }),
    );
    parts.run.classList.toggle("lesson-over", epoch !== undefined);
  }
  if (parts.seen && open.seen && step.predict && !parts.seen.childElementCount) {
    const { predicted, happened } = done();
    parts.seen.append(
      made("h3", "lesson-kind", texts.seenTitle),
      ...seen.parts(step.predict, predicted, happened, texts, lane, Boolean(step.run)),
    );
  }
}

export function update() {
  check();
  hint();
  show();
}

/** Nothing of a step is left on the page.
    @param {LessonHost} host */
export function clear(host) {
  clearInterval(clock);
  document.body.toggleAttribute("data-runs", false);
  endSketch?.();
  endSketch = null;
  host.sketch?.(null);
}

/** @param {About} given */
export function begin(given) {
  if (about) clear(about.host);
  about = given;
  const { step, texts, host, done } = about;
  [parts, sketched, begun, hinted] = [{}, null, performance.now(), 0];
  const sections = [
    ...predicting(),
    ...(step.run ? [part("run", texts.runTitle, made("p", "lesson-todo"))] : []),
    ...(step.predict ? [part("seen", "")] : []),
    ...(steps.doesFirst(step) ? checking() : []),
    ...(step.ask ? [part("ask", texts.askTitle, ...explain.parts(step.ask, about))] : []),
    ...(steps.doesFirst(step) ? [] : checking()),
    ...(step.hints.length ? [part("hints", texts.hint)] : []),
    ...revealing(),
  ];
  parts.seen?.replaceChildren();
  $("lesson-step").replaceChildren(made("div", "lesson-words", ...drawn(step.say)), ...sections);
  if (step.predict?.kind === "curve" && done().predicted) stopSketching();
  document.body.toggleAttribute("data-runs", Boolean(step.run));
  if (step.hints.length) clock = setInterval(hint, SECOND);
  if (!host.player && step.run) about.note({ over: 0 }); // there is nothing to run
}
