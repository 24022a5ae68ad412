/* The dialog to ask all a question: one of a few that are often asked, the prediction of the step that the class is at, or
   one that is typed. */

import { $ } from "../lib/dom.js";
import { made } from "../lib/made.js";
import { nameOf } from "./linked.js";
import { again, stepOfClass, typed } from "./question.js";

/** @typedef {import("./types.js").Room} Room */
/** @typedef {import("../board/types.js").Question} Question */

/** @type {Room} */
let room;
/** @type {Question | null} */
let prediction = null; // that can be asked again
const AGAIN = "again";

/** @param {string} text */
const wrong = (text) => ($("class-ask-said").textContent = text);

/** @param {{ text: string, options: string[] }} its */
function put({ text, options }) {
  $("class-ask-text").value = text;
  $("class-ask-options").value = options.join("\n");
}

function choose() {
  const chosen = $("class-ask-preset").value;
  const fixed = chosen === AGAIN;
  $("class-ask-text").readOnly = fixed; // its answers are compared with those of before
  $("class-ask-options").readOnly = fixed;
  if (fixed && prediction) put(prediction);
  else put(room.setup.presets[Number(chosen)] ?? { text: "", options: [] });
}

/** @param {string} value
    @param {string} text */
const option = (value, text) => Object.assign(made("option", "", text), { value });

function open() {
  wrong("");
  const { texts, setup } = room;
  const known = room.known();
  const at = stepOfClass(known);
  prediction = again(at && { ...at, lesson: nameOf(at.lesson) }, setup.lessons, known.answers);
  $("class-ask-preset").replaceChildren(
    ...(prediction ? [option(AGAIN, texts.predictAgain)] : []),
    ...setup.presets.map(({ text }, i) => option(String(i), text)),
    option("own", texts.ownQuestion),
  );
  choose();
  $("class-ask-dialog").showModal();
}

async function send() {
  const text = $("class-ask-text").value;
  const own = typed(text, $("class-ask-options").value, `q${Date.now().toString(36)}`);
  const question = $("class-ask-preset").value === AGAIN ? prediction : own;
  if (!question) {
    wrong(room.texts.badQuestion);
    $("class-ask-text").focus();
    return;
  }
  const { status } = await room.tell({ question });
  if (status !== 200) return;
  $("class-ask-dialog").close();
  room.done(room.texts.asked);
}

/** @param {Room} given */
export function begin(given) {
  room = given;
  $("class-ask").addEventListener("click", open);
  $("class-ask-preset").addEventListener("change", choose);
  $("class-ask-go").addEventListener("click", send);
}
