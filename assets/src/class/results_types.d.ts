/* What a figure of a class is: it is drawn, said and told as a table by the same numbers. */

export interface Figure {
  /** What it is of. */
  about: string;
  /** What is seen, in one sentence. */
  say: string;
  /** What has to be known to read it. */
  notes: string[];
  /** Draw it so many px wide, and high where that is asked for. */
  draw(width: number, height?: number): Element;
  table: { head: string[]; rows: string[][] };
}
