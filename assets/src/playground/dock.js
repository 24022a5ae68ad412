/* The dock below the network: one tab is chosen, and shown where the dock is open. Its grip is dragged up and down, or
   moved by the arrow keys. Parts that draw in a panel ask whether it is shown, and are told when another one is. */

import { $ } from "../lib/dom.js";
import { each } from "../lib/parts.js";

const KEPT = "playground-dock";
const LEAST = 96; // px of a panel; dragged below that it is folded
const STEP = 24;
const USUAL = 292;
const ROOM = 180; // px of the window that are left free above it

/** @type {TextsOf<"playground">} */
let texts;
let chosen = "layer";
let open = false;
let height = USUAL;

const tabs = () => [...document.querySelectorAll(".dock-tab")];
/** @param {string | undefined} key */
const isThere = (key) => tabs().some((tab) => tab.dataset.tab === key && tab.checkVisibility());
const most = () => Math.max(LEAST, innerHeight - ROOM);

/** Whether what a tab shows can be seen.
    @param {string} key */
export const shows = (key) => open && chosen === key;

function render() {
  const wide = Math.round(Math.min(height, most()));
  for (const tab of tabs()) {
    const key = tab.dataset.tab ?? "";
    const on = key === chosen;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    $(/** @type {`dock-${string}-panel`} */ (`dock-${key}-panel`)).hidden = !shows(key);
  }
  $("dock").classList.toggle("open", open);
  $("dock-body").hidden = !open;
  $("dock-body").style.setProperty("--height", `${wide}px`);
  $("dock-fold").setAttribute("aria-expanded", String(open));
  $("dock-fold").setAttribute("aria-label", open ? texts.dockFold : texts.dockOpen);
  const values = { "aria-valuenow": open ? wide : 0, "aria-valuemin": 0, "aria-valuemax": most() };
  for (const [name, value] of Object.entries(values)) $("dock-grip").setAttribute(name, String(value));
}

/** @param {{ chosen?: string, open?: boolean, height?: number }} next */
function become(next) {
  const before = open && chosen;
  ({ chosen = chosen, open = open, height = height } = next);
  render();
  sessionStorage.setItem(KEPT, JSON.stringify({ chosen, open, height }));
  if (before !== (open && chosen)) each("docked");
}

/** Open it with this tab, and bring it in sight; a tab that is hidden stays so.
    @param {string} key */
export function show(key) {
  if (!isThere(key)) return;
  become({ chosen: key, open: true });
  $("dock").scrollIntoView({ block: "nearest" });
}

/** Choose a tab, open or not: it is seen when the dock is opened.
    @param {string} key */
export const choose = (key) => isThere(key) && become({ chosen: key });

/** The panel of the dock that an element is in.
    @param {Element} element */
const panelOf = (element) => /** @type {HTMLElement | null} */ (element.closest(".dock-panel"));

/** @param {Element} element */
function tabOf(element) {
  const panel = panelOf(element);
  return panel ? tabs().find((tab) => tab.getAttribute("aria-controls") === panel.id) : undefined;
}

/** What there is to be seen of an element: where its panel is hidden, the tab of that.
    @param {Element} element
    @returns {Element | undefined} */
export const seen = (element) => (panelOf(element)?.hidden ? tabOf(element) : element);

/** Show an element, if it is in a panel.
    @param {Element} element */
export function reveal(element) {
  const key = tabOf(element)?.dataset.tab;
  if (key) show(key);
}

/** A tab that is not there any more is not shown either; another one takes its place. */
export function settle() {
  if (isThere(chosen)) return;
  const first = tabs().find((tab) => tab.checkVisibility())?.dataset.tab;
  become({ chosen: first, open: open && first !== undefined });
}

// Tabs

/** @param {From<MouseEvent>} event */
function press({ target }) {
  const key = target.closest(".dock-tab")?.dataset.tab;
  if (key) show(key);
}

/** @param {From<KeyboardEvent>} event */
function move(event) {
  const all = tabs().filter((tab) => tab.checkVisibility());
  const now = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const { length } = all;
  /** @type {Record<string, number>} */
  const places = { ArrowLeft: now + length - 1, ArrowRight: now + 1, Home: 0, End: length - 1 };
  if (now < 0 || !(event.key in places)) return;
  event.preventDefault();
  const tab = all[places[event.key] % length];
  choose(tab.dataset.tab ?? "");
  tab.focus();
}

// The grip

/** @param {number} wanted */
const resize = (wanted) =>
  wanted < LEAST ? become({ open: false }) : become({ open: true, height: Math.min(wanted, most()) });

/** It stays under the pointer: where the network gives no room any more, the page scrolls.
    @param {PointerEvent} event */
function drag(event) {
  const grip = $("dock-grip");
  const begun = (open ? $("dock-body").offsetHeight : 0) + event.clientY;
  const inside = event.clientY - grip.getBoundingClientRect().top;
  grip.setPointerCapture(event.pointerId);
  grip.onpointermove = ({ clientY }) => {
    resize(begun - clientY);
    if (open) scrollBy(0, grip.getBoundingClientRect().top + inside - clientY);
  };
  grip.onlostpointercapture = () => (grip.onpointermove = grip.onlostpointercapture = null);
  event.preventDefault();
}

/** @param {KeyboardEvent} event */
function adjust(event) {
  const now = open ? Math.min(height, most()) : 0;
  /** @type {Record<string, number>} */
  const heights = {
    ArrowUp: open ? now + STEP : height,
    ArrowDown: now - STEP,
    Home: 0,
    End: most(),
    Enter: open ? 0 : height,
  };
  if (!(event.key in heights)) return;
  event.preventDefault();
  resize(heights[event.key]);
  if (open) $("dock").scrollIntoView({ block: "nearest" });
}

function fold() {
  if (open) become({ open: false });
  else show(chosen);
}

/** What was kept of the page before it was loaded again; anything else is left alone. */
function restored() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
    if (isThere(kept.chosen)) chosen = kept.chosen;
    open = kept.open === true;
    height = Math.max(LEAST, Number(kept.height) || USUAL);
  } catch {
    sessionStorage.removeItem(KEPT);
  }
}

/** @type {Part} */
export const part = {
  begin(setup) {
    ({ texts } = setup);
    restored();
    render();
    document.querySelector(".dock-tabs").addEventListener("click", press);
    document.querySelector(".dock-tabs").addEventListener("keydown", move);
    $("dock-grip").addEventListener("pointerdown", drag);
    $("dock-grip").addEventListener("keydown", adjust);
    addEventListener("resize", render);
  },
  commands: { "dock-fold": fold },
};
