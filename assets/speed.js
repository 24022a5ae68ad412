/* The epochs between two frames: chosen on the page, or by a link. */
(() => {
  "use strict";

  const USUAL = 1;

  const $ = (id) => document.getElementById(id);

  function choose(value) {
    window.player.speed = Number(value);
    window.address.write();
  }

  window.speed = {
    /** The speed of a link that was opened. */
    open(value) {
      window.player.speed = value;
      window.inputs.select($("speed"), String(value), window.numbers.exact(value));
    },
    /** As it stands in a link. */
    get text() {
      return window.player.speed === USUAL ? "" : `speed=${window.player.speed}`;
    },
  };
  (window.parts ??= []).push({ commands: { speed: choose } });
})();
