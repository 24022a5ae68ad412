/* The playground page: how it begins, how the player's frames get to its parts, and what its controls do. The parts are
   listed in main.js. */

import { $, fill, has } from "../lib/dom.js";
import * as messages from "../lib/messages.js";
import * as numbers from "../lib/numbers.js";
import * as parts from "../lib/parts.js";
import { each } from "../lib/parts.js";
import { inTurn, turn } from "../lib/turns.js";
import * as dataNames from "../paint/data_names.js";
import { player } from "../play/player.js";
import * as playing from "../play/readouts.js";
import * as session from "../play/session.js";
import { retry } from "../wire/latest.js";
import * as address from "./address.js";
import * as controls from "./controls.js";
import * as picture from "./picture.js";
import * as readouts from "./readouts.js";

/** @type {Setup} */
let setup;

const USED = { checkbox: "change", number: "change", range: "input", "select-one": "change" };

/** @type {View} */
const view = {
  frame([frame]) {
    readouts.show(frame);
    picture.show(frame);
    each("frame", frame);
    if (!player.playing) readouts.describe(frame, picture.data.curve);
  },
  accepted([lane], restarted) {
    const { experiment } = player;
    picture.accepted(lane);
    controls.show(experiment);
    readouts.accepted(lane);
    messages.message("problem-message", "");
    each("accepted", experiment, lane, restarted);
    picture.repaint();
  },
  status() {
    playing.status(player.playing);
    each("status");
    if (player.frame) readouts.describe(player.frame, picture.data.curve);
  },
  refused(error) {
    messages.refused(error);
    controls.show(player.experiment);
    each("refused", error);
  },
  stopped({ reason, epoch, fault }) {
    each("stopped", { reason, epoch });
    if (reason !== "diverged") return;
    const { texts } = setup;
    const blamed = fault && fill(texts.noNumber, { epoch, ...fault, z: numbers.rounded(fault.z, 6) });
    messages.message("problem-message", blamed ?? fill(texts.diverged, { epoch }));
    if (!fault) controls.offerSlower();
  },
  connection: (wait) => messages.connection(wait),
  unanswered: () => messages.paused(),
};

/** @type {Commands} */
const COMMANDS = {
  play: () => player.toggle(),
  step: () => player.step(),
  retry() {
    player.retry();
    retry();
  },
};

/** A button was pressed.
    @param {From<MouseEvent>} event */
function press({ target }) {
  if (target.id === "race-of-this") $("race-of-this").hash = address.link ?? ""; // the usual race with all else as here
  const id = target.closest("button")?.id;
  if (id && !run(id)) controls.press(id);
}

/** A control was used; a slider counts while it moves. TextsOf<"playground"> are taken by those who ask for them.
    @param {From<Event>} event */
function use({ type, target }) {
  const control = target.closest("input, select");
  if (!control || !has(USED, control.type) || type !== USED[control.type]) return;
  const { id, value } = control;
  const is = control.type === "checkbox" ? /** @type {HTMLInputElement} */ (control).checked : value;
  if (!run(id, is)) controls.use(id, value);
}

/** Do what a control is for; whether anybody knew.
    @param {string} id
    @param {string | boolean} [value] */
function run(id, value = "") {
  const command = has(COMMANDS, id) ? COMMANDS[id] : parts.command(id);
  command?.(value);
  return Boolean(command);
}

/** The page is there, and with it the first answer. It begins in turns: on a phone all of it takes half a second.
    @param {{ lanes: LaneAnswer[] }} answer
    @param {Setup} given */
export async function begin(answer, given) {
  setup = given;
  dataNames.of(() => player.experiment);
  readouts.begin(setup);
  picture.begin(setup);
  session.onDraft(controls.show);
  session.onLane((lane) => view.accepted([lane], false));
  await inTurn(parts.oneByOne("begin", setup, answer.lanes[0].experiment));
  await turn();
  player.visible = ([frame]) => Object.assign({ units: true }, ...each("view", /** @type {Frame} */ (frame)));
  player.begin(answer, view);
  picture.follow();
  document.addEventListener("click", press);
  document.addEventListener("change", use);
  document.addEventListener("input", use);
}
