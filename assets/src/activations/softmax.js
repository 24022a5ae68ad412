/* The probe of softmax: numbers and a temperature become shares of one whole. */

import { $, fill } from "../lib/dom.js";
import * as inputs from "../lib/inputs.js";
import * as numbers from "../lib/numbers.js";
import { latest } from "../wire/latest.js";
import { server } from "../wire/server.js";

/** @type {ActivationsSetup} */
let setup;
/** @param {number} value */
const four = (value) => numbers.fixed(value, 4);
/** @param {number} value */
const one = (value) => numbers.fixed(value, 1);

/** @param {import("../wire/calls.js").Shares} answer */
function show({ shares, pair }) {
  $("softmax-bars")
    .querySelectorAll("li")
    .forEach((bar, i) => {
      bar.style.setProperty("--share", String(shares[i]));
      bar.querySelector(".share-value").textContent = four(shares[i]);
    });
  const sum = four(shares.reduce((total, share) => total + share, 0));
  $("softmax-sum").textContent = fill(setup.texts.sum, { sum });
  const [softmax, sigmoid] = [four(pair.softmax), four(pair.sigmoid)];
  $("softmax-pair").textContent = fill(setup.texts.pair, { softmax, sigmoid });
}

/** @param {ActivationsSetup} given */
export function begin(given) {
  setup = given;
  const { logits, temperature } = setup.softmax;
  let request = { logits: logits.map(({ value }) => value), temperature: temperature.value };
  const ask = latest(server.softmax, show);
  /** @param {Partial<typeof request>} next */
  const change = (next) => {
    request = { ...request, ...next };
    ask(request);
  };
  logits.forEach((options, i) => {
    inputs.slider(`softmax-logit-${i}`, options, one, (value) =>
      change({ logits: request.logits.map((old, other) => (other === i ? value : old)) }),
    );
  });
  inputs.slider("softmax-temperature", temperature, one, (value) => change({ temperature: value }));
  ask(request);
}
