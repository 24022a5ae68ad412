/* Where one is in a lesson, as the address says it before the #: ?lesson=key&step=n, or the key of the step. What else
   stands there stays. */

const KEY = /^(?:[a-z][a-z0-9-]{0,39}|1\.[\w-]{1,2998})$/; // or the lesson itself

/** The lesson and the step, counted from 0; null where there is no lesson.
    @param {string} search
    @param {readonly { key: string }[]} [steps] those of the lesson
    @returns {{ key: string, step: number | null } | null} */
export function read(search, steps) {
  const said = new URLSearchParams(search);
  const key = said.get("lesson") ?? "";
  if (!KEY.test(key)) return null;
  const named = said.get("step") ?? "";
  const counted = /^\d{1,3}$/.test(named);
  const step = counted ? Number(named) - 1 : (steps?.findIndex((its) => its.key === named) ?? -1);
  return { key, step: counted || step >= 0 ? Math.max(0, Math.min((steps?.length ?? Infinity) - 1, step)) : null };
}

/** @param {string} search
    @param {string} key
    @param {number} step */
export function write(search, key, step) {
  const said = new URLSearchParams(search);
  said.set("lesson", key);
  said.set("step", String(step + 1));
  return `?${said}`;
}

/** @param {string} search */
export function without(search) {
  const said = new URLSearchParams(search);
  said.delete("lesson");
  said.delete("step");
  return String(said) ? `?${said}` : "";
}

/** What a link says besides the experiment and what a lesson sets beside it. */
const ASIDE = /^(?:hide|lock|stop)=/;

/** What of an address stays from step to step: that it is presented, and under which title.
    @param {string} hash */
export const presented = (hash) =>
  hash
    .slice(1)
    .split("&")
    .filter((pair) => /^(?:present|title)=/.test(pair));

/** The link of a step: its set-up, or where it has none, what is there, with what the step hides, locks and stops at.
    @param {import("../wire/types.js").StepTold} step
    @param {string} there */
export function link({ setup, page, hide, lock, run }, there) {
  if (setup !== null) return setup;
  const pairs = there.split("&").filter((pair) => pair && !ASIDE.test(pair));
  if (page !== "playground") return pairs.join("&");
  const stops = (run?.stop ?? []).map(({ kind, value }) => `${kind}:${value}`);
  return [
    ...pairs,
    ...(hide.length ? [`hide=${hide.join(",")}`] : []),
    ...(lock ? ["lock=weights"] : []),
    ...(stops.length ? [`stop=${stops.join(",")}`] : []),
  ].join("&");
}
