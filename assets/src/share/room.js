/* The page of a class is filled by a piece of its own, which gets from here what there is only one of. */

import { born } from "../lib/dash.js";
import * as messages from "../lib/messages.js";
import * as notices from "../lib/notices.js";
import { server } from "../wire/server.js";
import * as clipboard from "./clipboard.js";

const setup = born("class-setup");

function begin() {
  messages.begin(setup.texts);
  /** @type {Promise<ClassScripts>} */
  const its = import(document.body.dataset.class ?? "");
  return its.then(
    ({ begin }) => begin({ setup, server, done: notices.done, refused: messages.refused, copy: clipboard.copy }),
    () => messages.message("problem-message", setup.texts.notLoaded),
  );
}

/** When it has begun. */
export const begun = setup && begin();
