/* What parts of the page hand to one another. What travels between the server and the page is in wire/types.d.ts, which
   Python writes; here are its names that the scripts use, and what the page makes of it. What the set-ups of the pages
   hold, tests/app/test_types.py compares with Python. */

type DataNames = import("./wire/types.js").DataNames;
type ColumnNames = import("./wire/types.js").Column;
type LayerLook = import("./wire/types.js").LayerPicture;
type Split = import("./wire/types.js").Split;
type Stop = import("./wire/types.js").Stopped;
type Focus = import("./wire/types.js").Focus;
type RequestedView = import("./wire/types.js").View;
type Id = import("./wire/types.js").Id;

/** A hidden layer; what the page leaves out is as usual. */
type HiddenLayer = Partial<import("./wire/types.js").Layer> &
  Pick<import("./wire/types.js").Layer, "units" | "activation">;

/** Everything a person chose. A draft may ask for its points to be split again, too; a new lane of a race is what all
    lanes share, and what it has of its own. */
interface Experiment extends Omit<import("./wire/types.js").Experiment, "hidden"> {
  hidden: HiddenLayer[];
  split?: Split | undefined;
  race?: import("./wire/types.js").OfRace | undefined;
}

/** x, y and label. */
type Point = [number, number, number];

/** What is on the screen of one network at an epoch. */
interface Frame extends Omit<import("./wire/types.js").Frame, "outputs"> {
  /** None where it is remembered only: the server draws it again. */
  outputs?: string;
  /** What follows the page adds: by which experiment it was made, and whether its diagnostics are of an earlier one. */
  experiment: Experiment;
  older?: boolean;
}

/** From where a network begins: a state, and the experiment that made it. */
type Beginning = Pick<Frame, "state" | "experiment">;

/** What the server says of an experiment that it has taken. */
interface Lane
  extends Required<Omit<import("./wire/types.js").LaneAnswer, "frames" | "stopped" | "split" | "experiment">> {
  experiment: Experiment;
  split?: import("./wire/types.js").SplitTold;
}

interface LaneAnswer extends Lane {
  frames: Frame[];
  stopped: Stop | null;
}

/** Why there is no answer; `busy`: the server has too much to do, or is about to leave. */
interface Failure extends Error {
  busy?: boolean;
}

/** A stop condition, or what an exercise asks for. */
interface Aim {
  kind: string;
  value: number;
}

/** When training stops, and what else has to hold at that epoch. */
interface StopCondition extends Aim {
  also: Aim | null;
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

/** What every frame says in numbers. */
type Numbers = Pick<Frame, "epoch" | "train_loss" | "test_loss" | "train_score" | "test_score">;

/** A text and what goes into its places; those of the values that are losses are written as such. */
interface Told {
  text: Sentence<string>;
  values: Record<string, number | string>;
  losses: string[];
}

/** What the coach says: `place` shows it, and of it this hidden layer. */
interface Advice extends Told {
  rule: string;
  place: Id;
  layer: number | null;
  change: AdvisedChange | null;
}

/** What it says to try: these fields, as if by that control; `name` is what the change is called. */
interface AdvisedChange extends Told {
  fields: Partial<Experiment>;
  keep: boolean;
  control: Id;
  name: string;
}

/** What is kept of a page that somebody leaves: the moments, and where among them somebody was. */
interface Kept<Moment = unknown> {
  moments: Moment[];
  at: number;
}

/** What shows what the player has. */
interface View {
  frame(frames: Frame[]): void;
  accepted(lanes: Lane[], restarted: boolean): void;
  status(): void;
  refused(error?: string): void;
  stopped(stop: Stop & { lane: number }): void;
  connection(wait: number | null): void;
  unanswered(): void;
}

/** Something in the network that can be pointed at or selected. */
type Target = Unit | Weight | Bias | Feature;

interface Unit {
  kind: "unit";
  layer: number;
  unit: number;
  input?: undefined;
  column?: undefined;
}

/** The link from an input to a unit. Of a unit with several weighted sums, `column` says which one is meant. */
interface Weight {
  kind: "weight";
  layer: number;
  unit: number;
  input: number;
  column?: number;
}

interface Bias {
  kind: "bias";
  layer: number;
  unit: number;
  input?: undefined;
  column?: number;
}

interface Feature {
  kind: "feature";
  layer: null;
  unit: number;
  input?: undefined;
  column?: undefined;
}

/** What has a number that can be changed. */
type Numeric = Weight | Bias;

/** A point of the window or of a drawing. */
type Spot = [number, number];

/** The numbers of a layer, as views of a state's bytes. */
interface LayerNumbers {
  inputs: number;
  units: number;
  columns: number;
  weights: Float64Array;
  biases: Float64Array;
  learned: Float64Array; // of each parameter of the activation that is learned its value, or that of each unit
}

/** The same of something else than the state, a gradient for example. */
interface LayerValues {
  units: number;
  columns: number;
  weights: ArrayLike<number>;
  biases: ArrayLike<number>;
  learned: ArrayLike<number>;
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

/** The data of the experiment that trains, as they are drawn. */
interface ShownData extends Drawn {
  curve: boolean;
  most: [number, number];
}

/** A square of the page. */
interface Box {
  left: number;
  top: number;
  size: number;
}

/** A text whose places in braces are to be filled. */
type Sentence<Place extends string> = string & { readonly places?: Place };

/** The little sentences of a page. */
type TextsOf<Page extends keyof Places> = {
  [Name in keyof Places[Page]]: Sentence<Extract<Places[Page][Name], string>>;
};
type Places = import("./wire/types.js").Places;

/** Those that all pages have. */
type Texts = Pick<
  TextsOf<"playground">,
  keyof Places["playground"] & keyof Places["race"] & keyof Places["activations"]
>;

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
  learned: string[]; // the symbols of the parameters that are learned
  perUnit: boolean; // whether by each unit
  pieces: number | null; // columns of weights that a unit has; null: as many as its parameter says
  sums: string[]; // of a gated unit, what they are called
  parameter: ParameterAbout | null;
}

/** What app/components/setup.py says to the playground. */
interface Setup {
  maxLayers: number;
  maxUnits: number;
  newUnits: number;
  maxTable: number;
  encodings: string[];
  features: { key: string; id: `feature-${string}`; label: string; pixels: string }[];
  datasets: { key: string; id: `dataset-${string}`; problem: string; points: string; most: number }[];
  activations: Record<string, ActivationAbout>;
  own: string;
  ownFormula: string;
  outputs: OutputLayer[];
  noise: { usual: number; most: number };
  minPoints: number;
  maxPoints: number;
  classColors: string[];
  methods: Record<string, Record<string, { name: string; formula: string }>>;
  names: Record<string, string>;
  parts: string[];
  presets: Record<`share-preset-${string}`, { hide: string[]; lock: boolean }>;
  start: string;
  layerNotes: Record<string, string>;
  chart: Figure;
  chartAxes: Record<string, object>;
  goals: Record<string, { value: number; low: number; high: number; whole: boolean }>;
  aims: Record<string, string>;
  maxWeight: number;
  maxFile: number;
  runs: RunsSetup;
  texts: TextsOf<"playground">;
}

/** What app/components/race_setup.py says to the race. */
interface RaceSetup {
  usual: Race;
  link: string;
  sets: Record<string, string[]>;
  problems: Record<string, string>;
  outputs: Pick<OutputLayer, "problem" | "fewest" | "oneHot">[];
  classColors: string[];
  choices: Record<string, [string, string][]>;
  groups: Record<string, [string, string[]][]>;
  firstLanes: Record<string, string[]>;
  laneNames: Record<string, string>;
  rate: number;
  grid: {
    choices: Record<string, [string, string][]>;
    first: Record<string, string[]>;
    seeds: number;
    cap: number;
    points: number;
    presets: { rows: string; columns: string; values: string[] }[];
  };
  chart: Figure;
  plain: Record<string, Figure>;
  texts: TextsOf<"race">;
}

/** A chart as Python begins it. */
interface Figure {
  data: { line: object; [property: string]: unknown }[];
  layout: { font: object; xaxis: object; yaxis: object; yaxis2?: object; [property: string]: unknown };
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
  functions: Record<
    string,
    { name: string; parameter: (ParameterAbout & { minimum?: number; maximum?: number }) | null }
  >;
  own: string;
  chosen: string[];
  maxChosen: number;
  formulas: Record<string, string | null>;
  flat: number;
  probe: SliderAbout;
  softmax: { logits: SliderAbout[]; temperature: SliderAbout };
  signal: { depth: SliderAbout; width: SliderAbout; networks: Record<string, [string, string]> };
  charts: Record<string, Figure>;
  texts: TextsOf<"activations">;
}

/** A loss over the epochs that somebody has drawn, and where the axes end while it is being drawn. */
interface Sketch {
  points: [number, number][];
  ends: [number, number] | null;
  name: string;
}

/** What a page gives a lesson, which has nothing of its own but the rail; see share/lesson.js. */
interface LessonHost {
  page: "playground" | "race" | "activations";
  server: import("./wire/server.js").Calls;
  /** Lock Play, or unlock it. */
  hold(is: boolean): void;
  /** Say for a moment that something was done. */
  done(text: string): void;
  /** Take back what is said of what has been. */
  quiet?(): void;
  /** Put the rail where it belongs, before anything is painted. */
  place(rail: HTMLElement): void;
  /** The link of what is there, without what is only shown. */
  text(): string;
  /** And away again. */
  remove(): void;
  /** Open what an element is folded away in; gives what is seen of it. */
  reveal(element: HTMLElement): HTMLElement;
  player?: Player;
  watch?(view: Partial<View>): void;
  sketch?(its: Sketch | null): void;
  numbers?(): Numbers[];
  parameters?(frame: Beginning): LayerNumbers[];
  runs?: RunsOfPage;
  /** What a report is told by it. */
  report?(source: () => ReportSection[]): void;
  /** Somebody has done something. */
  noted?(note: LessonNote): void;
  race?(): { lanes: string[]; names: string[]; finishes: (number | null | undefined)[] };
  swept?(): number;
}

/** What somebody has done in a step of a lesson, and of which kinds its questions are. */
interface LessonNote {
  lesson: string;
  step: string;
  asks?: string | undefined;
  explains?: string | undefined;
  predicted?: string | number | string[] | [number, number][] | null;
  answered?: string | number | string[] | [number, number][] | null;
  met?: boolean;
  /** What was asked, of a lesson that is in its link. */
  words?: { predict?: import("./wire/types.js").Wording; ask?: import("./wire/types.js").Wording };
}

/** What the playground gives who asks something about its set-up; see playground/asking.js. */
interface AskHost {
  server: import("./wire/server.js").Calls;
  player: Player;
  /** The set-up as a link says it, with what is ticked to be hidden, and how many parts that are. */
  link(): string;
  hidden(): number;
  /** Of the network. */
  parameters(): number;
  screen(): { regression: boolean; stops: boolean; epoch: number; diverged: boolean };
  copy(text: string): void;
}

/** What assets/dist/lessons.js gives. */
interface LessonScripts {
  /** `linked`: the address came with a set-up. Gives what is told when the address is another one. */
  begin(host: LessonHost, linked: boolean): () => void;
  /** The page of all lessons is there. */
  list(): void;
  /** Open the form of a question. */
  ask(host: AskHost): void;
}

/** What app/components/class_setup.py says to the page of a class. */
interface ClassSetup {
  classColors: string[];
  /** What is called how, by its key. */
  states: Record<"waiting" | "stuck" | "diverged" | "idle" | "playing" | "done" | "away", string>;
  activations: Record<string, string>;
  datasets: Record<string, string>;
  fields: Record<string, string>;
  presets: { text: string; options: string[] }[];
  lessons: Record<string, { title: string; steps: ClassStep[] }>;
  texts: TextsOf<"class">;
}

/** A question of a lesson, as the page of a class knows it; options are keys and texts. */
interface ClassQuestion {
  kind: string;
  text: string;
  options: [string, string][];
}

interface ClassStep {
  key: string;
  says: string;
  predict?: ClassQuestion;
  ask?: ClassQuestion;
}

/** What there is only one of, which the page of a class is given; see share/room.js. */
interface ClassHost {
  setup: ClassSetup;
  server: import("./wire/server.js").Calls;
  /** Say for a moment that something was done. */
  done(text: string): void;
  /** Say that something was not done, and why. */
  refused(why?: string): void;
  /** Put a text on the clipboard; whether that was allowed. */
  copy(text: string): boolean;
}

/** What assets/dist/class.js gives. */
interface ClassScripts {
  begin(host: ClassHost): void;
}

/** What of a page becomes the row of a seat. */
interface SeatFacts {
  link: string;
  playing: boolean;
  stuck?: boolean;
  done?: boolean;
  diverged?: boolean;
  frame?: Frame | null;
  lane?: Pick<Lane, "data" | "parameters" | "experiment">;
  several?: Several | null;
  numbers?: Numbers[];
}

/** What a seat has to know of a run that ended, or of a lane. */
type SeatRun = Pick<
  RunRow,
  "link" | "repeats" | "stop" | "ended" | "epochs" | "trainLoss" | "testLoss" | "score" | "parameters" | "curve"
> & {
  setup: Pick<Experiment, "problem" | "dataset" | "hidden">;
};

/** What a page gives to a seat in a class; see share/seat.js. */
interface SeatHost {
  /** None: the page of all lessons. */
  page: "playground" | "race" | "activations" | null;
  /** Say for a moment that something was done. */
  done(text: string): void;
  /** What is there; null: nothing yet. */
  facts(): SeatFacts | null;
  /** Pause, and lock Play; or unlock it. */
  hold(is: boolean): void;
  /** What is said to who wants to change something; null: nobody is kept from it. */
  freeze(text: string | null): void;
  /** Open a link on this page. */
  open(link: string): void;
  /** Take that back. */
  undo(): void;
  /** Call this with every run that ends. */
  onRun(listener: (run: SeatRun) => void): void;
  /** The runs that ended, those of earlier days, too. */
  runs(): readonly SeatRun[];
  /** Call this whenever somebody has done something in a lesson. */
  onNote(listener: (note: LessonNote) => void): void;
}

/** What assets/dist/seat.js gives. */
interface SeatScripts {
  /** The address names a class. */
  begin(host: SeatHost): void;
  /** Save what would be sent. */
  handIn(host: SeatHost): void;
}

/** What app/components/lesson_rail.py says to the rail. */
interface LessonSetup {
  key: string;
  texts: TextsOf<"lessons">;
}

/** A race: its link holds this. In `fields` are, in words, those of lanes that differ in more than one, and in `names` whose
    lanes they are, by what the lanes say. */
interface Race {
  base: Experiment;
  differs: string;
  lanes: string[];
  start: "uniform" | "matched";
  metric: "test_loss" | "test_score";
  target: string;
  names?: Record<string, string> | null;
  fields?: Record<string, { value: string; said: Record<string, string> }> | null;
}

/** What a control does, by its id: with its value, of a switch whether it is on. */
type Commands = Partial<Record<Id, (value: string | boolean) => void>>;

/** A part of a page; see lib/parts.js. */
interface Part {
  begin?(setup: Setup, experiment: Experiment): void;
  accepted?(experiment: Experiment, lane: Lane, restarted: boolean): void;
  frame?(frame: Frame): void;
  status?(): void;
  refused?(error?: string): void;
  edited?(experiment: Experiment): void;
  repaint?(): void;
  stopped?(why: Stop): void;
  view?(frame: Frame | undefined): object;
  selected?(what: Target | null): void;
  docked?(): void;
  commands?: Commands;
}

interface Window {
  dash_clientside: { set_props(id: string, properties: object): void };
  playground: object;
  Plotly: { downloadImage(chart: Element, how: object): void };
}

/** A curve of a chart, as Plotly takes it. */
interface Curve {
  y: (number | null)[];
  line: { color?: string; dash?: string; width?: number };
  name?: string;
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
  lanes: string[];
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
  shifts: number[]; // px down, of each line: a gated unit has two sums
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
  done: string;
  what: string;
  merge?: string | null;
  slow?: boolean;
  urgent?: boolean;
}

/** Where somebody is: at a moment of what trains, or with a draft that the server has yet to accept. */
type Situation =
  | { lane: Lane; moments: LightFrame[]; numbers: Numbers[]; at: number; draft?: undefined; begun?: undefined }
  | {
      draft: Experiment;
      begun: Beginning[] | null;
      lane?: undefined;
      moments?: undefined;
      numbers?: undefined;
      at?: undefined;
    };

/** What can be undone: where things stood before. */
type Change = Situation & {
  keep: boolean;
  what: string;
  merge: string | null;
  time: number;
};

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
  stop: AbortController;
}

/** What share/address_states.js says is so. */
interface AddressState {
  phase: "rest" | "reading" | "opening" | "changing";
  /** Of the history, where the page is; and the highest number of an entry. */
  entry: number;
  last: number;
  /** What entries are to be that somebody's change made, until the server has taken it. */
  drafts: Record<number, any>;
  /** The link of what trains, and the one that is being opened. */
  accepted: string | null;
  wanted: string | null;
  /** How many addresses have been asked about. */
  asked: number;
  /** What somebody has changed since going to an address that is not open yet. */
  touched: string[];
  changedAt: number;
}

/** What has happened to an address. */
type AddressEvent =
  | { type: "moved"; entry: number | null; text: string }
  | { type: "read"; number: number; link: string; waiting: boolean }
  | { type: "unread"; number: number; waiting: boolean }
  | { type: "edited"; draft: any; time: number }
  | { type: "looked"; names: string[]; time: number }
  | { type: "accepted"; link: string }
  | { type: "refused" };

/** What is to be done then. */
type AddressEffect =
  | { do: "mark" | "replace" | "open" | "stay" | "settled" | "lost" }
  | { do: "push"; same: true }
  | { do: "ask"; text: string; number: number }
  | { do: "again"; draft: any }
  | { do: "options"; but: string[] };

/** What a page does for its address; see share/address_driver.js. */
interface AddressHooks {
  text(): string;
  ask(text: string, number: number): void;
  open(): void;
  again(draft: any): void;
  stay(): void;
  options(but: string[]): void;
  settled(): void;
  lost(): void;
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
  visible: (frames: Beginning[]) => RequestedView;
  readonly experiment: Experiment;
  readonly draft: Experiment;
  readonly frame: Frame | null;
  readonly waiting: boolean;
  readonly from: Beginning[] | null;
  play(): void;
  pause(): void;
  step(): void;
  look(): void;
  edit(drafts: Experiment[], kind: "keep" | "restart", frames?: Beginning[] | null, urgent?: boolean): void;
  stay(): void;
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
  begun: Beginning[];
  /** Single steps that are yet to be asked for. */
  steps: number;
  /** The frame on the screen is to be redrawn. */
  looking: boolean;
  /** For each lane: why it trains no more, or nothing. */
  stopped: Moment["stopped"];
  /** Requests in a row without an answer, and when the server is asked again. */
  failures: number;
  retryAt: number;
  /** When the next moment is due. */
  nextDraw: number;
}
