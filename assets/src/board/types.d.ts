/* What pages send to the board of a class, and what it tells them; app/board/asked.py says what each field may be. */

export type Page = "playground" | "race" | "activations";

/** What the network of a seat does now, and where the student is. */
export type Row = {
  page?: Page;
  /** The set-up; nothing where it is too long to be sent. */
  link?: string;
  doing?: "idle" | "playing" | "stuck" | "done" | "diverged";
  epoch?: number;
  train_loss?: number | null;
  test_loss?: number | null;
  dataset?: string;
  /** Accuracy, or R² of a regression. */
  score?: number | null;
  regression?: boolean;
  parameters?: number;
  activations?: string[];
  units?: number[];
  /** The picture of what the network says, as map.js writes and paints it. */
  map?: string;
  /** Some epochs, each with the test loss there. */
  curve?: [number, number | null][];
  lesson?: string;
  step?: string;
};

/** What a student has said or done. */
export type Answer = {
  key: string;
  kind: "choice" | "number" | "text" | "run" | "check";
  lesson?: string;
  step?: string;
  vote?: number;
  choice?: string[];
  number?: number | null;
  text?: string;
  run?: Row | null;
  reached?: number | null;
};

export type Question = { key: string; text: string; options: string[]; vote?: number; open?: boolean };

/** What holds for all pages of a class until the teacher says otherwise; what is not there is as usual. `sent` is the
    revision at which something was sent, which the board adds. */
export type Console = {
  setup?: { page: Page; link: string; sent?: number } | null;
  place?: { lesson: string; step: string; sent?: number } | null;
  paused?: boolean;
  locked?: boolean;
  reveal?: boolean;
  question?: Question | null;
};

export type SeatState = "waiting" | "in" | "left" | "removed";

/** Why something was not done; `again`: after so many seconds it can be asked again. */
export type Wrong = { error?: string; again?: number };

export type JoinTold = { seat: number; secret: string; name: string; state: SeatState; expires: number };

export type SyncTold = {
  state: SeatState;
  /** The keys of answers that need not be sent again. */
  kept: string[];
  /** The revision of the console, and the console where that is a newer one. */
  told: number;
  console?: Console;
  free_text?: boolean;
  name?: string;
  expires: number;
};

/** How one joins, for the teacher; without a code nobody can. */
export type Rules = { code: string | null; expires: number; approval: boolean; free_text: boolean };

export type OpenTold = Rules & { class_id: string; secret: string };

/** A seat with its row. */
export type Seat = { seat: number; name: string; state: SeatState; row: Row };

/** An answer with the seat that gave it, and whether others may see it. */
export type AnswerTold = Answer & { seat: number; shown: boolean };

export type LookTold = Rules & {
  revision: number;
  console: Console;
  seats: Seat[];
  /** Seconds since each seat was last heard of. */
  away: Record<string, number>;
  answers: AnswerTold[];
  /** How many pages have what the console says now. */
  have: number;
  /** All that were asked, as they were asked last; only where the console has changed. */
  questions?: Question[];
};

/** What each call tells if all is well. */
export type Calls = {
  open: OpenTold;
  join: JoinTold;
  sync: SyncTold;
  leave: Record<string, never>;
  look: LookTold;
  tell: { console: Console; revision: number };
  rule: Rules;
  place: Record<string, never>;
  show: Record<string, never>;
  close: { deleted: number; answers: number };
};
