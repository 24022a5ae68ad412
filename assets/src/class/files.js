/* Files that students have handed in, dropped on the page or chosen there: they are opened as a class that no server
   remembers. Whatever is in a file is hostile until `read` has taken it. */

import { $, fill, say } from "../lib/dom.js";
import { made, pressed } from "../lib/made.js";
import * as numbers from "../lib/numbers.js";
import { known, opened } from "./files_read.js";

const MOST = { files: 200, bytes: 5_000_000, named: 5 };

/** @typedef {import("./files_read.js").Given} Given */
/** @typedef {ClassSetup["texts"]} Texts */

/** The first files of some, as far as they are few and small enough, and what is said of the others.
    @param {File[]} files
    @param {Texts} texts
    @returns {{ taken: File[], said: string[] }} */
export function few(files, texts) {
  const said = files.length > MOST.files ? [fill(texts.filesTooMany, { most: MOST.files })] : [];
  let bytes = 0;
  const taken = files.slice(0, MOST.files).filter(({ size }) => {
    bytes += size;
    return bytes <= MOST.bytes;
  });
  if (bytes > MOST.bytes) said.push(fill(texts.filesTooMuch, { most: numbers.exact(MOST.bytes / 1e6) }));
  return { taken, said };
}

/** Which files were not opened, and why.
    @param {import("./files_read.js").Bad[]} bad
    @param {Texts} texts */
export function named(bad, texts) {
  if (!bad.length) return "";
  const why = { big: texts.filesBig, form: texts.filesForm, version: texts.filesVersion, unread: texts.filesUnread };
  const list = bad
    .slice(0, MOST.named)
    .map(({ given: { file }, why: its }) => fill(texts.filesBadOne, { file, why: why[its] }));
  if (bad.length > MOST.named) list.push(fill(texts.filesMoreBad, { n: bad.length - MOST.named }));
  return fill(texts.filesBad, { list: list.join(", ") });
}

/** @param {File} file
    @returns {Promise<Given>} */
const read = async (file) => ({ file: file.name, text: await file.text().catch(() => null) });

/** What stands above the screens: that nothing is stored, what could not be opened, more files, and the way out.
    @param {Texts} texts
    @param {(files: Iterable<File>) => void} add */
function bar(texts, add) {
  const said = made("p", "files-said");
  said.setAttribute("role", "status");
  const field = Object.assign(made("input", "files-more"), { type: "file", multiple: true, accept: ".json" });
  field.setAttribute("aria-label", texts.filesMore);
  taking(field, add);
  const close = pressed(texts.filesAway, "plain-button", () => location.reload());
  $("class-away").before(made("div", "files-bar", made("span", "files-stay", texts.filesStay), field, close), said);
  return said;
}

/** @param {HTMLInputElement} field
    @param {(files: Iterable<File>) => void} add */
function taking(field, add) {
  field.addEventListener("change", () => {
    if (field.files?.length) add(field.files);
    field.value = "";
  });
}

/** Open files as soon as there are some: `open` shows them, and gives what shows others; where a class is open, nothing is
    `free`. `say` is what is wrong before one is open.
    @param {Texts} texts
    @param {{ open: (known: import("./types.js").Known) => (known: import("./types.js").Known) => void,
      free: () => boolean, say: (text: string) => void }} page */
export function begin(texts, { open, free, say: complain }) {
  /** @type {Given[]} */
  let given = [];
  /** @type {((known: import("./types.js").Known) => void) | null} */
  let show = null;
  /** @type {HTMLElement} */
  let place;

  /** @param {Iterable<File>} files */
  async function add(files) {
    const { taken, said } = few([...files], texts);
    const all = [...given, ...(await Promise.all(taken.map(read)))];
    const { handins, repeated, bad } = opened(all);
    if (repeated) said.push(repeated === 1 ? texts.filesSameOne : fill(texts.filesSame, { n: repeated }));
    said.push(named(bad, texts));
    const text = said.filter(Boolean).join(" ");
    if (!handins.length) return complain(text || texts.filesNone);
    const wrong = new Set(bad.map((each) => each.given));
    given = all.filter((each) => !wrong.has(each));
    const its = known(handins, (n) => fill(texts.filesUnnamed, { n }));
    if (show) show(its);
    else {
      show = open(its);
      place = bar(texts, add);
    }
    say(place, text);
  }

  taking($("class-files"), add);
  const drops = () => Boolean(show) || free();
  document.addEventListener("dragover", (event) => {
    if (!drops() || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
  });
  document.addEventListener("drop", (event) => {
    if (!drops() || !event.dataTransfer?.files.length) return;
    event.preventDefault();
    add(event.dataTransfer.files);
  });
}
