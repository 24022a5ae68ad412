/* What the run table keeps, and what it is told. */

/** Why a run ended. */
type RunEnd = "paused" | "goal" | "diverged" | "reset" | "changed";

/** What a person chose, without points; `data` tells a person's own points from others. */
interface RunSetup extends Omit<Experiment, "points" | "names" | "split" | "race"> {
  data: string;
}

/** A run that ended: what trained, from where to where, and how well. */
interface RunRow {
  id: string;
  /** By which it is called, from 1 on. */
  number: number;
  /** When it was a row first, in ms. */
  at: number;
  /** The set-up as a link has it, and whether that link's training has the same digits. */
  link: string;
  repeats: boolean;
  setup: RunSetup;
  /** The epoch at which training with this set-up began, and the last one. */
  from: number;
  epochs: number;
  trainLoss: number;
  testLoss: number;
  trainScore: number;
  /** On the test data: an accuracy, or R². */
  score: number;
  gap: number;
  parameters: number;
  ended: RunEnd;
  /** When it was to stop by itself, as a link says it; not there in rows of earlier versions. */
  stop?: string;
  note: string;
  /** The map as a small PNG, or nothing. */
  picture: string;
  /** Some epochs with their training and test loss. */
  curve: [number, number, number][];
}

/** What of a row changes after it was made. */
type RunChange = Partial<Omit<RunRow, "id" | "number">> & Pick<RunRow, "id">;

/** What is known of a row as long as the page is open that made it. */
interface RunMade {
  experiment: Experiment;
  state: string;
  startLoss: number;
  byHand: boolean;
}

/** The runs of a page, as a lesson looks at them. */
interface RunsOfPage {
  all(): readonly RunRow[];
  made(id: string): RunMade | undefined;
  now(): { id: string; ended: RunEnd | null; startLoss: number; byHand: boolean } | null;
  byHand(is: boolean): void;
}

/** What a report tells beside its runs: a lesson's predictions, answers and checks, each with a label. */
interface ReportSection {
  heading: string;
  items: { label: string; text: string }[];
}

/** How many of some runs with other seeds came to a threshold. */
interface Repeated {
  at: number;
  link: string;
  varies: "weights_seed" | "seed";
  runs: number;
  succeeded: number;
  metric: "test_loss" | "train_loss" | "test_score";
  threshold: number;
  epochs: number;
  /** The set-up in a few words, and how many succeeded in a sentence. */
  brief: string;
  said: string;
}

/** What the page gives assets/dist/runs.js, which has nothing of its own of which there is to be one only. */
interface RunsHost {
  setup: Setup;
  /** What the server has said of the set-up on the screen. */
  lane(): Lane;
  classes: typeof import("../paint/classes.js");
  codec: typeof import("../wire/codec.js");
  dataNames: typeof import("../paint/data_names.js");
  drawing: typeof import("../network/drawing.js");
  laneColors: typeof import("../lib/lane_colors.js");
  lineMap: typeof import("../paint/line_map.js");
  messages: typeof import("../lib/messages.js");
  painting: typeof import("../paint/paint.js");
  patience: typeof import("../wire/patience.js").patience;
  picture: typeof import("./picture.js");
  places: typeof import("../paint/places.js");
  player: Player;
  rows: typeof import("./rows.js");
  runs: typeof import("./runs.js");
  sections: typeof import("./sections.js");
  server: import("../wire/server.js").Calls;
  session: typeof import("../play/session.js");
  tensors: typeof import("../wire/tensors.js");
  theme: typeof import("../lib/colors.js");
}

/** What that script gives. */
interface RunsScripts {
  /** Its parts, which have begun. */
  begin(host: RunsHost): Part[];
}

/** What app/components/runs_texts.py says to the scripts. */
interface RunsSetup {
  longest: Record<"note" | "title" | "name" | "text", number>;
  epochs: number;
  repeats: number;
  fields: Record<string, string>;
  datasets: Record<string, string>;
  choices: Record<string, Record<string, string>>;
  ends: Record<RunEnd, string>;
  columns: Record<string, string>;
}
