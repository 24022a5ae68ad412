/* Questions as forms: what is asked, where it is answered, and what is said to the answer. */

import { fill } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import { drawn, made, plain, pressed } from "./elements.js";

/** @typedef {import("./steps.js").Question} Question */
/** @typedef {import("./progress.js").Answer} Answer */
/** A form: where it is, how it is closed once it is answered, and the way back.
    @typedef {{ element: HTMLFormElement, close: (answer: Answer) => void, reopen: () => void }} Form */
/** @typedef {{ texts: TextsOf<"lessons">, name: string, button: string, guess: boolean, draws?: () => Answer,
      take: (answer: Answer) => void }} About */
/** What answers a question: the elements, what they say (undefined: nothing yet), and a way to show an answer.
    @typedef {{ parts: Node[], read: () => Answer | undefined, show: (answer: Answer) => void, wrong: string }} Field */

const LONGEST = 1000; // characters of a free text

/** @param {Question} question
    @param {About} about
    @returns {Field} */
function listed({ kind, options }, { texts, name }) {
  const boxes = options.map(({ key, text }) => {
    const box = made("input");
    Object.assign(box, { type: kind === "choice" ? "radio" : "checkbox", name, value: key });
    return { box, label: made("label", "lesson-option", box, made("span", "", ...drawn(text))) };
  });
  const chosen = () => boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
  return {
    parts: boxes.map(({ label }) => label),
    read: () => (kind === "several" ? (chosen().length ? chosen() : undefined) : chosen()[0]),
    show(answer) {
      const keys = Array.isArray(answer) ? answer.map(String) : [String(answer)];
      for (const { box } of boxes) box.checked = keys.includes(box.value);
    },
    wrong: texts.chooseFirst,
  };
}

/** @param {Question} question
    @param {About} about
    @returns {Field} */
function ordered({ options }, { texts }) {
  const list = made("ol", "lesson-order");
  const said = made("div", "visually-hidden");
  said.setAttribute("role", "status");
  const items = options.map(({ key, text }) => {
    const what = plain(text).trim();
    /** @param {number} by */
    const move = (by) => {
      const all = [...list.children];
      const to = all.indexOf(item) + by;
      if (to < 0 || to >= all.length) return;
      if (by < 0) all[to].before(item);
      else all[to].after(item);
      const button = item.querySelectorAll("button")[by < 0 ? 0 : 1];
      button.focus(); // who moves it once more stays on it
      said.textContent = fill(texts.moved, { what, n: to + 1, all: all.length });
    };
    const item = made("li", "", made("span", "", ...drawn(text)));
    for (const [sign, by, name] of /** @type {const} */ ([
      ["↑", -1, texts.up],
      ["↓", 1, texts.down],
    ])) {
      const button = pressed(sign, "plain-button", () => move(by));
      button.setAttribute("aria-label", fill(name, { what }));
      item.append(button);
    }
    item.dataset.key = key;
    return item;
  });
  list.append(...items);
  return {
    parts: [list, said],
    read: () => [...list.children].map((item) => /** @type {HTMLElement} */ (item).dataset.key ?? ""),
    show(answer) {
      if (!Array.isArray(answer)) return;
      for (const key of answer) list.append(...items.filter((item) => item.dataset.key === key));
    },
    wrong: "",
  };
}

/** @param {Question} question
    @param {About} about
    @returns {Field} */
function numeric({ low, high, percent }, { texts }) {
  const factor = percent ? 100 : 1;
  const bounds = { low: numbers.exact(low * factor), high: numbers.exact(high * factor) };
  const input = made("input", "choice");
  Object.assign(input, { type: "number", step: "any", min: String(low * factor), max: String(high * factor) });
  input.setAttribute("aria-label", fill(texts.number, bounds));
  const wrong = fill(texts.badNumber, bounds);
  return {
    parts: [made("label", "lesson-number", input, ...(percent ? [made("span", "", "%")] : []))],
    read() {
      const value = Number(input.value) / factor;
      return input.value.trim() && value >= low && value <= high ? numbers.nearest(value, 9) : undefined;
    },
    show: (answer) => (input.value = answer === null ? "" : String(numbers.nearest(Number(answer) * factor, 9))),
    wrong,
  };
}

/** @param {Question} _question
    @param {About} about
    @returns {Field} */
function free(_question, { texts }) {
  const area = made("textarea", "choice");
  Object.assign(area, { rows: 3, maxLength: LONGEST });
  area.setAttribute("aria-label", texts.askTitle);
  return {
    parts: [area],
    read: () => area.value.trim() || undefined,
    show: (answer) => (area.value = String(answer ?? "")),
    wrong: texts.chooseFirst,
  };
}

/** @param {Question} _question
    @param {About} about
    @returns {Field} */
const curve = (_question, { texts, draws }) => ({
  parts: [made("p", "small", texts.sketch)],
  read: () => draws?.() ?? undefined,
  show() {},
  wrong: texts.chooseFirst,
});

/** @type {Record<Question["kind"], (question: Question, about: About) => Field>} */
const KINDS = { choice: listed, several: listed, order: ordered, number: numeric, text: free, curve };

/** A question as a form.
    @param {Question} question
    @param {About} about
    @returns {Form} */
export function form(question, about) {
  const { texts, button, guess, take } = about;
  const field = KINDS[question.kind](question, about);
  const wrong = made("p", "field-error");
  wrong.setAttribute("role", "alert");
  const send = made("button", "plain-button lesson-main", button);
  const none = pressed(texts.noIdea, "plain-button", () => take(null));
  const buttons = made("div", "lesson-buttons", send, ...(guess ? [none] : []));
  const legend = made("legend", "", ...drawn(question.text));
  const fields = made("fieldset", "lesson-fields", legend, ...field.parts, wrong, buttons);
  const element = made("form", "lesson-form", fields);
  element.noValidate = true;
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    const answer = field.read();
    wrong.textContent = answer === undefined ? field.wrong : "";
    if (answer !== undefined) take(answer);
  });
  return {
    element,
    close(answer) {
      if (answer !== null) field.show(answer);
      fields.disabled = true;
      buttons.hidden = true;
    },
    reopen() {
      fields.disabled = false;
      buttons.hidden = false;
      fields.querySelector("input, textarea, button").focus();
    },
  };
}

/** An answer in words.
    @param {Question} question
    @param {Answer | undefined} answer
    @param {TextsOf<"lessons">} texts
    @param {(key: string) => string} [lane] what a lane is called
    @returns {(Node | string)[]} */
export function said({ kind, options, percent }, answer, texts, lane = (key) => key) {
  if (answer === null || answer === undefined) return [texts.guessed];
  /** @param {string | number | [number, number]} key */
  const name = (key) => {
    const option = options.find((each) => each.key === key);
    return option ? drawn(option.text) : [lane(String(key))];
  };
  if (kind === "number") return [percent ? numbers.percent(Number(answer)) : numbers.rounded(Number(answer), 4)];
  if (kind === "choice") return name(String(answer));
  if (kind === "text") return [String(answer)];
  if (kind === "curve" || !Array.isArray(answer)) return [texts.drawn];
  const items = answer.map((key) => made("li", "", ...name(key)));
  return [made(kind === "order" ? "ol" : "ul", "", ...items)];
}

/** What is said to who has chosen this.
    @param {Question} question
    @param {Answer | undefined} answer */
export function feedback({ kind, options, right }, answer) {
  const keys = kind === "choice" ? [String(answer)] : kind === "several" && Array.isArray(answer) ? answer : [];
  const told = (answer ?? null) === null ? right.slice(0, 1) : keys;
  return options.filter(({ key }) => told.includes(/** @type {never} */ (key))).flatMap((option) => option.feedback);
}
