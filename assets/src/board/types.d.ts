/* What pages send to the board of a class, which Python writes down (wire/types.d.ts), and what it tells them. */

import type { Answer, Console, Question, Row } from "../wire/types.js";

export type { Answer, Console, Question, Row, Wording } from "../wire/types.js";

/** What a question says: answers have only the places of its options. */
export type Words = Pick<Question, "key" | "text" | "options">;

export type Page = NonNullable<Row["page"]>;

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
