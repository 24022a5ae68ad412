/* What can be asked of the server, and what it answers. Requests are Python's, see types.d.ts; an experiment of a request
   may leave out what is as usual. */

import type {
  Asked,
  ClassRunsRequest,
  CoachRequest,
  CodeRequest,
  CurveChoice,
  FilterChoice,
  GridRequest,
  Job,
  LessonTold,
  LoadRequest,
  OfRace,
  ReadRequest,
  Run,
  RunFault,
  ShapeRequest,
  StatisticsRequest,
  SweepRequest,
  TickRequest,
} from "./types.js";

/** An answer says what was asked for, or why not. `waited`: for how many ms others were served first. */
export type Answered<Told> = Told & { error?: string; waited: number };

/** An experiment on its way to the server. */
type Sent = Omit<Experiment, "split" | "race">;
type Of<Request> = Omit<Request, "experiment"> & { experiment: Sent };

export interface TickRequestOfPage extends Omit<TickRequest, "lanes"> {
  lanes: {
    experiment: Sent;
    state: string | null;
    made_by?: object;
    split?: Split | undefined;
    race?: OfRace | undefined;
  }[];
}

/** Whether a page opens as for a projector, and under which title. */
export interface Presenting {
  present: boolean;
  title: string;
}

/** What a link of the playground says; `hidden` are the parts of the page that a lesson hides. */
export interface PlaygroundLink {
  experiment: Experiment;
  link: string;
  options: {
    show_test: boolean;
    discretize: boolean;
    stop: StopCondition | null;
    goals: Aim[];
    speed: number;
    lock_weights: boolean;
    presenting: Presenting;
    task: string;
  };
  hidden: string[];
  notes: string[];
}

export interface RaceLink {
  race: Race;
  link: string;
  options: {
    speed: number;
    seeds: number;
    cap: number;
    presenting: Presenting;
    task: string;
    grid: Grid;
  };
  notes: string[];
}

/** The link of a race of some runs, none where fewer than two are left; and which can't be lanes. */
export interface RaceOfRuns {
  link: string | null;
  left_out: { run: number; why: "same" | "data" | "lane" }[];
}

export interface FunctionsLink {
  functions: Required<CurveChoice>[];
  filter: Required<FilterChoice>;
  link: string;
  named: boolean;
  presenting: Presenting;
  notes: string[];
}

/** A network as the text of a file, or what is in such a text. */
export type NetworkFile =
  | { text: string; experiment?: undefined; state?: undefined }
  | { text?: undefined; experiment: Experiment; state: string };

/** A table of your data, as far as it could be read; `choice` is what a person has to decide. */
export interface OwnData extends Partial<Omit<Experiment, "columns" | "split">> {
  csv?: string;
  columns?: string[];
  chosen?: number[];
  header?: boolean | null;
  decimal?: string;
  rows?: string[][];
  told?: boolean;
  notes?: string[];
  encoding?: string;
  text?: string;
  choice?: string;
}

/** Of a sample: its quartiles. `Infinity` travels as a text. */
export interface Spread {
  lower: number;
  median: number;
  upper: number;
}

export interface Interval {
  low: number;
  high: number;
}

/** What the runs of a lane say together. */
export interface Sum {
  summary: {
    runs: number;
    never: number;
    diverged: number;
    never_interval: Interval;
    epochs: Spread;
    epochs_interval: Interval | null;
    train_loss: Spread;
    test_loss: Spread;
    train_score: Spread;
    test_score: Spread;
    seconds: Spread;
    /** Runs in which a typed formula had no number, and where in the first of them. */
    faults: number;
    fault: RunFault | null;
  };
  reached: { epochs: number[]; shares: number[] };
}

/** Two lanes side by side; see nn_core/study/comparison.py. */
export interface Pair {
  faster: number;
  slower: number;
  seeds: number;
  finished: [number, number];
  sooner: [number, number];
  ratio: number | null;
  interval: Interval | null;
  p: number;
  verdict: "nothing" | "ahead" | "sooner" | "unsure";
  told: boolean;
  often_p: number;
  often: "same" | "clear" | "unsure";
}

export interface Compared {
  pairs: Pair[];
  comparisons: number;
  fewest: number;
}

/** The runs of some activations in a class, each set-up once; see nn_core/study/pooled.py. */
export interface PooledGroup {
  activation: string;
  kinds: string[];
  epochs: (number | null)[];
  times: Pick<Sum["summary"], "runs" | "never" | "never_interval" | "epochs" | "epochs_interval">;
  /** The first and the last epoch at which one was given up. */
  stopped: [number, number] | null;
  early: number;
}

/** Runs of a class that can be compared: of one task, up to one finish. */
export interface Pool {
  task: number;
  finish: string;
  groups: PooledGroup[];
  repeated: number;
  differs: string[];
}

/** What the links of a class say, and its runs together. */
export interface ClassRuns {
  links: ({ task: number; activation: string } | null)[];
  tasks: { name: string; regression: boolean }[];
  pools: Pool[];
}

/** A choice that a grid has along one side, and its values. */
export interface Axis {
  field: string;
  values: string[];
}

/** A grid in its usual form; `link` is what a link says of it, nothing of the usual one. */
export interface Grid {
  rows: Axis;
  columns: Axis;
  seeds: number;
  cap: number;
  link: string;
}

/** What the runs of a cell say together: the figures of a lane, and quartiles of the loss at the epochs of the grid. */
export interface CellSum {
  summary: Sum["summary"];
  curve: Spread[];
}

/** A grid as the page asks for it, and for what of it is to be opened. */
type GridAsked = Omit<GridRequest, "race" | "row" | "column"> & { race: RaceGiven };

/** Of which axis an error is: "rows", "columns", or "grid" for both. */
type Somewhere = { where?: string };

/** An activation over the grid of the probe. Of one's own the formula as MathJax takes it; of others what holds. */
export interface DrawnCurve {
  key: string;
  parameter: number | null;
  f: number[];
  df: number[];
  kinks: { z: number; f: number; df: number }[];
  formula?: string;
  tex?: string;
  facts?: Record<string, string>;
}

/** What each layer of a deep network shows; see nn_core/insight/signal.py. */
export interface Signal {
  quantiles: number[][];
  zeros: number[];
  gradients: number[];
  factor: number | null;
  verdict: "vanishes" | "keeps" | "explodes" | "overflows" | "zero" | "single";
  zero_share: number;
  /** What weights must be times N(0, 1 / inputs) to keep a signal, and a gradient; null where nothing gets through. */
  gain: { signal: number | null; gradient: number | null };
}

export interface SignalRequest {
  networks: { activation: string; initializer: string }[];
  depth: number;
  width: number;
  seed: number;
}

export interface SoftmaxRequest {
  logits: number[];
  temperature: number;
}

export interface Shares {
  shares: number[];
  pair: { softmax: number; sigmoid: number };
}

/** The text of a link that asks something, the lesson that it opens, what its rail says, and the same as a folder. */
export interface AskAnswer {
  packed: string;
  lesson: LessonTold;
  texts: TextsOf<"lessons">;
  folder: string;
  files: Record<string, string>;
}

/** A race, without what the server finds out by itself. */
export type RaceGiven = Partial<Omit<Race, "base">> & { base: Partial<Experiment> };

export interface Calls {
  tick(
    request: TickRequestOfPage,
    stop?: AbortController,
  ): Promise<Answered<{ run: number | null; lanes: LaneAnswer[] }>>;
  link(request: { page: "race"; text: string } | { page: "race"; race: RaceGiven }): Promise<Answered<RaceLink>>;
  link(request: { page: "race"; runs: string[]; names?: string[] }): Promise<Answered<RaceOfRuns>>;
  link(
    request:
      | { page: "activations"; text: string }
      | { page: "activations"; functions: CurveChoice[]; filter: FilterChoice },
  ): Promise<Answered<FunctionsLink>>;
  link(request: { text: string }): Promise<Answered<PlaygroundLink>>;
  coach(request: Of<CoachRequest>): Promise<Answered<{ advice: Advice | null }>>;
  file(request: Of<{ state: string; experiment: unknown }> | LoadRequest): Promise<Answered<NetworkFile>>;
  ownData(request: ReadRequest | Of<{ experiment: unknown }>): Promise<Answered<OwnData>>;
  code(request: CodeRequest): Promise<Answered<{ picture?: string; link?: string }>>;
  sweep(
    request: Omit<SweepRequest, "lanes"> & { lanes: Omit<Sent, "seed">[] },
  ): Promise<Answered<{ done: (Run & { curve?: number[] })[]; begun: (Job & { curve?: number[] })[] }>>;
  statistics(request: { first: Run[] }): Promise<Answered<Sum>>;
  statistics(request: { cells: { runs: Run[]; curves: number[][] }[] }): Promise<Answered<{ cells: CellSum[] }>>;
  statistics(request: Required<Pick<StatisticsRequest, "lanes" | "cap">>): Promise<Answered<Compared>>;
  grid(request: GridAsked & { row: number; column: number }): Promise<Answered<{ link: string } & Somewhere>>;
  grid(request: GridAsked & ({ row: number } | { column: number })): Promise<Answered<{ race: Race } & Somewhere>>;
  grid(
    request: GridAsked,
  ): Promise<Answered<{ grid: Grid; base: Experiment; cells: Partial<Experiment>[]; epochs: number[] } & Somewhere>>;
  curves(request: {
    curves: CurveChoice[];
  }): Promise<Answered<{ z: number[]; curves: DrawnCurve[]; fault?: string; position?: number }>>;
  softmax(request: SoftmaxRequest): Promise<Answered<Shares>>;
  lesson(request: { key: string }): Promise<Answered<{ lesson: LessonTold }>>;
  classRuns(request: ClassRunsRequest): Promise<Answered<ClassRuns>>;
  ask(request: Asked): Promise<Answered<AskAnswer>>;
  shape(request: Of<ShapeRequest>): Promise<Answered<{ units: number[]; parameters: number }>>;
  signal(request: SignalRequest): Promise<Answered<{ signals: Signal[] }>>;
}
