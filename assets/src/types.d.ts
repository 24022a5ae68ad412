/* What the server and the page tell each other, and what parts of the page hand to one another. Python says what is
   true: tests/app/test_types.py compares the fields with those of the models, of an answer and of the set-ups. */

/** A hidden layer; `formula` is of one's own activation. */
interface HiddenLayer {
  units: number;
  activation: string;
  parameter?: number | null;
  formula?: string | null;
  dropout?: number;
}

/** The units of a column of own data: value = experiment's value / factor + offset. */
interface ColumnNames {
  name: string;
  offset: number;
  factor: number;
}

interface DataNames {
  x: ColumnNames;
  y: ColumnNames;
  label: ColumnNames;
  classes: string[];
}

/** x, y and label. */
type Point = [number, number, number];

/** Own points are to be split anew; so far the first `train` of them train. */
interface Split {
  train: number;
  kind: "share" | "new" | "least";
}

/** Everything a person chose: nn_core.Experiment. A draft may ask for a split, too. */
interface Experiment {
  problem: string;
  dataset: string;
  samples: number;
  noise: number;
  train_percent: number;
  seed: number;
  weights_seed: number | null;
  points: Point[] | null;
  train_points: number | null;
  names: DataNames | null;
  features: string[];
  hidden: HiddenLayer[];
  classes: number;
  output: string;
  loss: string;
  learning_rate: number;
  batch_size: number;
  optimizer: string;
  clip_norm: number;
  schedule: string;
  schedule_epochs: number;
  regularization: string;
  regularization_rate: number;
  initializer: string;
  initial_bias: number;
  split?: Split | undefined;
}

/** One hidden layer, looked into. */
interface LayerLook {
  index: number;
  limit: number;
  counts: number[];
  f: number[];
  df: number[];
  flat: number[];
}

/** What is on the screen of one network at an epoch, complete in itself. */
interface Frame {
  epoch: number;
  state: string;
  train_loss: number;
  test_loss: number;
  train_score: number | null;
  test_score: number | null;
  train_rmse?: number;
  test_rmse?: number;
  /** None where it is remembered only: the server draws it again. */
  outputs?: string;
  units?: string;
  curve?: (number | null)[];
  confusion?: { counts: number[][]; exact: number };
  focus?: { layer: number | null; unit: number; pixels: string };
  diagnostics?: { dead: number; saturated: number; gradient_norms: (number | null)[] };
  layers?: {
    dead: number[];
    saturated: number[];
    mean_slopes: (number | null)[];
    gradient_norms: (number | null)[];
  };
  layer?: LayerLook;
  gradients?: string;
  best?: { loss: number; epoch: number };
  finished?: number;
  seconds?: number;
  /** What follows the page adds: by which experiment it was made, and whether its diagnostics are of an earlier one. */
  experiment: Experiment;
  older?: boolean;
}

/** Why training does not go on. */
interface Stop {
  reason: "diverged" | "goal";
  epoch: number;
}

/** What the server says of an experiment that it has taken. */
interface Lane {
  experiment: Experiment;
  link: string;
  data: { points: string; train: number; curve: boolean; most: [number, number] };
  curves: number[][];
  parameters: number;
  split?: { kind: Split["kind"]; to_train: number; to_test: number };
}

interface LaneAnswer extends Lane {
  frames: Frame[];
  stopped: Stop | null;
}

/** What every answer of the server may be. */
interface Answer {
  error?: string;
  waited: number;
  [field: string]: any;
}

/** The frames of all lanes at a time, and why which of them train no more. */
interface Moment {
  frames: Frame[];
  stopped: (Stop | null | undefined)[];
}

/** A frame as it is remembered: without its pictures, and with the set-up that it is of. */
interface LightFrame extends Frame {
  lane: Lane;
}

/** What shows what the player has. */
interface View {
  frame(frames: Frame[]): void;
  accepted(lanes: Lane[], restarted: boolean): void;
  status(): void;
  refused(error: string): void;
  stopped(stop: Stop & { lane: number }): void;
  connection(wait: number | null): void;
}

/** Something in the network that can be pointed at or selected. */
interface Target {
  /** unit, weight, bias or feature. */
  kind: string;
  layer: any;
  unit: number;
  input?: any;
  column?: number;
}

/** The numbers of a layer, as views of a state's bytes. */
interface LayerNumbers {
  inputs: number;
  units: number;
  columns: number;
  weights: Float64Array;
  biases: Float64Array;
  learned: number | null;
}

/** How many classes or labels there are, and whether just one of them is right. */
interface Several {
  count: number;
  oneHot: boolean;
}

/** Points as they are drawn: triples of which the first `train` train. */
interface Drawn {
  points: Float32Array;
  train: number;
  several?: Several | null;
  two?: boolean;
}

/** A square of the page. */
interface Box {
  left: number;
  top: number;
  size: number;
}

/** The little sentences of a page, whose places in braces are filled. */
interface Texts {
  [name: string]: string;
  valueOf: any; // it is a text, too
}

interface OutputLayer {
  problem: string;
  output: string;
  loss: string;
  low: number;
  high: number;
  fewest: number;
  most: number;
  oneHot: boolean;
  label: string;
  lossName: string;
}

interface ParameterAbout {
  symbol: string;
  default: number;
  min: number;
  max: number;
  step: number;
}

interface ActivationAbout {
  name: string;
  formula: string;
  learned: boolean;
  parameter: ParameterAbout | null;
}

/** What app/components/setup.py says to the playground. */
interface Setup {
  maxLayers: number;
  maxUnits: number;
  newUnits: number;
  outputPixels: number;
  unitPixels: number;
  maxTable: number;
  encodings: string[];
  features: { key: string; id: string; label: string; pixels: string }[];
  datasets: { key: string; id: string; problem: string; points: string; most: number }[];
  activations: Record<string, ActivationAbout>;
  own: string;
  ownFormula: string;
  outputs: OutputLayer[];
  noise: { usual: number; most: number };
  minPoints: number;
  maxPoints: number;
  classColours: string[];
  methods: Record<string, Record<string, { name: string; formula: string }>>;
  names: Record<string, string>;
  parts: string[];
  start: string;
  layerNotes: Record<string, string>;
  chart: any;
  chartAxes: any;
  goals: Record<string, { value: number; low: number; high: number; whole: boolean }>;
  aims: Record<string, string>;
  maxWeight: number;
  maxFile: number;
  texts: Texts;
}

/** What app/components/race_setup.py says to the race. */
interface RaceSetup {
  base: Experiment;
  maxLanes: number;
  pixels: { few: number; many: number };
  matched: string;
  sets: Record<string, string[]>;
  problems: Record<string, string>;
  outputs: Pick<OutputLayer, "problem" | "fewest" | "oneHot">[];
  classColours: string[];
  regularizationRate: number;
  choices: Record<string, [string, string][]>;
  firstLanes: Record<string, string[]>;
  laneNames: Record<string, string>;
  chart: any;
  plain: any;
  texts: Texts;
}

/** A slider, as the set-up has it. */
interface SliderAbout {
  min: number;
  max: number;
  minimum?: number;
  maximum?: number;
  step: number;
  value: number;
}

/** What app/components/activation_setup.py says to the page of activations. */
interface ActivationsSetup {
  functions: Record<string, { name: string; parameter: any }>;
  own: string;
  chosen: string[];
  maxChosen: number;
  formulas: Record<string, string | null>;
  flat: number;
  probe: SliderAbout;
  softmax: { logits: SliderAbout[]; temperature: SliderAbout };
  signal: { depth: SliderAbout; width: SliderAbout; networks: Record<string, [string, string]> };
  charts: any;
  texts: Texts;
}

/** A race: its link holds this and nothing else. */
interface Race {
  base: Experiment;
  differs: string;
  lanes: string[];
  start: string;
  metric: "test_loss" | "test_score";
  target: string;
}

/** A part of a page; see lib/parts.js. */
interface Part {
  begin?(setup: any, experiment: Experiment): void;
  accepted?(experiment: Experiment, lane: Lane, restarted: boolean): void;
  frame?(frame: Frame): void;
  status?(): void;
  refused?(): void;
  repaint?(): void;
  stopped?(why: Stop): void;
  view?(frame: Frame | undefined): object;
  selected?(what: Target | null): void;
  commands?: Record<string, (value?: any) => void>;
}

interface Window {
  dash_clientside: { set_props(id: string, properties: object): void; no_update: unknown; [name: string]: any };
  playground: object;
  Plotly: { downloadImage(chart: Element, how: object): void };
}

/** A curve of a chart, as Plotly takes it. */
interface Curve {
  y: (number | null)[];
  line: { color?: string };
  hoverinfo?: string;
  [property: string]: any;
}

type Axis = "x" | "y" | "label";

interface Tick {
  at: number;
  text: string;
  zero: boolean;
}

/** The colors of a theme, and the scale from negative over zero to positive. */
interface Colors {
  smooth: Uint32Array;
  split: Uint32Array;
  zero: number[];
  zeroCss: string;
  css(value: number): string;
  ink: string;
  faint: string;
  grid: string;
  surface: string;
  train: string;
  test: string;
}

/** Where a picture of a unit is in the drawing; y is its middle. */
interface Place {
  x: number;
  y: number;
  side: number;
  left: number;
  right: number;
}

interface Link {
  path: Path2D;
  startX: number;
  startY: number;
  endX: number;
  endY: number;
}

/** Where everything is in the drawing: a column of units for each layer, and the links into it. */
interface Layout {
  width: number;
  height: number;
  columns: Place[][];
  links: Link[][];
}

/** What a change of the session is about, in words; changes of the same `merge` in a row are one. */
interface About {
  what: string;
  merge?: string | null;
  slow?: boolean;
}

/** What can be undone: where things stood before. */
interface Change {
  lane: Lane;
  moments: LightFrame[];
  at: number;
  keep: boolean;
  what: string;
  merge: string | null;
  time: number;
}

/** A request that is on its way. */
interface Asked {
  request: number;
  at: number;
  from: Moment;
  frames: number;
  edits: boolean;
  looks: boolean;
  lanes: number[];
  drafts: Experiment[];
}

/* Ids and selectors are in the layout, and tests/app/test_layout.py says so; of what kind an element is, only the layout
   knows, and so what an event came from. */

interface Document {
  getElementById(id: string): any;
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
  addEventListener(type: string, listener: (event: any) => void, options?: boolean): void;
}

interface Element {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
  closest(selectors: string): any;
}

/** In newer browsers. */
interface Uint8ArrayConstructor {
  fromBase64?(text: string, options: { alphabet: "base64url" }): Uint8Array<ArrayBuffer>;
}

/** What the player holds, and what it does; see play/player.js. */
interface Player {
  experiments: Experiment[];
  drafts: Experiment[];
  frames: Frame[] | null;
  playing: boolean;
  playedFrom: number;
  speed: number;
  visible: (frames: Frame[]) => object;
  readonly experiment: Experiment;
  readonly draft: Experiment;
  readonly frame: Frame | null;
  play(): void;
  pause(): void;
  step(): void;
  look(): void;
  edit(drafts: Experiment[], kind: "keep" | "restart", frames?: Frame[] | null): void;
  toggle(): void;
  reset(): void;
  retry(): void;
  open(view: View): void;
  recall(frames: Frame[]): void;
  travel(frames: Frame[]): void;
  begin(answer: { lanes: LaneAnswer[] }, view: View): void;
}

/** What else it knows. */
interface PlayerState {
  /** What shows things. */
  view: View;
  /** Moments that are yet to be shown. */
  queue: Moment[];
  /** Of the runs, and of the requests, the number: what comes of an earlier run is late. */
  run: number;
  requests: number;
  inFlight: Asked | null;
  /** The draft is yet to be accepted. */
  change: "keep" | "restart" | null;
  /** What a restart begins with. */
  begun: Frame[];
  /** Single steps that are yet to be asked for. */
  steps: number;
  /** The frame on the screen is to be drawn anew. */
  looking: boolean;
  /** For each lane: why it trains no more, or nothing. */
  stopped: Moment["stopped"];
  /** Requests in a row without an answer, and when the server is asked again. */
  failures: number;
  retryAt: number;
  /** When the next moment is due. */
  nextDraw: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  animation: number;
  /** When the last tick was asked for. */
  tickedAt: number;
}
