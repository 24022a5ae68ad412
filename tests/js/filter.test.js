/* Which functions the filter of the chooser leaves: names as people and libraries write them, families, networks. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { matches, squash } from "../../assets/src/activations/filter.js";

const SWISH = { names: "swish silu swish1", family: "smooth", networks: "EfficientNet|Llama" };
const ALL = { find: "", family: "", network: "" };

test("capitals, signs and a library in front do not matter in a name", () => {
  for (const name of [
    "SiLU",
    "si-lu",
    "nn.SiLU",
    " torch.nn.functional.silu ",
    "jax.nn.s_i_l_u",
    "nn.SiLU()",
    "nn.SiLU(inplace=True",
    "silu(0.1)",
  ])
    assert.equal(squash(name), "silu");
  assert.equal(squash("nn."), "");
  assert.equal(squash("…"), "");
});

test("a part of any name is enough, also while it is typed", () => {
  for (const find of ["", "s", "SiL", "nn.", "nn.Si", "swish_1", "-"])
    assert.ok(matches(SWISH, { ...ALL, find }), find);
  for (const find of ["relu", "silux", "smooth", "llama"]) assert.ok(!matches(SWISH, { ...ALL, find }), find);
});

test("name, family and network hold together, and a network's name is whole", () => {
  assert.ok(matches(SWISH, { find: "silu", family: "smooth", network: "Llama" }));
  assert.ok(!matches(SWISH, { find: "silu", family: "sigmoid", network: "Llama" }));
  assert.ok(!matches(SWISH, { ...ALL, network: "Lla" }));
  assert.ok(!matches({ ...SWISH, networks: "" }, { ...ALL, network: "BERT" }));
});
