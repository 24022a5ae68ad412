/* Dash in the browser: what it calls, and what we ask of it. Nothing else here knows of it. */

/** Let Dash call these functions, by the names that app/callbacks has for them; they answer nothing. */
export function register(name, functions) {
  const silent = (act) =>
    function answer(...given) {
      act(...given);
      return window.dash_clientside.no_update;
    };
  window.dash_clientside ??= {};
  window.dash_clientside[name] = Object.fromEntries(Object.entries(functions).map(([key, act]) => [key, silent(act)]));
}

/** Change properties of a component. */
export const setProps = (id, properties) => window.dash_clientside.set_props(id, properties);
