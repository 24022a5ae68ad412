/* Clips: what the server is sent of a lane, and what it has answered as moments that show all lanes. */

import { DATA_FIELDS } from "../wire/contract.js";

/** A lane from where a frame is. If another experiment has made it, the server is told, and refits the state.
    @param {Experiment} experiment
    @param {Frame | undefined} frame */
export function lane(experiment, frame) {
  const { split, race, ...chosen } = experiment; // a draft may ask for its points to be split again, or be a new lane
  const sent = { experiment: chosen, split, race, state: frame?.state ?? null };
  const madeBy = frame?.experiment;
  return !madeBy || madeBy === experiment ? sent : { ...sent, made_by: withoutData(madeBy) };
}

/** @param {Experiment} experiment */
const withoutData = (experiment) =>
  Object.fromEntries(Object.entries(experiment).filter(([name]) => !DATA_FIELDS.includes(name)));

/** The answers of the lanes as moments that show all lanes; one that has stopped stays as it was.
    @param {{ from: Moment, lanes: number[], drafts: Experiment[] }} its
    @param {LaneAnswer[]} answers */
export function unfold({ from, lanes, drafts }, answers) {
  let moment = from;
  answers.forEach(({ frames }, i) => frames.forEach((frame) => (frame.experiment = drafts[lanes[i]])));
  return Array.from({ length: Math.max(1, ...answers.map(({ frames }) => frames.length)) }, (_, at) => {
    moment = { frames: [...moment.frames], stopped: [...moment.stopped] };
    answers.forEach(({ frames, stopped: why }, i) => {
      moment.frames[lanes[i]] = frames[at] ?? moment.frames[lanes[i]];
      if (why && at >= frames.length - 1) moment.stopped[lanes[i]] = why;
    });
    return moment;
  });
}

/** The moment that a page was born with.
    @param {LaneAnswer[]} answers
    @param {Experiment[]} drafts */
export const first = (answers, drafts) =>
  unfold({ from: { frames: [], stopped: [] }, lanes: answers.map((_, i) => i), drafts }, answers)[0];
