/* A snapshot for homework: one PNG with the network, the map, the loss curve and the settings in words; and the drawing of
   the network alone as SVG. */

import { $, fill } from "../lib/dom.js";
import * as files from "../lib/files.js";
import * as numbers from "../lib/numbers.js";
import { AXIS_LIMIT } from "../wire/contract.js";
import * as curves from "./curves.js";
import { host } from "./host.js";
import * as vector from "./vector.js";
import * as words from "./words.js";

const SCALE = 2;
const [WIDTH, MARGIN, TOP] = [1160, 28, 92]; // px
const NETWORK = { width: 660, height: 430 };
const MAP = 372;
const CURVE = { width: 660, height: 230 };
const LINE = 20;
const LONGEST_LINK = 300; // characters; your data would fill the page
const FONT = "system-ui, sans-serif";

/** @type {Setup} */
let setup;

/** The axes of the map: ticks below it and beside it, and what they stand for.
    @param {CanvasRenderingContext2D} context
    @param {Box} box
    @param {ShownData} data */
function axes(context, { left, top, size }, data) {
  const { faint, ink } = host.theme.current();
  const across = host.dataNames.axis("x");
  const labels = data.curve ? host.lineMap.scale(data) : null;
  const up = labels
    ? { title: setup.texts.outputAxis, ticks: host.dataNames.ticks("label", labels.low, labels.high).ticks }
    : host.dataNames.axis("y");
  const [low, high] = labels ? [labels.low, labels.high] : [-AXIS_LIMIT, AXIS_LIMIT];
  context.font = `11px ${FONT}`;
  context.fillStyle = faint;
  context.textAlign = "center";
  context.textBaseline = "top";
  for (const { at, text } of across.ticks) {
    context.fillText(text, left + ((at + AXIS_LIMIT) / (2 * AXIS_LIMIT)) * size, top + size + 6);
  }
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const { at, text } of up.ticks) context.fillText(text, left - 6, top + ((high - at) / (high - low)) * size);
  context.fillStyle = ink;
  context.font = `600 12px ${FONT}`;
  context.textBaseline = "top";
  context.fillText(across.title, left + size, top + size + 22);
  context.textAlign = "left";
  context.textBaseline = "bottom";
  context.fillText(up.title, left, top - 6);
}

/** A text that breaks between words; gives where it ends.
    @param {CanvasRenderingContext2D} context
    @param {string} text
    @param {number} x
    @param {number} y
    @param {number} width */
function wrapped(context, text, x, y, width) {
  let line = "";
  let at = y;
  for (const part of text.split(/(?<=[ ,;&])/)) {
    if (line && context.measureText(line + part).width > width) {
      context.fillText(line, x, at);
      at += LINE;
      line = "";
    }
    line += part;
  }
  context.fillText(line, x, at);
  return at + LINE;
}

/** @param {CanvasRenderingContext2D} context
    @param {[string, string][]} facts
    @param {number} left
    @param {number} top */
function settings(context, facts, left, top) {
  const { ink, faint } = host.theme.current();
  const half = 150;
  let y = top;
  context.textAlign = "left";
  context.textBaseline = "top";
  for (const [name, value] of facts) {
    context.font = `12px ${FONT}`;
    context.fillStyle = faint;
    context.fillText(name, left, y);
    context.fillStyle = ink;
    y = wrapped(context, value, left + half, y, WIDTH - MARGIN - left - half);
  }
  return y;
}

/** The drawing of the network, once the browser has read it.
    @param {vector.Drawing} drawing */
async function image({ text }) {
  const read = new Image();
  read.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await read.decode();
  return read;
}

/** @param {Frame} frame
    @returns {Promise<HTMLCanvasElement>} */
async function compose(frame) {
  const drawing = vector.drawn(frame, setup);
  const network = await image(drawing);
  const row = host.rows.setupOf(frame.experiment);
  const facts = words.facts(row, setup);
  const rest = Math.max(CURVE.height, LINE * (facts.length + 2)); // some break
  const height = TOP + NETWORK.height + rest + 3 * MARGIN + LINE;
  const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH * SCALE, height: height * SCALE });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  host.theme.onPaper(() => {
    const { ink, surface, faint, test } = host.theme.current();
    const { texts } = setup;
    context.scale(SCALE, SCALE);
    context.fillStyle = surface;
    context.fillRect(0, 0, WIDTH, height);
    context.fillStyle = ink;
    context.font = `600 22px ${FONT}`;
    context.textBaseline = "top";
    context.fillText(words.brief(row, setup), MARGIN, MARGIN, WIDTH - 2 * MARGIN);
    const [train, its] = [numbers.loss(frame.train_loss), numbers.loss(frame.test_loss)];
    context.font = `14px ${FONT}`;
    context.fillStyle = faint;
    context.fillText(fill(texts.live, { epoch: frame.epoch, train, test: its }), MARGIN, MARGIN + 30);
    const scale = Math.min(NETWORK.width / drawing.width, NETWORK.height / drawing.height);
    const size = [drawing.width * scale, drawing.height * scale];
    context.drawImage(network, MARGIN, TOP + (NETWORK.height - size[1]) / 2, size[0], size[1]);
    const box = { left: WIDTH - MARGIN - MAP, top: TOP + 20, size: MAP };
    const data = host.picture.dataOf(host.lane());
    const how = { discrete: $("discretize").checked, test: $("show-test").checked };
    host.picture.paint(context, box, frame, data, how);
    axes(context, box, data);
    const points = host.rows.curveOf(host.session.numbers, 0, frame.epoch);
    const below = TOP + NETWORK.height + MARGIN;
    const place = { left: MARGIN, top: below, ...CURVE };
    curves.draw(context, place, [{ name: texts.snapshotTest, trainName: texts.snapshotTrain, color: test, points }], {
      epoch: texts.runEpoch,
      loss: texts.runLoss,
    });
    const end = settings(context, facts, box.left - 40, below + 4);
    context.fillStyle = faint;
    context.font = `11px ${FONT}`;
    if (host.lane().link.length <= LONGEST_LINK) {
      wrapped(context, `#${host.lane().link}`, MARGIN, Math.max(end, below + CURVE.height) + 10, WIDTH - 2 * MARGIN);
    }
  });
  return canvas;
}

const name = () => `network-epoch-${host.player.frame?.epoch ?? 0}`;

async function png() {
  const { frame } = host.player;
  if (!frame?.outputs) return;
  if (host.player.playing) host.player.pause();
  try {
    const canvas = await compose(frame);
    canvas.toBlob((blob) => blob && files.save(blob, `${name()}.png`, "image/png"));
  } catch {
    host.messages.message("problem-message", setup.texts.snapshotFailed);
  }
}

function svg() {
  if (host.player.frame) files.save(vector.drawn(host.player.frame, setup).text, `${name()}.svg`, "image/svg+xml");
}

/** @type {Part} */
export const part = {
  begin: (given) => (setup = given),
  commands: { "share-png": png, "share-svg": svg },
};
