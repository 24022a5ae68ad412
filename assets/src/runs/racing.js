/* Rows of the run table as lanes of a race. What a lane can say only the server knows: it makes the race's link, and tells
   which rows can't be lanes. */

import { $, fill, say } from "../lib/dom.js";
import { MAX_LANES } from "../wire/contract.js";
import { host } from "./host.js";

/** Open the race of these rows; where some can't be lanes, say so first.
    @param {RunRow[]} rows
    @param {Setup} setup */
export async function open(rows, { texts }) {
  const said = $("runs-said");
  $("runs-open-race").hidden = true;
  if (rows.length > MAX_LANES) return say(said, fill(texts.runsTooMany, { most: MAX_LANES, n: rows.length }));
  const links = rows.map(({ link }) => link);
  const answer = await host.server.link({ page: "race", runs: links }).catch(() => null);
  if (!answer || answer.error !== undefined) return say(said, answer?.error ?? texts.fileFailed);
  const why = { same: texts.runLaneSame, data: texts.runLaneData, lane: texts.runLaneNot };
  const sentences = answer.left_out.map((left) => fill(why[left.why], { number: rows[left.run].number }));
  const address = answer.link === null ? null : `${$("nav-race").href.split("#")[0]}#${answer.link}`;
  if (address && !sentences.length) {
    location.href = address;
    return;
  }
  say(said, sentences.join(" "));
  if (!address) return;
  $("runs-open-race").hidden = false;
  $("runs-open-race").href = address;
}
