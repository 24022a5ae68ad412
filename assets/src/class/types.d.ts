/* What the screens of the page of a class are given, and what they give. */

import type { AnswerTold, Calls, Console, Question, Rules, Seat, Wrong } from "../board/types.js";

/** What was asked, and how it went. */
export type Asked<Name extends keyof Calls> =
  | { status: 200; told: Calls[Name] }
  | { status: Exclude<number, 200>; told: Wrong };

/** The class as this page knows it. */
export interface Known extends Rules {
  revision: number;
  /** In the order in which they came; without those that were removed. */
  seats: Seat[];
  answers: AnswerTold[];
  console: Console;
  /** Seconds since each seat was last heard of. */
  away: Record<string, number>;
  /** How many pages have what the console says now. */
  have: number;
  /** All that were asked, as they were asked last. */
  questions: Question[];
  /** Whether names are seen on screens that are projected. */
  names: boolean;
}

/** What a screen can do and ask. */
export interface Room {
  setup: ClassSetup;
  texts: ClassSetup["texts"];
  server: import("../wire/server.js").Calls;
  /** Whether there is a board; a class that is made of files has none, and nothing can be asked of it. */
  board: boolean;
  /** Ask the board as the teacher of this class; anything wrong is said to her. */
  ask<Name extends "tell" | "rule" | "place" | "show" | "close">(name: Name, body: object): Promise<Asked<Name>>;
  tell(change: Partial<Console>): Promise<Asked<"tell">>;
  rule(change: object): Promise<Asked<"rule">>;
  place(seat: number, state: "in" | "removed"): Promise<Asked<"place">>;
  known(): Known;
  /** The screen in sight, and whether it is one for the projector. */
  at(): Screen["key"];
  projected(): boolean;
  /** What a seat is called on the screen in sight: its name, or its number where names are hidden. */
  name(seat: Seat): string;
  /** Show the screen with this key. */
  go(key: Screen["key"]): void;
  /** Put a student into the spotlight; the screen hears of it by what it has given to `spotlight`. */
  spotlight(seats: number[]): void;
  onSpotlight(listener: (seats: number[]) => void): void;
  /** Where students go, and where they join. */
  home: string;
  link(): string;
  /** What stands behind the # in the teacher's own link. */
  right(): string;
  done(text: string): void;
  copy(text: string): boolean;
  /** The class is over for this page: it goes back to its beginning, and says why. */
  leave(why: string): void;
}

export interface Screen {
  key: "lobby" | "wall" | "spotlight" | "results" | "end";
  /** Once, when the class is open. */
  begin(room: Room): void;
  /** Whenever something has changed, and it is in sight. */
  show(known: Known): void;
}

export type { AnswerTold, Console, Question, Seat };
