/* Whether single keys do something: who types by voice may have switched them off. */

const OFF = "shortcuts-off";

export const off = () => Boolean(localStorage.getItem(OFF));

/** @param {boolean} are */
export function enable(are) {
  if (are) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "off");
}
