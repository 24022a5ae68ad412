/* The switch between the usual colours and those that everybody can tell apart; it is remembered in the browser. */
(() => {
  "use strict";

  const SAVED = "palette";

  document.addEventListener("click", ({ target }) => {
    if (!target.closest("#palette")) return;
    const { dataset } = document.documentElement;
    if (dataset.palette) delete dataset.palette;
    else dataset.palette = "safe";
    localStorage.setItem(SAVED, dataset.palette ?? "");
  });
})();
