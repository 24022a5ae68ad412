/* What several parts do with fields and selects. */
(() => {
  "use strict";

  /** What was typed into a field for a number, within the field's bounds. */
  function within(id, value) {
    const { min, max } = document.getElementById(id);
    return Math.max(Number(min), Math.min(Number(max), Number(value)));
  }

  window.inputs = {
    within,
    whole: (id, value) => Math.round(within(id, value)),

    /** Call `take` with each formula that is typed, without the equals sign that some begin with. */
    formula(id, take) {
      const field = document.getElementById(id);
      field.addEventListener("change", () => take(field.value.trim().replace(/^=/, ""), field));
    },

    /** Let a select show a value, also one that it does not offer as a rule. */
    select(select, value, name = value) {
      if (![...select.options].some((option) => option.value === value)) select.add(new Option(name, value));
      select.value = value;
    },
  };
})();
