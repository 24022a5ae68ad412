/* Light or dark, and the usual colors or those that everybody can tell apart; both are remembered in the browser, and
   scheme.js applies them before anything is drawn. */

const SCHEME = "color-scheme";
const PALETTE = "palette";

const { dataset } = document.documentElement;
/** @param {string} scheme */
const show = (scheme) => (dataset.colorScheme = scheme);

function toggleScheme() {
  show(dataset.colorScheme === "dark" ? "light" : "dark");
  localStorage.setItem(SCHEME, dataset.colorScheme ?? "light");
}

function togglePalette() {
  if (dataset.palette) delete dataset.palette;
  else dataset.palette = "safe";
  localStorage.setItem(PALETTE, dataset.palette ?? "");
}

document.addEventListener("click", ({ target }) => {
  if (target.closest("#color-scheme")) toggleScheme();
  if (target.closest("#palette")) togglePalette();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ({ matches }) => {
  if (!localStorage.getItem(SCHEME)) show(matches ? "dark" : "light"); // until somebody chooses
});
