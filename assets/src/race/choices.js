/* The fields of the experiments of a race as texts, and what they are once a control has another text: for all lanes, or
   for one of them, which is a text itself: its value of what differs, and then what else it has of its own, as
   nn_core/study/race_rules.py reads it. It is pure. */

/** @type {Pick<RaceSetup, "problems" | "rate">} */
let setup;

/** @param {Pick<RaceSetup, "problems" | "rate">} given */
export const begin = (given) => (setup = given);

/** @param {Pick<Experiment, "hidden">} experiment */
export const shape = (experiment) => experiment.hidden.map((layer) => layer.units).join(",");

/** The fields that the bar chooses for all lanes, by its controls. */
export const COMMON = /** @type {const} */ ({
  "race-dataset": "dataset",
  "race-hidden": "hidden",
  "race-learning-rate": "learning_rate",
  "race-batch": "batch_size",
  "race-noise": "noise",
  "race-seed": "seed",
});

/** An activation as it stands in a lane.
    @param {Partial<HiddenLayer>} layer */
const kindText = ({ activation, formula, parameter }) =>
  `${formula ? `=${formula}` : activation}${parameter === null || parameter === undefined ? "" : `:${parameter}`}`;

/** The one activation of all layers, or nothing.
    @param {Experiment} experiment */
function activation({ hidden }) {
  const kinds = new Set(hidden.map(kindText));
  return kinds.size === 1 ? [...kinds][0] : "";
}

/** The text of a field.
    @param {Experiment} e
    @param {string} field
    @returns {string} */
export function text(e, field) {
  if (field === "activation") return activation(e);
  if (field === "hidden") return shape(e);
  if (field === "output") return e.output === undefined ? "" : `${e.output} ${e.loss}`;
  if (field === "features") return e.features.join(",");
  return String(/** @type {Record<string, unknown>} */ (/** @type {unknown} */ (e))[field] ?? "");
}

/** A layer with another activation, a key or "=" and a formula.
    @param {HiddenLayer} layer
    @param {string} value
    @returns {HiddenLayer} */
const bent = ({ units, dropout }, value) =>
  value.startsWith("=")
    ? { units, dropout, activation: "custom", formula: value.slice(1) }
    : { units, dropout, activation: value };

/** What changes in an experiment with a field; all others are numbers.
    @type {Record<string, (e: Experiment, value: string) => object>} */
const EDITS = {
  activation: (e, value) => ({ hidden: e.hidden.map((layer) => bent(layer, value)) }),
  units: (e, value) => ({ hidden: value.split(",").map((n, i) => ({ ...e.hidden[i], units: Number(n) })) }),
  hidden(e, value) {
    const first = { ...(e.hidden[0] ?? { activation: "tanh" }), dropout: 0 };
    return { hidden: value ? value.split(",").map((n) => ({ ...first, units: Number(n) })) : [] };
  },
  features: (_, value) => ({ features: value ? value.split(",") : [] }),
  output(_, value) {
    const [output, loss] = value.split(" ");
    return { output, loss };
  },
  regularization: (e, value) => ({
    regularization: value,
    regularization_rate: value === "none" ? 0 : e.regularization_rate || setup.rate, // of 0 it would do nothing
  }),
  weights_seed: (_, value) => ({ weights_seed: value === "" ? null : Number(value) }),
};
const NAMES = new Set(["initializer", "optimizer", "schedule"]);

/** An experiment after a field was given another text.
    @param {Experiment} e
    @param {string} field
    @param {string} value
    @returns {Experiment} */
export function edited(e, field, value) {
  if (field === "dataset") {
    const { output, loss, samples, points, train_points, names, classes, ...rest } = e; // the server fills in what suits the problem
    return /** @type {Experiment} */ ({ ...rest, dataset: value, problem: setup.problems[value] });
  }
  const change = EDITS[field]?.(e, value) ?? { [field]: NAMES.has(field) ? value : Number(value) };
  return { ...e, ...change };
}

/** What a lane has of its own, in words of links.
    @typedef {{ value: string, said: Record<string, string> }} Own */

/** @param {Race} race
    @param {number} lane
    @returns {Own} */
export const own = ({ fields, lanes }, lane) => fields?.[lanes[lane]] ?? { value: lanes[lane], said: {} };

/** The layers of a lane; those that are as others are have their units only.
    @param {HiddenLayer[]} layers
    @param {string} usual the activation that others have */
const layersText = (layers, usual) =>
  layers
    .map((layer) => {
      const dropout = layer.dropout ? `~${layer.dropout}` : "";
      const kind = kindText(layer);
      return kind === usual && !dropout ? String(layer.units) : `${layer.units}-${kind}${dropout}`;
    })
    .join(",");

/** What of a lane's own fields changes with one: what is as in all lanes is not its own.
    @param {Own} its
    @param {Race} race
    @param {Experiment} e what it trains
    @param {string} field
    @param {string} value
    @returns {Own} */
function changed({ value: old, said }, { base, differs }, e, field, value) {
  if (field === differs && !(field === "hidden" && said.hidden)) return { value, said };
  const after = edited(e, field, value);
  const next = { ...said };
  /** @param {string} name
      @param {string} text
      @param {boolean} same */
  const put = (name, text, same) => {
    delete next[name];
    if (!same) next[name] = text;
  };
  if (field === "activation" || field === "hidden" || field === "units") {
    const usual = differs === "activation" && old ? activation(e) : activation(base);
    const layers = layersText(after.hidden, usual);
    put(
      "hidden",
      layers,
      differs !== "hidden" && layers === layersText(base.hidden, differs === "activation" ? activation(base) : usual),
    );
    return { value: differs === "hidden" ? "" : old, said: next };
  }
  const names =
    field === "output" ? ["output", "loss"] : field === "regularization" ? [field, "regularization_rate"] : [field];
  const same = names.every((name) => text(after, name) === text(base, name));
  for (const name of names)
    put(
      name,
      String(/** @type {any} */ (after)[name] ?? ""),
      same || (field !== "output" && text(after, name) === text(base, name)),
    );
  return { value: old, said: next };
}

/** A race whose lane has another text for a field.
    @param {Race} race
    @param {number} lane
    @param {Experiment} e what the lane trains
    @param {string} field
    @param {string} value
    @returns {Race} */
export function laneEdited(race, lane, e, field, value) {
  const its = changed(own(race, lane), race, e, field, value);
  const order = Object.keys(race.base); // as in links
  const entries = Object.entries(its.said).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  its.said = Object.fromEntries(entries);
  const others = entries.map(([name, said]) => `${name}=${said}`);
  const whole = its.value || others.length ? its : { value: text(race.base, race.differs), said: {} }; // as all others
  const lanes = [...race.lanes];
  lanes[lane] = [...(whole.value ? [whole.value] : []), ...others].join(",");
  const fields = others.length ? { ...race.fields, [lanes[lane]]: whole } : (race.fields ?? null);
  return { ...race, lanes, fields };
}

/** The experiments of all lanes.
    @param {Race} race
    @returns {Experiment[]} */
export const drafts = ({ base, differs, lanes, start }) =>
  lanes.map((lane) => ({ ...base, race: { differs, lane, start } }));

/** What the server takes as a race: what follows from it is not told.
    @param {Race} race */
export const told = ({ base, differs, lanes, start, metric, target, names = null }) => ({
  base,
  differs,
  lanes,
  start,
  metric,
  target,
  names,
});
