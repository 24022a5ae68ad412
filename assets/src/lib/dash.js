/* Dash in the browser: what it calls, and what we ask of it. Nothing else here knows of it. */

/** Let Dash call these functions, by the names that app/callbacks has for them; they answer nothing.
    @param {string} name
    @param {Record<string, (...given: any[]) => void>} functions */
export function register(name, functions) {
  /** @param {(...given: any[]) => void} act */
  const silent = (act) =>
    /** @param {any[]} given */
    function answer(...given) {
      act(...given);
      return window.dash_clientside.no_update;
    };
  window.dash_clientside ??= /** @type {any} */ ({});
  window.dash_clientside[name] = Object.fromEntries(Object.entries(functions).map(([key, act]) => [key, silent(act)]));
}

/** Change properties of a component.
    @param {Id} id
    @param {object} properties */
export const setProps = (id, properties) => window.dash_clientside.set_props(id, properties);
