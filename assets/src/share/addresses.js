/* What stands behind the ? of an address. */

/** The same search without one of its names.
    @param {string} search
    @param {string} name */
export function without(search, name) {
  const said = new URLSearchParams(search);
  said.delete(name);
  return String(said) ? `?${said}` : "";
}

/** The same with it.
    @param {string} search
    @param {string} name
    @param {string} value */
export function having(search, name, value) {
  const said = new URLSearchParams(search);
  said.set(name, value);
  return `?${said}`;
}

/** A link of this page for others: a class is joined by the code that the teacher gives, not by any link.
    @param {string} link */
export function forOthers(link) {
  const url = new URL(link);
  url.search = without(url.search, "class");
  return url.href;
}
