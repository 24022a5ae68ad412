/* The playground on a projector: title, player, the network beside the map, losses in large figures and their curves. How
   large each is, say the styles; the chart has to be told. */

import { $, fill } from "../lib/dom.js";
import { player } from "../play/player.js";
import * as session from "../play/session.js";
import * as presenting from "../share/presenting.js";
import * as address from "./address.js";
import * as chart from "./chart.js";
import * as picture from "./picture.js";

const PARTS = 2; // that can be shown alone: network and map

/** Later than the last moment there is the next epoch.
    @param {number} by */
function move(by) {
  if (!session.move(by) && by > 0) player.step();
}

const dataset = () => document.querySelector('.thumbnail[aria-pressed="true"]')?.textContent.trim() ?? "";

function arrange() {
  chart.project(document.querySelector(".chart").clientHeight || null);
  picture.repaint();
}

/** @param {Setup} setup */
function begin({ texts }) {
  presenting.begin({
    texts,
    own: () => fill(texts.networkTitle, { data: dataset() }),
    parts: () => PARTS,
    keys: { " ": () => player.toggle(), arrowleft: () => move(-1), arrowright: () => move(1) },
    arrange,
    ended() {
      chart.project(null);
      picture.repaint();
    },
    back: () => $("share"),
    changed: address.write,
  });
}

/** @type {Part} */
export const part = { begin, accepted: presenting.arrange };
