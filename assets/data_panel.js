/* The data column's patterns that are folded away, and under the map how many points have no place on it. */
(() => {
  "use strict";

  const LIMIT = 6; // the axes go from -6 to 6

  let texts = null;

  const $ = (id) => document.getElementById(id);

  /** Show all patterns of the problem, or only the first and the chosen one. */
  function fold() {
    const open = document.querySelector(".thumbnails").classList.toggle("all");
    $("more-datasets").setAttribute("aria-expanded", String(open));
  }

  /** Say how many of all points are not drawn. */
  function outside({ points }) {
    const all = points.length / 3;
    let n = 0;
    for (let i = 0; i < points.length; i += 3) n += Math.max(Math.abs(points[i]), Math.abs(points[i + 1])) > LIMIT;
    $("outside").hidden = n === 0;
    window.readouts.say($("outside"), window.readouts.fill(n === 1 ? texts.outsideOne : texts.outside, { n, all }));
  }

  (window.parts ??= []).push({
    begin: (setup) => ({ texts } = setup),
    accepted(experiment) {
      $("more-datasets").hidden = !document.querySelector(`.thumbnail.folded[data-problem="${experiment.problem}"]`);
      outside(window.page.data);
    },
    commands: { "more-datasets": fold },
  });
})();
