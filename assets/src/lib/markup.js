/* The plain parts of a page, which come as HTML because components take longer; nothing is looked for before they are
   there. */

/** Put the HTML in its place. */
export function unfold() {
  for (const place of document.querySelectorAll("[data-html]")) {
    // biome-ignore lint/plugin: the one place where HTML is written, and it is the layout's own
    place.innerHTML = place.dataset.html ?? "";
    place.removeAttribute("data-html");
  }
}
