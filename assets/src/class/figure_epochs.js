/* The class is the experiment: after how many epochs every run was at the finish, by activation. A run that never was
   stands in a band of its own, and counts as what it is: slower than all others. */

import { fill } from "../lib/dom.js";
import * as numbers from "../lib/numbers.js";
import { FEW } from "./results_votes.js";
import * as words from "./results_words.js";
import * as svg from "./svg.js";

const BAND = 0.2; // of the width, where some never finished
const LETTERS = 16; // of an activation's name beside the figure
const ROW = { least: 3.4, most: 6 }; // lines of letters
const HIGH = 0.5; // of the window
const SPREAD = 0.62; // rows, over which dots are spread
const GOLDEN = 0.618034; // multiples of them spread evenly, and independently
const SILVER = 0.414214;

/** @typedef {import("./results_types.js").Figure} Figure */
/** @typedef {import("../wire/calls.js").Pool} Pool */
/** @typedef {import("../wire/calls.js").PooledGroup} PooledGroup */

/** @param {string} text
    @param {number} most */
const cut = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** What the server has written as a text is infinite.
    @param {{ low: number, high: number } | null} interval
    @param {string} none */
const range = (interval, none) => {
  if (!interval) return "";
  const [low, high] = [Number(interval.low), Number(interval.high)];
  if (low === Infinity) return none;
  return `${words.epoch(low)} – ${high === Infinity ? none : words.epoch(high)}`;
};

/** @param {Pool} pool
    @param {{ task: string, uncounted: number, left: number }} more
    @param {ClassSetup} setup
    @returns {Figure} */
export function epochs(pool, more, setup) {
  const { texts } = setup;
  const { groups } = pool;
  const say = words.epochs(pool, texts);
  const some = groups.some(({ times }) => times.never > 0);
  const reached = groups.flatMap(({ epochs: all }) =>
    all.flatMap((each) => (each === null ? [] : [Math.max(1, each)])),
  );
  const [first, last] = reached.length ? [Math.min(...reached) / 1.3, Math.max(...reached) * 1.3] : [1, 10];
  const end = some ? 1 - BAND : 1;
  /** From 0 to 1; in the middle of the band what is infinite.
      @param {number} epoch */
  const across = (epoch) =>
    Number.isFinite(epoch) ? end * (Math.log(Math.max(1, epoch) / first) / Math.log(last / first)) : 1 - BAND / 2;

  /** @param {number} width */
  function draw(width) {
    const narrow = width < 600;
    const wide = narrow ? 9 : Math.min(LETTERS, Math.max(...groups.map(({ activation }) => activation.length), 5));
    const probe = svg.box(width, { left: 0, bottom: 0 });
    const [least, most] = [ROW.least, ROW.most].map((lines) => (lines * groups.length + 5) * probe.letters);
    const height = Math.max(least, Math.min(most, HIGH * window.innerHeight));
    const box = svg.box(width, { left: 0.6 * wide + 1, bottom: 3.4, right: some ? 4.5 : 1.5, top: 1.6, height });
    const row = (box.bottom - box.top) / groups.length;
    /** @param {number} i */
    const middle = (i) => box.top + (i + 0.5) * row;
    const inside = groups.flatMap((group, i) => [...marks(group, i), ...dots(group, i), median(group, i)].flat());

    /** The interval of the median, as a bar behind the dots.
        @param {PooledGroup} group
        @param {number} i */
    function marks({ times }, i) {
      const sure = times.runs >= FEW ? times.epochs_interval : null;
      if (!sure) return [];
      const [from, to] = [Number(sure.low), Number(sure.high)].map((value) => svg.across(box, across(value)));
      const tall = 0.7 * row;
      return [
        svg.el("rect", {
          class: "sure",
          x: from,
          y: middle(i) - tall / 2,
          width: Math.max(2, to - from),
          height: tall,
        }),
      ];
    }

    /** @param {PooledGroup} group
        @param {number} i */
    function median({ times }, i) {
      if (times.runs < FEW) return [];
      const x = svg.across(box, across(Number(times.epochs.median)));
      return [
        svg.el("line", { class: "median", x1: x, x2: x, y1: middle(i) - 0.42 * row, y2: middle(i) + 0.42 * row }),
      ];
    }

    /** @param {PooledGroup} group
        @param {number} i */
    function dots({ epochs: all, activation }, i) {
      return all.map((each, n) => {
        const share = each === null ? 1 - BAND + BAND * (0.1 + 0.8 * ((n * SILVER) % 1)) : across(each);
        const cy = middle(i) + SPREAD * row * (((n * GOLDEN) % 1) - 0.5);
        const what = each === null ? texts.epochsNeverBand : numbers.exact(each);
        return svg.el(
          "circle",
          {
            class: "dot",
            ...(each === null ? { "data-state": "never" } : {}),
            cx: svg.across(box, share),
            cy,
            r: Math.max(3.5, box.letters / 3.4),
          },
          svg.title(
            each === null ? `${activation}: ${what}` : fill(texts.epochsRun, { name: activation, epoch: what }),
          ),
        );
      });
    }

    const left = svg.across(box, 1 - BAND);
    const band = some
      ? [
          svg.el("rect", { class: "band", x: left, y: box.top, width: box.right - left, height: box.bottom - box.top }),
          svg.el(
            "text",
            { class: "below", x: (left + box.right) / 2, y: box.top - 0.45 * box.letters },
            texts.epochsNeverBand,
          ),
        ]
      : [];
    const ticks = reached.length
      ? svg.powers(first, last, Math.max(2, Math.floor((end * width) / box.letters / 5)))
      : [];
    /** @param {number} i */
    const at = (i) => (box.bottom - middle(i)) / (box.bottom - box.top);
    const axes = {
      x: ticks.map((epoch) => ({ at: across(epoch), text: numbers.exact(epoch) })),
      y: groups.map(({ activation }, i) => ({ at: at(i), text: cut(activation, wide) })),
      right: some ? groups.map(({ times }, i) => ({ at: at(i), text: `${times.never}/${times.runs}` })) : [],
      across: texts.epochsAxis,
    };
    return svg.figure(box, say, axes, ...band, ...inside);
  }

  const head = [
    texts.tableActivation,
    texts.tableRuns,
    texts.tableFinish,
    texts.tableSure,
    texts.tableNever,
    texts.tableNeverSure,
  ];
  const rows = groups.map(({ activation, times }) => {
    const { runs, never, epochs: its, epochs_interval: sure, never_interval: share } = times;
    const enough = runs >= FEW;
    const at = Number(its.median);
    return [
      activation,
      numbers.exact(runs),
      enough ? (at === Infinity ? texts.beyond : words.epoch(at)) : texts.tableFew,
      enough ? range(sure, texts.beyond) : "",
      fill(texts.neverCell, { n: never, share: numbers.percent(never / runs) }),
      enough ? `${numbers.percent(share.low)} – ${numbers.percent(share.high)}` : "",
    ];
  });
  return { about: "", say, notes: words.notes(pool, more, setup), draw, table: { head, rows } };
}
