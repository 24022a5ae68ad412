/* Light or dark, decided before anything is drawn, so that the page does not flash. Loaded in the head. */
(() => {
  "use strict";
  const chosen = localStorage.getItem("mantine-color-scheme-value");
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.dataset.mantineColorScheme = ["light", "dark"].includes(chosen) ? chosen : system;
})();
