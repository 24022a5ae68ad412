/* A table of a figure as an element. */

import { made } from "../lib/made.js";

/** @param {import("./results_types.js").Figure["table"]} its */
export function tableOf({ head, rows }) {
  const top = made("tr", "", ...head.map((text) => Object.assign(made("th", "", text), { scope: "col" })));
  const body = rows.map(([first, ...cells]) =>
    made(
      "tr",
      "",
      Object.assign(made("th", "", first), { scope: "row" }),
      ...cells.map((text) => made("td", "", text)),
    ),
  );
  return made("table", "table", made("thead", "", top), made("tbody", "", ...body));
}
