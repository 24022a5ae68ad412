/* What a seat in a class has of the page of activations. */

import * as seat from "../share/seat.js";

export const begin = () =>
  seat.begin({ page: "activations", facts: () => ({ link: location.hash.slice(1), playing: false }) });
