/* Requests that the server can't stand: the same one may end a worker each time that it is asked. Whoever asks for
   something again and again counts here how often it came to nothing by itself, and gives up after the third time. */

import { server } from "./server.js";

const TRIES = 3;

/** A count of failures in a row; `end` is called when there have been too many. While it is found out what a failure
    was, nothing is asked again.
    @param {() => void} end */
export const patience = (end) => {
  let failures = 0;
  let since = 0; // how often it was restarted
  let checking = false;

  function restart() {
    [failures, checking] = [0, false];
    since += 1;
  }

  return {
    restart,
    get checking() {
      return checking;
    },
    /** @param {Failure} error */
    async failed(error) {
      const before = since;
      checking = true;
      const blamed = await server.blames(error);
      if (before !== since) return;
      checking = false;
      if (blamed) failures += 1;
      if (failures < TRIES) return;
      restart();
      end();
    },
  };
};
