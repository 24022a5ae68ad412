/* Files that students have handed in, dropped on the page or chosen there: they are opened as a class that no server
   remembers. Whatever is in a file is hostile until `read` has taken it. */

import { $, fill } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import { opened } from "./files_read.js";
import * as room from "./files_room.js";

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
  const list = bad.slice(0, MOST.named).map(({ file, why: its }) => fill(texts.filesBadOne, { file, why: why[its] }));
  if (bad.length > MOST.named) list.push(fill(texts.filesMoreBad, { n: bad.length - MOST.named }));
  return fill(texts.filesBad, { list: list.join(", ") });
}

/** @param {File} file
    @returns {Promise<Given>} */
const read = async (file) => ({ file: file.name, text: await file.text().catch(() => null) });

/** Open files as soon as there are some; `opens` is called before the first, and tells whether there may be any now.
    @param {ClassHost} host
    @param {import("./types.js").Screen[]} screens
    @param {() => boolean} free whether no class is open
    @param {(text: string) => void} say what is wrong, as long as no file is open */
export function begin(host, screens, free, say) {
  const { texts } = host.setup;
  /** @type {Given[]} */
  let given = [];
  /** @type {ReturnType<typeof room.open> | null} */
  let shown = null;

  /** @param {Iterable<File>} files */
  async function add(files) {
    const { taken, said } = few([...files], texts);
    const all = [...given, ...(await Promise.all(taken.map(read)))];
    const { handins, repeated, bad } = opened(all);
    if (repeated) said.push(fill(texts.filesSame, { n: repeated }));
    said.push(named(bad, texts));
    const text = said.filter(Boolean).join(" ");
    if (!handins.length) return say(text || texts.filesNone);
    given = all.filter(({ file }) => !bad.some((each) => each.file === file));
    shown ??= room.open(host, screens, add);
    shown.show(handins, text);
  }

  const field = $("class-files");
  field.addEventListener("change", () => {
    if (field.files?.length) add(field.files);
    field.value = "";
  });
  const drops = () => Boolean(shown) || free();
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
