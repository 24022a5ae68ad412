/* Questions of a class and how it voted, before and after. It is pure: answers go in, counts come out. A seat has one vote
   each time: of several answers the last one counts. */

export const FEW = 5; // with fewer votes, or runs, little is said

/** @typedef {import("../board/types.js").AnswerTold} AnswerTold */
/** An option of a question: its key in the answers, and its words.
    @typedef {{ key: string, text: string }} Option */
/** What is known of questions besides the answers, by `questionKey`; of `several` options any number can be ticked.
    @typedef {Record<string, { text: string, options: Option[], several?: boolean }>} Asked */
/** How often each option was chosen, by how many in all.
    @typedef {{ vote: number, n: number, counts: number[] }} Tally */
/** `after` is the latest vote, if there was more than one; of the `both` who voted then and at first, `changed` have changed
    their mind.
    @typedef {object} Votes
    @property {string} key
    @property {string} text
    @property {Option[]} options
    @property {Tally} before
    @property {Tally | null} after
    @property {{ both: number, changed: number }} minds */

/** What a question is called here. One of the console that repeats a step of a lesson is called as that step.
    @param {{ lesson?: string, step?: string }} answer */
export const questionKey = ({ lesson = "", step = "" }) => (lesson ? `${lesson}.${step}` : step);

/** The answers of a kind by question, vote and seat; the last one of a seat stays.
    @param {AnswerTold[]} answers
    @param {AnswerTold["kind"]} kind */
export function byQuestion(answers, kind) {
  /** @type {Map<string, Map<number, Map<number, AnswerTold>>>} */
  const found = new Map();
  for (const answer of answers) {
    if (answer.kind !== kind) continue;
    const [key, vote] = [questionKey(answer), answer.vote ?? 1];
    const votes = found.get(key) ?? new Map();
    found.set(key, votes.set(vote, (votes.get(vote) ?? new Map()).set(answer.seat, answer)));
  }
  return found;
}

/** The first vote and the latest one, if there are two.
    @template T
    @param {Map<number, T>} votes
    @returns {[number, T][]} */
export function ends(votes) {
  const ordered = [...votes].sort(([one], [other]) => one - other);
  return ordered.length > 1 ? [ordered[0], ordered[ordered.length - 1]] : ordered;
}

/** What was chosen, as keys of options: an order is one of its own. The console's answers have places instead.
    @param {AnswerTold} answer
    @param {Asked[string] | undefined} known
    @returns {string[]} */
function chosen({ lesson, choice = [] }, known) {
  const keys = choice.map((each) => (!lesson && known?.options[Number(each)]?.key) || each);
  return known?.several && keys.length ? keys.toSorted() : [keys.join(" ")];
}

/** All questions with options that somebody has answered, in the order of their first answers.
    @param {AnswerTold[]} answers
    @param {Asked} asked
    @returns {Votes[]} */
export const votes = (answers, asked) =>
  [...byQuestion(answers, "choice")].map(([key, its]) => {
    const known = Object.hasOwn(asked, key) ? asked[key] : undefined;
    const [first, last = null] = ends(its).map(([vote, seats]) => {
      const keys = new Map([...seats].map(([seat, answer]) => [seat, chosen(answer, known)]));
      return { vote, keys };
    });
    const options = [...(known?.options ?? [])];
    const said = new Set([...first.keys.values(), ...(last?.keys.values() ?? [])].flat());
    const more = [...said].filter((each) => !options.some((option) => option.key === each)).sort();
    options.push(...more.map((each) => ({ key: each, text: words(each, known?.options ?? []) })));
    /** @param {typeof first} each
        @returns {Tally} */
    const tally = ({ vote, keys }) => {
      const all = [...keys.values()];
      const counts = options.map((option) => all.filter((one) => one.includes(option.key)).length);
      return { vote, n: all.length, counts };
    };
    const both = [...(last?.keys ?? [])].filter(([seat]) => first.keys.has(seat));
    const changed = both.filter(([seat, each]) => String(first.keys.get(seat)) !== String(each)).length;
    const [before, after] = [tally(first), last && tally(last)];
    return { key, text: known?.text ?? "", options, before, after, minds: { both: both.length, changed } };
  });

/** Several keys are an order; none is no idea, which the page says.
    @param {string} keys
    @param {Option[]} options */
const words = (keys, options) =>
  keys
    .split(" ")
    .map((each) => options.find(({ key }) => key === each)?.text ?? each)
    .join(", ");
