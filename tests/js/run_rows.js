/* Rows of the run table for tests. */

export const SETUP = {
  problem: "classification",
  dataset: "circle",
  samples: 500,
  noise: 0,
  train_percent: 50,
  seed: 1,
  weights_seed: null,
  train_points: null,
  features: ["x", "y"],
  hidden: [{ units: 4, activation: "tanh", parameter: null, formula: null, dropout: 0 }],
  classes: 1,
  output: "tanh",
  loss: "squared",
  learning_rate: 0.03,
  batch_size: 10,
  optimizer: "sgd",
  clip_norm: 0,
  schedule: "constant",
  schedule_epochs: 100,
  regularization: "none",
  regularization_rate: 0,
  initializer: "uniform",
  initial_bias: 0.1,
  data: "",
};

export const PICTURE =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

export const row = (number, more = {}) => ({
  id: `run-${number}`,
  number,
  at: 1000 + number,
  link: `dataset=circle&seed=${number}`,
  repeats: true,
  setup: { ...SETUP, seed: number },
  from: 0,
  epochs: 100,
  trainLoss: 0.25,
  testLoss: 0.5,
  trainScore: 1,
  score: 0.9,
  gap: 0.25,
  parameters: 25,
  ended: "paused",
  note: "",
  picture: PICTURE,
  curve: [
    [0, 0.5, 0.6],
    [100, 0.25, 0.5],
  ],
  ...more,
});
