/* Data with one input: the output as a line over X₁ through the data points, in place of the map. */
(() => {
  "use strict";

  const LIMIT = 6; // X₁ goes from -6 to 6
  const AIR = 0.25; // of the span of the labels, above them and below
  const MOST_TICKS = 8;
  const POINT_RADIUS = 3.4;
  const LINE_WIDTH = 2.5;
  const LONG = 1e4; // from here on, numbers at the axis are shortened

  let texts = null;
  let scaled = null; // the data, with points where they are drawn, and the scale of their labels
  let box = null; // where the square of the chart is in its figure

  const $ = (id) => document.getElementById(id);

  /** A step of 1, 2 or 5 times a power of ten that cuts a span into a few pieces. */
  function stepOf(span) {
    const power = 10 ** Math.floor(Math.log10(span / MOST_TICKS));
    return [1, 2, 5, 10].map((n) => n * power).find((step) => span / step <= MOST_TICKS);
  }

  /** The scale that the labels fit on, and the points on the square that the axes of a map have. */
  function scale(data) {
    const points = Float32Array.from(data.points);
    let [low, high] = [Infinity, -Infinity];
    for (let i = 2; i < points.length; i += 3) [low, high] = [Math.min(low, points[i]), Math.max(high, points[i])];
    const air = AIR * (high - low) || 1;
    [low, high] = [low - air, high + air];
    for (let i = 2; i < points.length; i += 3) points[i - 1] = LIMIT * (2 * ((points[i] - low) / (high - low)) - 1);
    return { from: data, low, high, data: { ...data, points } };
  }

  const across = (x) => box.left + ((x + LIMIT) / (2 * LIMIT)) * box.size;
  const down = (value) => box.top + ((scaled.high - value) / (scaled.high - scaled.low)) * box.size;

  /** A line of the grid, and beside it what it stands for. */
  function tick(context, value, from, to, text, colour) {
    const { ink, grid } = window.colors.current();
    context.strokeStyle = value === 0 ? colour : grid;
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    context.stroke();
    context.fillStyle = value === 0 ? ink : colour;
    const digits = Math.abs(value) < LONG ? String(value) : value.toExponential();
    context.fillText(digits.replace(/^-/, "−").replace("+", ""), ...text);
  }

  function axes(context) {
    const { ink, faint } = window.colors.current();
    const [right, bottom] = [box.left + box.size, box.top + box.size];
    context.lineWidth = 1;
    context.font = "10px system-ui, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "top";
    for (let x = -LIMIT; x <= LIMIT; x++) {
      tick(context, x, [across(x), box.top], [across(x), bottom + 4], [across(x), bottom + 6], faint);
    }
    context.textAlign = "right";
    context.textBaseline = "middle";
    const step = stepOf(scaled.high - scaled.low);
    for (let n = Math.ceil(scaled.low / step); n * step <= scaled.high; n++) {
      const value = Number((n * step).toPrecision(6));
      const y = down(value);
      tick(context, value, [box.left - 4, y], [right, y], [box.left - 6, y], faint);
    }
    context.fillStyle = ink;
    context.font = "600 11px system-ui, sans-serif";
    context.textBaseline = "bottom";
    context.fillText("X₁", right, bottom + 34);
    context.textAlign = "left";
    context.textBaseline = "top";
    context.fillText(texts.outputAxis, box.left, 0);
  }

  /** Axes and data points on the place of the map, and the line as it was last. */
  function overlay(canvas, map, data, showTest) {
    if (scaled?.from !== data) scaled = scale(data);
    const frame = canvas.parentElement.getBoundingClientRect();
    const place = map.getBoundingClientRect();
    const [left, top, size] = [place.left - frame.left, place.top - frame.top, place.width];
    box = { left, top, size, width: frame.width, height: frame.height };
    const context = window.paint.fit(canvas, box.width, box.height);
    axes(context);
    window.paint.dots(context, scaled.data, showTest ? data.points.length / 3 : data.train, box, POINT_RADIUS);
    draw(window.player.frame);
  }

  /** The outputs at even steps over X₁; where one is no number, the line has a gap. */
  function draw(frame) {
    if (!frame?.curve || !box) return;
    const context = window.paint.fit($("output-line"), box.width, box.height);
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, box.size, box.size);
    context.clip();
    context.strokeStyle = window.colors.current().ink;
    context.lineWidth = LINE_WIDTH;
    context.lineJoin = "round";
    context.beginPath();
    const last = frame.curve.length - 1;
    let gap = true;
    frame.curve.forEach((value, i) => {
      if (value !== null) context[gap ? "moveTo" : "lineTo"](across(LIMIT * ((2 * i) / last - 1)), down(value));
      gap = value === null;
    });
    context.stroke();
    context.restore();
  }

  (window.parts ??= []).push({
    begin: (setup) => ({ texts } = setup),
    accepted(_, lane) {
      $("output-figure").classList.toggle("line", lane.data.curve);
      box = null;
    },
    frame: draw,
  });
  window.lineMap = { overlay };
})();
