/* The dialog of a report: what goes into it, the sheet as it will be printed, and its files. */

import { $, fill } from "../lib/dom.js";
import * as files from "../lib/files.js";
import * as zip from "../lib/zip.js";
import { address, make } from "./elements.js";
import { host } from "./host.js";
import * as reports from "./report.js";
import * as paper from "./report_paper.js";
import * as table from "./table.js";
import * as words from "./words.js";

const MOST = 12; // runs: there are so many colors
const USUAL = 6; // the latest, if nobody has ticked others
const SOON_MS = 150;

/** @type {Setup} */
let setup;
/** @type {Set<string>} */
let chosen = new Set();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** What was repeated with other seeds on this page.
    @returns {ReportSection[]} */
function repeated() {
  const { texts } = setup;
  const items = host.runs.repeats().map(({ brief, varies, epochs, said }) => {
    const label = varies === "seed" ? texts.reportSeeds : texts.reportWeights;
    return { label: fill(label, { brief, epochs }), text: said };
  });
  return items.length ? [{ heading: texts.reportRepeated, items }] : [];
}

/** @returns {reports.Report} */
function report() {
  const { texts, runs: its } = setup;
  const all = host.runs.all();
  const told = all.flatMap((row, i) => {
    if (!chosen.has(row.id)) return [];
    return { row, said: words.told(row, all[i - 1], setup), address: address(words.again(row)) };
  });
  const [first] = told;
  const facts = first ? words.facts(first.row.setup, setup).map(([name, value]) => `${name}: ${value}`) : [];
  /** @param {{ value: string }} field
      @param {keyof RunsSetup["longest"]} kind */
  const text = ({ value }, kind) => value.trim().slice(0, its.longest[kind]);
  return {
    title: text($("report-heading"), "title") || texts.reportTitle,
    name: text($("report-name"), "name"),
    date: new Date().toLocaleDateString(document.documentElement.lang || undefined, { dateStyle: "long" }),
    text: text($("report-text"), "text"),
    sections: [...host.sections.all(), ...repeated()],
    runs: told,
    setting: first ? fill(texts.reportSetting, { number: first.row.number, facts: facts.join(". ") }) : "",
  };
}

function show() {
  clearTimeout(timer);
  timer = undefined;
  $("report-sheet").replaceChildren(...paper.sheet(report(), setup));
  for (const box of $("report-runs").querySelectorAll("input")) {
    box.disabled = !box.checked && chosen.size >= MOST;
  }
}

function soon() {
  timer ??= setTimeout(show, SOON_MS);
}

/** The runs to choose from, the latest first. */
function choices() {
  const boxes = [...host.runs.all()].reverse().map((row) => {
    const box = make("input", { type: "checkbox", checked: chosen.has(row.id) });
    box.dataset.run = row.id;
    const about = fill(setup.texts.reportRun, {
      number: row.number,
      brief: words.brief(row.setup, setup),
      epoch: row.epochs,
    });
    return make("label", {}, box, make("span", { textContent: row.note ? `${about} · ${row.note}` : about }));
  });
  $("report-runs").replaceChildren(...boxes);
  $("report-none").hidden = boxes.length > 0;
}

function open() {
  const ticked = table.chosen();
  const first = ticked.length ? ticked.slice(-MOST) : host.runs.all().slice(-USUAL);
  chosen = new Set(first.map(({ id }) => id));
  $("share-dialog").close();
  choices();
  show();
  $("report-dialog").showModal();
}

/** @param {From<Event>} event */
function use({ target }) {
  const { run } = target.dataset;
  if (run) chosen[/** @type {HTMLInputElement} */ (/** @type {unknown} */ (target)).checked ? "add" : "delete"](run);
  soon();
}

/** @param {string} address */
const bytes = (address) => Uint8Array.from(atob(address.split(",")[1]), (sign) => sign.charCodeAt(0));

function markdown() {
  const { texts } = setup;
  const its = report();
  const text = reports.markdown(its, setup.runs, { chart: texts.reportChart, map: texts.reportMap });
  const pictures = its.runs.flatMap(({ row: { number, picture } }) =>
    picture ? { name: reports.pictureOf(number), content: bytes(picture) } : [],
  );
  if (its.runs.length) {
    pictures.push({ name: reports.CHART, content: bytes(paper.chart(its.runs, texts).toDataURL("image/png")) });
  }
  const all = zip.zipped([{ name: "report.md", content: text }, ...pictures], new Date());
  files.save(all, "report.zip", "application/zip");
}

/** What is printed stands alone in the page meanwhile. */
function printed() {
  if (!$("report-dialog").open) return;
  show();
  const sheet = make("div", { className: "paper report-printed" });
  sheet.append(...paper.sheet(report(), setup));
  document.body.append(sheet);
  document.body.classList.add("printing-report");
}

function unprinted() {
  document.body.classList.remove("printing-report");
  document.querySelector(".report-printed")?.remove();
}

/** @type {Part} */
export const part = {
  begin(given) {
    setup = given;
    const { longest } = setup.runs;
    $("report-heading").maxLength = longest.title;
    $("report-name").maxLength = longest.name;
    $("report-text").maxLength = longest.text;
    document.querySelector(".report-form").addEventListener("input", use);
    addEventListener("beforeprint", printed);
    addEventListener("afterprint", unprinted);
    host.runs.onChange(() => $("report-dialog").open && soon());
  },
  commands: {
    "runs-report": open,
    "share-report": open,
    "report-print": () => window.print(),
    "report-markdown": markdown,
    "report-csv": () => files.save(reports.csv(report()), "report.csv", "text/csv"),
  },
};
