/* The first stops of the keyboard: a way past the header, to what matters on a page. */

document.addEventListener("click", ({ target }) => {
  const { skip } = target.dataset ?? {};
  const place = skip && document.querySelector(`[id="${skip}"]`);
  if (!place) return;
  if (place.tabIndex < 0 && !place.matches("button")) place.setAttribute("tabindex", "-1");
  /** @type {HTMLElement} */ (place).focus();
  place.scrollIntoView({ block: "nearest" });
});
