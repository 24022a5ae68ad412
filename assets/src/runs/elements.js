/* Elements that the run table, its dialogs and the report are made of. */

/** An element with properties, and what is in it.
    @template {keyof HTMLElementTagNameMap} T
    @param {T} tag
    @param {object} [properties]
    @param {(Node | string)[]} inside */
export function make(tag, properties = {}, ...inside) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...inside);
  return element;
}

/** The address of this page with another text behind the #.
    @param {string} link */
export const address = (link) => `${location.origin}${location.pathname}#${link}`;
