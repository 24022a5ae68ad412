/* The network as a file: downloaded as it is on the screen, and loaded again from a file that is chosen or dropped. */

import { $ } from "../lib/dom.js";
import * as files from "../lib/files.js";
import * as messages from "../lib/messages.js";
import { player } from "../play/player.js";
import * as session from "../play/session.js";
import { server } from "../wire/server.js";

const LONGEST = 4; // bytes of a character, at most

/** @type {Setup} */
let setup;

/** @param {string} error */
const refused = (error) => messages.refused(error);

/** Ask the server; null and a message if it does not answer, or refuses.
    @param {Parameters<typeof server.file>[0]} request */
async function ask(request) {
  const answer = await server.file(request).catch(() => null);
  const error = answer ? answer.error : setup.texts.fileFailed;
  if (error) refused(error);
  return error ? null : answer;
}

async function save() {
  if (!player.frame) return;
  const { epoch, state, experiment } = player.frame;
  const answer = await ask({ experiment, state });
  if (answer?.text === undefined) return;
  files.save(answer.text, `network-epoch-${epoch}.json`, "application/json");
}

/** The text of a file: editors write UTF-8, with a mark or without, UTF-16, or what Windows had before that. In JSON
    one of the first two bytes is never 0, unless there are two bytes for each character.
    @param {Uint8Array} bytes */
function decoded(bytes) {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first && second === 0)) return new TextDecoder("utf-16le").decode(bytes);
  if ((first === 0xfe && second === 0xff) || (first === 0 && second)) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** @param {File | undefined} file */
async function load(file) {
  if (!file) return;
  const text = file.size <= LONGEST * setup.maxFile ? decoded(new Uint8Array(await file.arrayBuffer())) : null;
  if (text === null || text.length > setup.maxFile) return refused(setup.texts.fileTooLarge);
  const answer = await ask({ text });
  if (answer?.experiment) {
    session.open(answer.experiment, answer.state, session.named(setup.texts.fileOpened, { file: file.name }));
  }
}

/** @param {Setup} given */
function begin(given) {
  setup = given;
  const input = $("network-file");
  input.addEventListener("change", () => {
    load(input.files?.[0]);
    input.value = ""; // the same file may be chosen again
  });
  const target = $("dock"); // onto any of it
  target.addEventListener("dragover", (event) => event.preventDefault());
  target.addEventListener("drop", (event) => {
    event.preventDefault();
    load(event.dataTransfer?.files[0]);
  });
}

/** @type {Part} */
export const part = {
  begin,
  commands: { "save-network": save, "load-network": () => $("network-file").click() },
};
