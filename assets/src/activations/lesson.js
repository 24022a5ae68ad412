/* What a lesson has of the page of activations. */

import * as notices from "../lib/notices.js";
import * as lesson from "../share/lesson.js";
import { server } from "../wire/server.js";

export const begin = () =>
  lesson.begin({
    page: "activations",
    server,
    hold() {},
    done: notices.done,
    place: (rail) => document.querySelector(".activations-body").before(rail),
    text: () => location.hash.slice(1),
    reveal: (element) => element,
    remove: () => document.getElementById("lesson").remove(),
  });
