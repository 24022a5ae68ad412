/* What the controls of a race change: in all lanes, or in one, which is a text. */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as choices from "../../assets/src/race/choices.js";

choices.begin({ problems: { circle: "classification", "reg-plane": "regression" }, rate: 0.003 });

const layers = (activation, ...units) => units.map((n) => ({ units: n, activation, dropout: 0, parameter: null }));
const BASE = {
  problem: "classification",
  dataset: "circle",
  samples: 500,
  hidden: layers("tanh", 3, 3),
  features: ["x", "y"],
  output: "tanh",
  loss: "squared",
  learning_rate: 0.03,
  regularization: "none",
  regularization_rate: 0,
  optimizer: "sgd",
  noise: 0,
  weights_seed: null,
};
const RACE = { base: BASE, differs: "activation", lanes: ["tanh", "relu"], start: "uniform", fields: null };
const RELU = { ...BASE, hidden: layers("relu", 3, 3) };

/** The text of the second lane after these choices, one after another. */
function edited(race, experiment, ...changes) {
  let [now, e] = [race, experiment];
  for (const [field, value] of changes) {
    now = choices.laneEdited(now, 1, e, field, value);
    e = choices.edited(e, field, value);
  }
  return now;
}

test("a field reads as its control's text", () => {
  const texts = ["activation", "hidden", "features", "output", "learning_rate", "weights_seed"];
  assert.deepEqual(
    texts.map((field) => choices.text(BASE, field)),
    ["tanh", "3,3", "x,y", "tanh squared", "0.03", ""],
  );
  assert.equal(choices.text({ ...BASE, hidden: [...layers("relu", 3), ...layers("tanh", 3)] }, "activation"), "");
  const own = { units: 2, activation: "custom", formula: "max(0, z)", parameter: null };
  assert.equal(choices.text({ ...BASE, hidden: [own] }, "activation"), "=max(0, z)");
});

test("all lanes get what is chosen, and a regularization a rate", () => {
  assert.deepEqual(choices.edited(BASE, "activation", "relu").hidden[0], { units: 3, dropout: 0, activation: "relu" });
  assert.equal(choices.edited(BASE, "learning_rate", "0.1").learning_rate, 0.1);
  assert.equal(choices.edited(BASE, "optimizer", "adam").optimizer, "adam");
  assert.equal(choices.edited(BASE, "weights_seed", "").weights_seed, null);
  const { regularization, regularization_rate: rate } = choices.edited(BASE, "regularization", "l2");
  assert.deepEqual([regularization, rate], ["l2", 0.003]);
  const other = choices.edited(BASE, "dataset", "reg-plane");
  assert.deepEqual([other.problem, "output" in other, "samples" in other], ["regression", false, false]);
});

test("a lane has its value, and then what else is its own", () => {
  const race = edited(RACE, RELU, ["learning_rate", "0.1"], ["optimizer", "adam"], ["hidden", "8,8"]);
  assert.deepEqual(race.lanes, ["tanh", "relu,hidden=8,8,learning_rate=0.1,optimizer=adam"]);
  assert.deepEqual(race.fields[race.lanes[1]], {
    value: "relu",
    said: { hidden: "8,8", learning_rate: "0.1", optimizer: "adam" },
  });
});

test("what is as in all lanes again is no lane's own", () => {
  const back = edited(
    RACE,
    RELU,
    ["learning_rate", "0.1"],
    ["hidden", "8"],
    ["learning_rate", "0.03"],
    ["hidden", "3,3"],
  );
  assert.deepEqual(back.lanes, ["tanh", "relu"]);
  assert.equal(edited(RACE, RELU, ["activation", "elu"]).lanes[1], "elu");
  assert.equal(edited(RACE, RELU, ["regularization", "l1"], ["regularization", "none"]).lanes[1], "relu");
});

test("fields that fit only together are a lane's own together", () => {
  assert.equal(edited(RACE, RELU, ["output", "linear hinge"]).lanes[1], "relu,output=linear,loss=hinge");
  const race = edited(RACE, RELU, ["regularization", "l1"]);
  assert.equal(race.lanes[1], "relu,regularization=l1,regularization_rate=0.003");
});

test("where something else differs, another activation is in the layers", () => {
  const race = { ...RACE, differs: "learning_rate", lanes: ["0.03", "0.3"] };
  const e = { ...BASE, learning_rate: 0.3 };
  assert.equal(edited(race, e, ["activation", "relu"]).lanes[1], "0.3,hidden=3-relu,3-relu");
  assert.equal(edited(race, e, ["activation", "relu"], ["activation", "tanh"]).lanes[1], "0.3");
  const shapes = { ...RACE, differs: "hidden", lanes: ["2", "8,8"] };
  const wide = { ...BASE, hidden: layers("tanh", 8, 8) };
  assert.equal(edited(shapes, wide, ["hidden", "4"]).lanes[1], "4");
  assert.equal(edited(shapes, wide, ["activation", "relu"]).lanes[1], "hidden=8-relu,8-relu");
});
