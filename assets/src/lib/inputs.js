/* What several parts do with fields and selects. */

import { $, fill, say } from "./dom.js";

/** What was typed into a field for a number, within the field's bounds.
    @param {IdOf<"input">} id
    @param {string | number} value */
export function within(id, value) {
  const { min, max } = $(id);
  return Math.max(Number(min), Math.min(Number(max), Number(value)));
}

/** Say the value of a slider above it, and to those who listen.
    @param {Id} id
    @param {unknown} value */
export function tell(id, value) {
  const label = document.querySelector(`[data-value-of="${id}"]`);
  say(label, fill(label.dataset.text ?? "", { value }));
  $(id).setAttribute("aria-valuetext", label.textContent);
}

/** @param {IdOf<"input">} id
    @param {string | number} value */
export const whole = (id, value) => Math.round(within(id, value));

/** Call `take` with each formula that is typed, without the equals sign that some begin with.
    @param {IdOf<"input" | "textarea">} id
    @param {(formula: string, field: HTMLInputElement | HTMLTextAreaElement) => void} take */
export function formula(id, take) {
  const field = $(id);
  field.addEventListener("change", () => take(field.value.trim().replace(/^=/, ""), field));
}

/** Say at a field what is wrong with it, until that is mended; an empty text: nothing is.
    @param {IdOf<"input">} id
    @param {Id} box
    @param {string} text */
export function wrong(id, box, text) {
  const field = $(id);
  say($(box), text);
  if (text) {
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", box);
  } else {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  }
}

/** Give a slider its bounds and its value, and call `changed` with each other one; `write` gives its text.
    @param {IdOf<"input">} id
    @param {SliderAbout} about
    @param {(value: number) => string} write
    @param {(value: number) => void} changed */
export function slider(id, { min, minimum = min, max, maximum = max, step, value }, write, changed) {
  const input = Object.assign($(id), { min: minimum, max: maximum, step, value });
  tell(id, write(value));
  input.addEventListener("input", () => {
    tell(id, write(Number(input.value)));
    changed(Number(input.value));
  });
}

/** Let a select show a value, also one that it does not offer as a rule.
    @param {HTMLSelectElement} select
    @param {string} value
    @param {string} [name] */
export function select(select, value, name = value) {
  if (![...select.options].some((option) => option.value === value)) select.add(new Option(name, value));
  select.value = value;
}
