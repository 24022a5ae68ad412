/* Which figures there are of what is known, and of what each can be: a question, data, a finish line. */

import { fill } from "../lib/dom.js";
import { epochs } from "./figure_epochs.js";
import { curves, sizes } from "./figure_runs.js";
import { quotes, typed } from "./figure_texts.js";
import { guesses, votes } from "./figure_votes.js";
import { curves as curvesOf } from "./results_curves.js";
import { guesses as guessesOf } from "./results_numbers.js";
import { dots, ended } from "./results_runs.js";
import { votes as votesOf } from "./results_votes.js";

/** @typedef {import("./results_types.js").Figure} Figure */
/** @typedef {import("../board/types.js").Row} Row */
/** What a figure can be of, with its figure made when it is wanted.
    @typedef {{ name: string, figure: () => Figure | null }} One */
/** A kind of figure, and what it can be of; the last one first where `latest`.
    @typedef {{ key: string, name: string, of: string, all: One[], latest: boolean }} Kind */
/** @typedef {object} Around
    @property {ClassSetup} setup
    @property {Pick<ReturnType<typeof import("./results_server.js").begin>, "of" | "said">} linked
    @property {import("./results_votes.js").Asked} asked
    @property {(seat: number) => string} name */

/** The kinds of figures for which there is something.
    @param {import("./results_runs.js").Known} known
    @param {Around} around
    @returns {Kind[]} */
export function available(known, { setup, linked, asked, name }) {
  const { texts } = setup;
  const said = linked.said();
  /** @param {Row} row */
  const activation = (row) => linked.of(row)?.activation ?? activationOf(row, setup);
  const names = { texts, name, activation };
  const taskName = (/** @type {number | null} */ task) => (task === null ? "" : (said?.told.tasks[task]?.name ?? ""));

  /** By the task of their rows, the largest first.
      @template T
      @param {T[]} all
      @param {(each: T) => Row} row
      @param {(its: T[]) => Figure | null} figure
      @returns {One[]} */
  const byTask = (all, row, figure) => {
    /** @type {Map<number | null, T[]>} */
    const groups = new Map();
    for (const each of all) {
      const task = linked.of(row(each))?.task ?? null;
      groups.set(task, [...(groups.get(task) ?? []), each]);
    }
    return [...groups]
      .sort(([, one], [, other]) => other.length - one.length)
      .map(([task, its]) => ({
        name: `${taskName(task) || texts.ofOther} (${its.length})`,
        figure: () => figure(its),
      }));
  };

  /** @param {{ text: string }} its
      @param {number} i */
  const about = ({ text }, i) => text || fill(texts.unnamed, { n: i + 1 });
  const runs = ended(known);
  const pools = said?.told.pools ?? [];
  const pooled = pools.flatMap(({ groups, repeated }) => [repeated, ...groups.map(({ times }) => times.runs)]);
  const counted = pooled.reduce((sum, each) => sum + each, 0);
  /** @type {Kind[]} */
  const kinds = [
    {
      key: "votes",
      name: texts.figureVotes,
      of: texts.ofQuestion,
      latest: true,
      all: votesOf(known.answers, asked).map((its, i) => ({
        name: about(its, i),
        figure: () => votes(withWords(its, texts), about(its, i), texts),
      })),
    },
    {
      key: "guesses",
      name: texts.figureGuesses,
      of: texts.ofQuestion,
      latest: true,
      all: guessesOf(known.answers, asked).map((its, i) => ({
        name: about(its, i),
        figure: () => guesses(its, about(its, i), texts),
      })),
    },
    {
      key: "texts",
      name: texts.figureTexts,
      of: texts.ofQuestion,
      latest: true,
      all: typed(known.answers, asked).map((its, i) => ({
        name: about(its, i),
        figure: () => quotes(its, about(its, i), texts),
      })),
    },
    {
      key: "curves",
      name: texts.figureCurves,
      of: texts.ofData,
      latest: false,
      all: byTask(
        curvesOf(known),
        ({ row }) => row,
        (its) => curves(its, names),
      ),
    },
    {
      key: "sizes",
      name: texts.figureSizes,
      of: texts.ofData,
      latest: false,
      all: byTask(
        dots(runs),
        ({ row }) => row,
        (its) => sizes(its, Boolean(its[0].row.regression), names),
      ),
    },
    {
      key: "epochs",
      name: texts.figureEpochs,
      of: texts.ofFinish,
      latest: false,
      all: pools.map((pool) => {
        const more = { task: taskName(pool.task), uncounted: (said?.runs ?? 0) - counted, left: said?.left ?? 0 };
        const n = pool.groups.reduce((sum, { times }) => sum + times.runs, 0);
        return {
          name: `${fill(texts.epochsPool, { finish: pool.finish, task: more.task })} (${n})`,
          figure: () => epochs(pool, more, setup),
        };
      }),
    },
  ];
  return kinds.filter(({ all }) => all.length);
}

/** The activations of a row, before the server has said more of them.
    @param {Row} row
    @param {ClassSetup} setup */
export const activationOf = ({ activations = [] }, { activations: names }) =>
  [...new Set(activations)].map((key) => (Object.hasOwn(names, key) ? names[key] : key)).join(", ");

/** Options of which no words are known are called by their numbers, and none is no idea.
    @param {import("./results_votes.js").Votes} its
    @param {ClassSetup["texts"]} texts */
function withWords(its, texts) {
  const options = its.options.map(({ key, text }) => {
    if (!key) return { key, text: texts.noIdea };
    return { key, text: text === key && /^\d$/.test(key) ? fill(texts.optionNumber, { n: Number(key) + 1 }) : text };
  });
  return { ...its, options };
}
