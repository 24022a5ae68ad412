/* Knowing at once that a request failed. Dash tells nobody when a callback's request comes to nothing, so this
   listens where the request is made; the answer itself goes its usual way. */
(() => {
  "use strict";

  const PATH = "_dash-update-component";
  const PATIENCE = 20_000; // ms; an answer that takes longer is not coming
  const original = window.fetch;
  const listeners = [];

  window.fetch = async (resource, options = {}) => {
    if (!String(resource).includes(PATH)) return original(resource, options);
    const failed = () => listeners.forEach((listener) => listener());
    try {
      const response = await original(resource, { ...options, signal: AbortSignal.timeout(PATIENCE) });
      const body = await response.arrayBuffer(); // an answer that breaks off has failed, too
      const json = response.headers.get("content-type")?.includes("json");
      if (!response.ok || (body.byteLength && !json)) failed();
      return new Response(body.byteLength ? body : null, response);
    } catch (error) {
      failed();
      throw error;
    }
  };

  window.connection = {
    /** Call `listener` when a request fails: no server, no answer in time, or an error instead of one. */
    onFailure: (listener) => listeners.push(listener),
  };
})();
