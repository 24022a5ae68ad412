/* A logarithmic axis has no place for 0. Where a curve is exactly 0 it goes down to a band at the lower edge, which is
   labeled 0, and is marked there; what the pointer reads is the number itself. */

const ALONE = 1e-3; // where the band lies if there is nothing above it
const LEAST = 1e-306;
const WIDE = 1.4; // half of the band, as a factor
const MARGIN = 0.16; // and a little more, in powers of ten
const MARK = { mode: "markers", hoverinfo: "skip", hovertemplate: null, customdata: null, showlegend: false };

/** Between two powers of ten, where no tick is, below all that is above 0.
    @param {number} lowest */
const below = (lowest) => (lowest === Infinity ? ALONE : Math.max(LEAST, 10 ** (Math.floor(Math.log10(lowest)) - 0.5)));

/** The band is the lowest that is to be seen: a number below its 0 would say something wrong.
    @param {number} edge
    @param {number} highest
    @returns {{ range?: [number, number], tickvals?: number[] }} */
function axis(edge, highest) {
  const bottom = Math.log10(edge) - MARGIN;
  if (highest === 0) return { range: [bottom, bottom + 1], tickvals: [] };
  return { range: [bottom, Math.log10(highest) + 0.05 * (Math.log10(highest) - bottom)] };
}

/** What the curves {y, line, ...} need on a logarithmic axis. What is below 0 has no place on it at all.
    @param {Curve[]} curves */
export function among(curves) {
  const values = curves.flatMap(({ y }) => y);
  const highest = values.reduce((/** @type {number} */ high, value) => Math.max(high, value ?? 0), 0);
  const lowest = values.reduce(
    (/** @type {number} */ low, value) => (value && value > 0 && value < low ? value : low),
    Infinity,
  );
  const zeros = values.includes(0);
  const edge = below(lowest);
  /** @param {number | null} value */
  const place = (value) => (value && value > 0 ? value : value === 0 ? edge : null);
  /** @param {Curve} curve */
  const marks = (curve) => ({
    ...curve,
    ...MARK,
    y: curve.y.map((value) => (value === 0 ? edge : null)),
    marker: { symbol: "triangle-down", size: 7, color: curve.line.color },
  });
  /** @param {Curve} curve */
  const marked = (curve) => curve.hoverinfo !== "skip" && curve.y.includes(0);
  return {
    /** @param {Curve[]} all */
    placed: (all) => [...all.map((curve) => ({ ...curve, y: curve.y.map(place) })), ...all.filter(marked).map(marks)],
    axis: zeros ? axis(edge, highest) : {},
    /** @param {string} color */
    band: (color) =>
      zeros
        ? [
            {
              type: "rect",
              xref: "paper",
              yref: "y",
              x0: 0,
              x1: 1,
              y0: edge / WIDE,
              y1: edge * WIDE,
              fillcolor: color,
              opacity: 0.25,
              line: { width: 0 },
              layer: "below",
            },
          ]
        : [],
    /** @param {string} color */
    label: (color) =>
      zeros
        ? [
            {
              text: "0",
              xref: "paper",
              x: 0,
              xanchor: "right",
              xshift: -4,
              yref: "y",
              y: Math.log10(edge),
              yanchor: "middle",
              showarrow: false,
              font: { color },
            },
          ]
        : [],
  };
}
