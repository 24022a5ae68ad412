/* The dialog for own data: a table is sent to the server while it is typed or pasted, what is found in it is shown, and
   "Use" makes it the data of the experiment. Until then nothing changes. */
(() => {
  "use strict";

  const TYPING_MS = 300;
  const COLUMNS = ["x", "y", "label"];

  let texts = null;
  let names = null; // of the problems
  let asks = 0; // an answer to anything but the last question is late
  let typing = 0;
  let heads = ""; // the first row of the table
  let choices = {}; // what a person has chosen of it: {columns, header, problem}
  let found = null; // what can be used
  let latest = null; // [points, several] of the own data that there were last

  const $ = (id) => document.getElementById(id);
  const choice = (what) => $(`own-${what}`);
  const element = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const triples = (points) => Float32Array.from(points.flat());

  /** Something was chosen below the table; what was not is found out. */
  function choose(key) {
    const { value } = choice(key);
    if (key === "header") choices.header = value === "names";
    else if (key === "problem") choices.problem = value;
    else choices.columns = COLUMNS.map((column) => Number(choice(column).value));
    ask();
  }

  async function ask() {
    clearTimeout(typing);
    const text = $("own-text").value;
    const [head] = text.split("\n", 1);
    if (head !== heads) choices = {}; // another table
    heads = head;
    const number = ++asks;
    const blank = !text.trim();
    const answer = blank ? {} : await window.server.ownData({ text, ...choices }).catch(() => ({ error: texts.ownUnread }));
    if (number === asks) show(answer);
  }

  /** Show what the server has found: columns to choose from, and points or an error. */
  function show(answer) {
    const { columns, error = "", points } = answer;
    found = points ? answer : null;
    $("own-use").disabled = !found;
    window.readouts.say($("own-error"), error);
    document.querySelector(".own-choices").hidden = !columns;
    document.querySelector(".own-found").hidden = !columns;
    if (!columns) return;
    document.querySelectorAll(".own-column").forEach((field) => (field.hidden = columns.length <= 3));
    COLUMNS.forEach((key, i) => {
      choice(key).replaceChildren(...columns.map((name, at) => element("option", { textContent: name, value: at + 1 })));
      choice(key).value = answer.chosen[i];
    });
    choice("header").value = answer.header ? "names" : "data";
    choice("problem").value = answer.problem ?? choices.problem ?? "";
    table(answer);
    preview();
    document.querySelector(".own-notes").replaceChildren(...(answer.notes ?? []).map((textContent) => element("li", { textContent })));
  }

  function table({ columns, rows, chosen: places }) {
    const row = (tag, cells) => {
      const line = element("tr", {});
      line.append(
        ...cells.map((textContent, i) => {
          const cell = element(tag, { textContent });
          cell.classList.toggle("own-chosen", places.includes(i + 1));
          return cell;
        })
      );
      return line;
    };
    document.querySelector(".own-rows").replaceChildren(row("th", columns), ...rows.map((cells) => row("td", cells)));
  }

  function preview() {
    const canvas = document.querySelector(".own-preview");
    canvas.hidden = !found;
    if (!found) return;
    window.paint.thumbnail(canvas, triples(found.points), window.classes.kind(found));
    const values = { n: found.points.length, problem: names.get(found.problem) };
    canvas.setAttribute("aria-label", window.readouts.fill(texts.ownPreview, values));
  }

  async function open([file]) {
    if (!file) return;
    $("own-text").value = await file.text();
    ask();
  }

  function use() {
    const { points, problem, classes, told, train_points, train_percent } = found;
    const { output, loss, ...rest } = window.player.draft;
    const data = { dataset: "custom", points, samples: points.length, problem, classes };
    const share = train_percent === undefined ? {} : { train_percent };
    // what the table does not say itself is split by the share that the slider shows
    const split = { train_points, ...share, split: told ? undefined : { train: train_points, kind: "share" } };
    const same = problem === rest.problem ? { output, loss } : {}; // of another one the server takes the usual layer
    const next = window.controls.fitting({ ...rest, ...same, ...data, ...split });
    window.session.change(next, { keep: false, what: texts.ownData });
    $("own-dialog").close();
  }

  async function download() {
    const answer = await window.server.ownData({ experiment: window.player.experiment }).catch(() => ({}));
    if (answer.csv) window.files.save(answer.csv, "playground-data.csv", "text/csv");
    else window.readouts.say($("own-error"), answer.error ?? texts.ownUnread);
  }

  function begin(setup) {
    ({ texts } = setup);
    names = new Map([...choice("problem").options].map(({ value, textContent }) => [value, textContent]));
    $("own-text").addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(ask, TYPING_MS);
    });
    const file = $("own-file");
    file.addEventListener("change", async () => {
      await open(file.files);
      file.value = ""; // the same file can be chosen again
    });
    const dialog = $("own-dialog");
    dialog.addEventListener("dragover", (event) => event.preventDefault());
    dialog.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return; // a piece of text drops into the table by itself
      event.preventDefault();
      open(event.dataTransfer.files);
    });
    for (const key of [...COLUMNS, "header", "problem"]) choice(key).addEventListener("change", () => choose(key));
  }

  function button() {
    const canvas = document.querySelector(".own-points");
    if (latest) return window.paint.thumbnail(canvas, ...latest);
    const context = canvas.getContext("2d");
    const { width, height } = canvas;
    context.clearRect(0, 0, width, height);
    context.strokeStyle = window.colors.current().faint;
    context.lineWidth = 4;
    context.beginPath();
    context.moveTo(width / 2, height * 0.3);
    context.lineTo(width / 2, height * 0.7);
    context.moveTo(width * 0.3, height / 2);
    context.lineTo(width * 0.7, height / 2);
    context.stroke();
  }

  (window.parts ??= []).push({
    begin,
    accepted(experiment) {
      const own = experiment.dataset === "custom";
      if (own) latest = [triples(experiment.points), window.classes.kind(experiment)];
      $("own-data").setAttribute("aria-pressed", String(own));
    },
    repaint() {
      button();
      preview();
    },
    commands: {
      "own-data": () => $("own-dialog").showModal(),
      "own-use": use,
      "own-download": download,
      "own-close": () => $("own-dialog").close(),
    },
  });
})();
