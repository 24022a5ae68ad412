/* What is done with runs: loaded with the first one that ends, see rows/later.js. */

import * as host from "./host.js";
import * as repeat from "./repeat.js";
import * as report from "./report_page.js";
import * as snapshot from "./snapshot.js";
import * as table from "./table.js";

const PARTS = [repeat, report, snapshot, table].map(({ part }) => part);

/** @type {RunsScripts["begin"]} */
export function begin(given) {
  host.begin(given);
  for (const part of PARTS) part.begin?.(given.setup, given.player.experiment);
  return PARTS;
}
