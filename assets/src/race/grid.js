/* How lanes are laid out on a screen that is to be filled. It is pure: sizes go in, columns and rows come out. */

/** What lies around the squares: between two lanes, and in a lane beside, above and below its square.
    @typedef {{ gap: number, across: number, down: number }} Around */

/** The columns and rows in which the squares of `count` lanes are as large as they can be within `width` and `height`;
    of grids that are equally good the one with the fewest rows. `size` is the side of a square, 0 where none fits.
    @param {number} count
    @param {number} width
    @param {number} height
    @param {Around} around */
export function best(count, width, height, { gap, across, down }) {
  let found = { columns: Math.max(1, count), rows: 1, size: 0 };
  for (let rows = 1; rows <= count; rows += 1) {
    const columns = Math.ceil(count / rows);
    const wide = (width - (columns - 1) * gap) / columns - across;
    const high = (height - (rows - 1) * gap) / rows - down;
    const size = Math.max(0, Math.floor(Math.min(wide, high)));
    if (size > found.size) found = { columns, rows: Math.ceil(count / columns), size };
  }
  return found;
}
