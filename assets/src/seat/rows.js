/* What a page sends of what is on it: its row, and a run that ended, small enough to be sent. It is pure. */

import { small } from "../board/small.js";
import { BOARD } from "../wire/contract.js";

/** @typedef {import("../board/types.js").Row} Row */
/** @typedef {import("../board/types.js").Page} Page */

const MOST_BYTES = 3600; // of a row
const DIGITS = 4;
const KEY = /^[A-Za-z0-9_.:-]{1,40}$/;
// What a row may do without, one after the other, where it would be too long: who has drawn many points has a long link.
const FORMS = [
  { points: BOARD.curve, map: true, link: true },
  { points: 16, map: true, link: true },
  { points: 16, map: false, link: true },
  { points: 16, map: true, link: false },
];

/** @param {number | null | undefined} value */
const short = (value) => (Number.isFinite(value) ? Number(Number(value).toPrecision(DIGITS)) : null);
/** @param {Row} row */
export const bytes = (row) => new TextEncoder().encode(JSON.stringify(row)).length;

/** Some of the points of a curve, evenly apart, with the first and the last one.
    @param {readonly (readonly [number, number | null])[]} points
    @param {number} most
    @returns {[number, number | null][]} */
export function thinned(points, most) {
  const count = Math.min(most, points.length);
  return Array.from({ length: count }, (_, i) => {
    const [epoch, loss] = points[Math.round((i * (points.length - 1)) / Math.max(1, count - 1))];
    return [epoch, short(loss)];
  });
}

/** @param {SeatFacts} facts
    @returns {Row["doing"]} */
function doing({ diverged, playing, stuck, done }) {
  if (diverged) return "diverged";
  if (playing) return stuck ? "stuck" : "playing";
  return done ? "done" : stuck ? "stuck" : "idle";
}

/** What was chosen, by names that the teacher's page knows: what a link says only the server reads.
    @param {{ problem: string, dataset: string, hidden: readonly { activation: string, units: number }[] }} setup
    @returns {Row} */
const chosen = ({ problem, dataset, hidden }) => ({
  dataset,
  ...(problem === "regression" ? { regression: true } : {}),
  activations: hidden.map(({ activation }) => activation).filter((key) => KEY.test(key)),
  units: hidden.map(({ units }) => units),
});

/** The fullest form of a row that is small enough.
    @param {Row} row
    @param {readonly (readonly [number, number | null])[]} curve
    @returns {Row} */
function fitted(row, curve) {
  const forms = FORMS.map(({ points, map, link }) => {
    const { map: picture = "", link: text = "", ...rest } = row;
    return {
      ...rest,
      ...(link && text ? { link: text } : {}),
      ...(map && picture ? { map: picture } : {}),
      ...(curve.length ? { curve: thinned(curve, points) } : {}),
    };
  });
  return forms.find((form) => bytes(form) <= MOST_BYTES) ?? forms[forms.length - 1];
}

/** What is there, as a row; `where` one is in a lesson.
    @param {Page} page
    @param {SeatFacts} facts
    @param {{ lesson: string, step: string }} where
    @returns {Row} */
export function row(page, facts, where) {
  const { link, frame, lane, several = null, numbers = [] } = facts;
  const place = { page, link, doing: doing(facts), ...(where.lesson ? where : {}) };
  if (!frame) return fitted(place, []);
  const its = {
    ...place,
    epoch: frame.epoch,
    train_loss: short(frame.train_loss),
    test_loss: short(frame.test_loss),
    score: short(frame.test_score),
    ...(lane ? { parameters: lane.parameters, ...chosen(lane.experiment), map: small(frame, lane, several) } : {}),
  };
  const curve = numbers.filter(({ epoch }) => epoch <= frame.epoch);
  return fitted(
    its,
    curve.map(({ epoch, test_loss }) => [epoch, test_loss]),
  );
}

/** A run that ended, as an answer but for its key. Its link says when it was to stop, as what is not told of a run can't be
    compared; but a run that goes on from other settings is not the one of its link, and never came to a finish of it.
    @param {SeatRun} run
    @returns {Omit<import("../board/types.js").Answer, "key">} */
export function ended(run) {
  const { repeats = true, stop, ended: end, epochs, trainLoss, testLoss, score, parameters, setup, curve } = run;
  const link = repeats && stop ? `${run.link}&${stop}` : run.link;
  const reached = repeats && end === "goal";
  /** @type {Row} */
  const its = {
    page: "playground",
    link,
    doing: end === "diverged" ? "diverged" : reached ? "done" : "idle",
    epoch: epochs,
    train_loss: short(trainLoss),
    test_loss: short(testLoss),
    score: short(score),
    parameters,
    ...chosen(setup),
  };
  const points = curve.map(([epoch, , loss]) => /** @type {[number, number]} */ ([epoch, loss]));
  return { kind: "run", run: fitted(its, thinned(points, BOARD.curve / 2)), reached: reached ? epochs : null };
}
