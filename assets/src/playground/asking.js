/* Asking something about the set-up on the screen: its form is in the page, and what fills it is a script of lessons, loaded
   when somebody asks. */

import { $ } from "../lib/dom.js";
import * as messages from "../lib/messages.js";
import * as notices from "../lib/notices.js";
import { player } from "../play/player.js";
import { state } from "../play/player_state.js";
import * as clipboard from "../share/clipboard.js";
import * as lesson from "../share/lesson.js";
import { server } from "../wire/server.js";
import * as goal from "./goal.js";
import * as share from "./share.js";

/** @type {Setup} */
let setup;
let parameters = 0;

/** @type {AskHost} */
const HOST = {
  server,
  player,
  link: share.link,
  hidden: () => share.hidden().length,
  parameters: () => parameters,
  screen: () => ({
    regression: player.draft.problem === "regression",
    stops: goal.text() !== "",
    epoch: player.frame?.epoch ?? 0,
    diverged: state.stopped[0]?.reason === "diverged",
  }),
  copy(text) {
    const done = clipboard.copy(text);
    notices.copied($("ask-copied"), done, done ? setup.texts.linkCopied : setup.texts.copyYourself);
  },
};

function open() {
  if (player.playing) player.pause();
  lesson.ask(HOST).then(() => $("share-dialog").close(), messages.unanswered);
}

/** @type {Part} */
export const part = {
  begin: (given) => (setup = given),
  accepted: (_, lane) => (parameters = lane.parameters),
  commands: { "share-ask": open },
};
