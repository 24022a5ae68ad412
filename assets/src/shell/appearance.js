/* Light, dark or for a projector, and the usual colors or those that everybody can tell apart; both are remembered in the
   browser, and scheme.js applies them before anything is drawn. Until somebody chooses, it is light or dark as the system is,
   and what is presented is for a projector. */

const SCHEME = "color-scheme";
const PALETTE = "palette";
/** @type {Record<string, string>} */
const NEXT = { light: "dark", dark: "projector", projector: "light" };

const { dataset } = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

function nextScheme() {
  const next = NEXT[dataset.colorScheme ?? "light"];
  dataset.colorScheme = next;
  localStorage.setItem(SCHEME, next);
}

function togglePalette() {
  if (dataset.palette) delete dataset.palette;
  else dataset.palette = "safe";
  localStorage.setItem(PALETTE, dataset.palette ?? "");
}

/** What is shown until somebody chooses. */
function usual() {
  if (localStorage.getItem(SCHEME)) return;
  const scheme = document.body.classList.contains("presenting") ? "projector" : dark.matches ? "dark" : "light";
  if (dataset.colorScheme !== scheme) dataset.colorScheme = scheme;
}

document.addEventListener("click", ({ target }) => {
  if (target.closest("#color-scheme")) nextScheme();
  if (target.closest("#palette")) togglePalette();
});
dark.addEventListener("change", usual);
new MutationObserver(usual).observe(document.body, { attributeFilter: ["class"] });
