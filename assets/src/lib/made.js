/* Elements made one by one, so that no text becomes HTML. */

/** An element with classes and contents.
    @template {keyof HTMLElementTagNameMap} Tag
    @param {Tag} tag
    @param {string} [classes]
    @param {(Node | string)[]} inside */
export function made(tag, classes = "", ...inside) {
  const element = document.createElement(tag);
  if (classes) element.className = classes;
  element.append(...inside);
  return element;
}

/** @param {string} text
    @param {string} classes
    @param {() => void} act */
export function pressed(text, classes, act) {
  const element = made("button", classes, text);
  element.type = "button";
  element.addEventListener("click", act);
  return element;
}
