/* The classes that somebody has opened in this browser, the latest first: so that coming back leads on, and that a set-up can
   be sent from the page where it was made. Whoever reads this is their teacher, so it stays in the browser. */

const KEY = "classes";
const MOST = 10;
const ID = /^[0-9A-Z]{1,16}$/;
const SECRET = /^[A-Za-z0-9_-]{8,64}$/;

/** @typedef {{ id: string, secret: string, code: string | null, expires: number }} Opened */

/** @param {any} its
    @returns {its is Opened} */
const right = (its) =>
  ID.test(its?.id) &&
  SECRET.test(its.secret) &&
  Number.isFinite(its.expires) &&
  (its.code === null || (typeof its.code === "string" && its.code.length <= 20));

/** What of a text can be used at a time, in seconds.
    @param {string | null} text
    @param {number} now
    @returns {Opened[]} */
export function read(text, now) {
  try {
    const list = JSON.parse(text ?? "[]");
    if (!Array.isArray(list)) return [];
    return list.slice(0, MOST).flatMap((its) => {
      if (!right(its) || its.expires <= now) return [];
      const { id, secret, code, expires } = its;
      return [{ id, secret, code, expires }];
    });
  } catch {
    return [];
  }
}

/** All that have not ended. */
export const all = () => read(localStorage.getItem(KEY), Date.now() / 1000);

/** Keep a class, or what is known of it by now; null: it has ended.
    @param {string} id
    @param {Opened | null} its */
export function keep(id, its) {
  const others = all().filter((each) => each.id !== id);
  localStorage.setItem(KEY, JSON.stringify([...(its ? [its] : []), ...others].slice(0, MOST)));
}

/** What a fragment says of a class: its id and the secret of its teacher.
    @param {string} hash */
export function fromAddress(hash) {
  const [, id, secret] = /^#([0-9A-Z]{1,16})\.([A-Za-z0-9_-]{8,64})$/.exec(hash) ?? [];
  return id ? { id, secret } : null;
}
