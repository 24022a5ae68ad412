/* The plain parts of a page, which come as HTML because components take longer; nothing is looked for before they are
   there. */
(() => {
  "use strict";

  window.markup = {
    /** Put the HTML in its place. */
    unfold() {
      for (const place of document.querySelectorAll("[data-html]")) {
        place.innerHTML = place.dataset.html;
        place.removeAttribute("data-html");
      }
    },
  };
})();
