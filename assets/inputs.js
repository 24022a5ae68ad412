/* Plain inputs, which Dash does not have: the layout keeps a place for each by its id. */
(() => {
  "use strict";

  /** Make an input in its place. */
  function make(id, properties) {
    const input = Object.assign(document.createElement("input"), { id, ...properties });
    document.querySelector(`[data-input="${id}"]`).append(input);
    return input;
  }

  window.inputs = {
    make,
    /** A field that looks like the page's other choices. */
    field: (id, properties) => make(id, { className: "choice", ...properties }),
    /** A field for a formula; `take` is given what was typed, without the equals sign that some begin with. */
    formula(id, maxLength, placeholder, take) {
      const field = window.inputs.field(id, { type: "text", maxLength, placeholder, spellcheck: false });
      field.addEventListener("change", () => take(field.value.trim().replace(/^=/, ""), field));
      return field;
    },
  };
})();
