/* Put into the page before its own scripts: notes when a frame of training has really been painted.

   The player paints the output map in an animation frame. When the next animation frame begins, the one before it
   has been laid out, painted and handed to the compositor; that is the time which counts, up to 17 ms too late
   rather than too early. Two pictures within one animation frame count once.

   Waiting for that next animation frame makes the browser do work of its own. What a frame costs is measured while
   the probe is quiet: it only counts the pictures. */
(() => {
  "use strict";

  const painted = []; // [time, epoch] of each frame
  const listeners = [];
  let waiting = false;
  let quiet = false;

  function note() {
    const epoch = number();
    if (quiet) return painted.push([performance.now(), epoch]);
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      painted.push([performance.now(), epoch]);
      listeners.forEach((listener) => listener());
    });
  }

  const number = () => Number(document.getElementById("epoch").textContent);
  const original = CanvasRenderingContext2D.prototype.putImageData;
  CanvasRenderingContext2D.prototype.putImageData = function putImageData(...picture) {
    original.apply(this, picture);
    const isOutput = this.canvas.id === "output-map" || this.canvas === document.querySelector(".lanes .lane-output");
    if (isOutput && !waiting) note();
  };

  window.probe = {
    /** Now, how many frames have been painted, and the epoch that the page shows. */
    read: () => [performance.now(), painted.length, number()],
    /** Count pictures without waiting until they are painted. */
    hush: () => (quiet = true),
    /** When the first picture stood, in ms since the page was asked for; null before that. */
    firstPicture: () => (painted.length ? painted[0][0] : null),
    /** Press Play and give the ms until the first frame with another epoch is painted. */
    play() {
      const epoch = number();
      return press("play", (shown) => shown !== epoch);
    },
    /** Choose another dataset, which restarts, and give the ms until its first frame is painted. */
    change: () => press(document.querySelector(".thumbnail[aria-pressed=false]").id, (shown) => shown === 0),
  };

  /** Press a button and give the ms until a frame is painted whose epoch is as it should be. */
  function press(id, isThere) {
    const begin = performance.now();
    const painting = new Promise((resolve) => {
      listeners.push(() => {
        const [time, shown] = painted[painted.length - 1];
        if (isThere(shown)) {
          listeners.length = 0;
          resolve(time - begin);
        }
      });
    });
    document.getElementById(id).click();
    return painting;
  }
})();
