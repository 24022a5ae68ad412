/* The form of a question about the set-up on the screen: what it asks for, and which of its fields mean something. */

import { $, say } from "../lib/dom.js";

const SHARES = ["accuracy"]; // of 1, typed as percent
const WITHIN = { accuracy: 5, r2: 0.05, test_loss: 0.05, train_loss: 0.05, gap: 0.02, "": 0 };
const REACHED = /** @type {Record<string, number>} */ ({
  test_loss: 0.1,
  train_loss: 0.1,
  gap: 0.02,
  accuracy: 95,
  r2: 0.9,
  epoch: 100,
  runs: 3,
  units: 4,
  parameters: 25,
  features: 2,
});
const WHOLE = ["epoch", "runs", "units", "parameters", "features"];
const EPOCHS = 300;
const MOST_OPTIONS = 6;

/** @param {{ value: string }} field */
const number = ({ value }) => (value.trim() === "" || Number.isNaN(Number(value)) ? 0 : Number(value));

/** @param {string} of
    @param {number} value */
const share = (of, value) => (SHARES.includes(of) ? value / 100 : value);

const options = () =>
  $("ask-options")
    .value.split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(0, MOST_OPTIONS);

/** @param {HTMLElement} control
    @param {boolean} is */
function shown(control, is) {
  /** @type {HTMLLabelElement} */ (control.closest("label")).hidden = !is;
}

/** The fields that mean something with what is chosen are there, and no others. */
export function settle() {
  const kind = $("ask-kind").value;
  for (const part of document.querySelectorAll(".ask-form div[data-kind]")) part.hidden = part.dataset.kind !== kind;
  shown($("ask-value"), !$("ask-of").value);
  $("ask-within")
    .closest("label")
    ?.classList.toggle("percent", SHARES.includes($("ask-of").value));
  shown($("ask-epochs"), $("ask-run").value === "epochs");
  const check = $("ask-check").value;
  if (!check) $("ask-also").value = "";
  shown($("ask-also"), check !== "");
  shown($("ask-check-value"), check in REACHED);
  shown($("ask-also-value"), $("ask-also").value in REACHED);
  rights();
}

/** The options that can be the right one. */
function rights() {
  const select = $("ask-right");
  const [none] = select.options;
  const before = select.value;
  const all = options().map((text, i) => Object.assign(document.createElement("option"), { value: String(i), text }));
  select.replaceChildren(none, ...all);
  select.value = all.some(({ value }) => value === before) ? before : "";
}

/** What is usual for a kind of number, or of check.
    @param {string} id of what was chosen */
export function usual(id) {
  const of = /** @type {keyof typeof WITHIN} */ ($("ask-of").value);
  if (id === "ask-of") $("ask-within").value = String(WITHIN[of]);
  if (id === "ask-check") $("ask-check-value").value = String(REACHED[$("ask-check").value] ?? "");
  if (id === "ask-also") $("ask-also-value").value = String(REACHED[$("ask-also").value] ?? "");
}

/** The question that fits how it is answered; what somebody has typed stays. Whether it is that.
    @param {boolean} regression */
export function suggest(regression) {
  const question = $("ask-question");
  const { dataset, value } = question;
  if (value && !Object.values(dataset).includes(value)) return false;
  const kind = $("ask-kind").value;
  question.value = dataset[kind === "number" && regression ? "regression" : kind] ?? "";
  return true;
}

/** Begin with what fits what is on the screen.
    @param {{ regression: boolean, stops: boolean, epoch: number }} screen */
export function begin({ regression, stops, epoch }) {
  if (suggest(regression)) {
    $("ask-of").value = regression ? "test_loss" : "accuracy";
    usual("ask-of");
  }
  for (const id of /** @type {const} */ (["ask-of", "ask-check", "ask-also"])) {
    for (const option of $(id).options) {
      if (["r2", "accuracy"].includes(option.value)) option.hidden = (option.value === "r2") !== regression;
    }
  }
  $("ask-run").querySelector("[value=stop]").hidden = !stops;
  $("ask-run").value = stops ? "stop" : "epochs";
  $("ask-epochs").value = String(epoch || EPOCHS);
  settle();
}

/** @param {string} kind
    @param {{ value: string }} field */
const check = (kind, field) => ({
  kind,
  value: WHOLE.includes(kind) ? Math.round(number(field)) : share(kind, number(field)),
});

/** What the form says, as the server takes it; see app/lessons/asked.py.
    @param {string} setup
    @returns {import("../wire/types.js").Asked} */
export function read(setup) {
  const kind = $("ask-kind").value;
  const of = $("ask-of").value;
  const right = $("ask-right").value;
  const checks = [check($("ask-check").value, $("ask-check-value")), check($("ask-also").value, $("ask-also-value"))];
  const asked = {
    setup,
    title: $("ask-name").value.trim(),
    say: $("ask-say").value.trim(),
    question: $("ask-question").value.trim(),
    kind,
    first: $("ask-first").value === "yes",
    run: $("ask-run").value,
    epochs: $("ask-run").value === "epochs" ? Math.round(number($("ask-epochs"))) : 0,
    checks: checks.filter((each) => each.kind),
    ...(kind === "choice" ? { options: options(), right: right === "" ? null : Number(right) } : {}),
    ...(kind === "number" ? { of: of || null, within: share(of, number($("ask-within"))) } : {}),
    ...(kind === "number" && !of ? { value: number($("ask-value")) } : {}),
  };
  return /** @type {import("../wire/types.js").Asked} */ (asked); // what its selects offer
}

/** @param {string} text */
export const wrong = (text) => say($("ask-error"), text);
