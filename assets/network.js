/* The network drawing: units with their pictures, links as wide and coloured as their weights, biases. */
(() => {
  "use strict";

  const LARGEST = 42; // px, the side of a unit's picture where there is room
  const SMALLEST = 26;
  const BIAS = 8;
  const GAP = 5; // px, at least, between the pictures of a large layer
  const FAN = 14; // px over which links spread where they arrive
  const MOST_DASHED = 150; // links; dashes cost as much as all the rest of a large network's picture

  const atlas = document.createElement("canvas");
  let places = null; // where everything is; null: look again

  /** Where sources, units and the output unit are, in CSS pixels of the drawing. */
  function look(root, experiment, setup) {
    const frame = root.getBoundingClientRect();
    const inside = (element) => {
      const box = element.getBoundingClientRect();
      return {
        left: box.left - frame.left,
        right: box.right - frame.left,
        x: (box.left + box.right) / 2 - frame.left,
        y: (box.top + box.bottom) / 2 - frame.top,
      };
    };
    const rows = setup.features.map(({ id }) => inside(document.querySelector(`#${id} canvas`)));
    const first = rows[0].y;
    const last = rows[rows.length - 1].y;
    const chosen = setup.features.flatMap(({ key }, i) => (experiment.features.includes(key) ? [rows[i]] : []));
    const headers = root.querySelectorAll(".layers .layer");
    const room = experiment.hidden.length ? headers[0].getBoundingClientRect().width : Infinity;
    const most = Math.max(2, ...experiment.hidden.map(({ units }) => units));
    const unit = Math.max(SMALLEST, Math.min(LARGEST, room / 2, (last - first) / (most - 1) - GAP));
    const place = (x, y) => ({ y, left: x - unit / 2, right: x + unit / 2 });
    const column = (x, count) => {
      const spacing = Math.min(unit + 15, (last - first) / Math.max(1, count - 1));
      return Array.from({ length: count }, (_, i) => place(x, first + i * spacing));
    };
    const hidden = experiment.hidden.map(({ units }, i) => column(inside(headers[i]).x, units));
    const final = hidden.length ? hidden[hidden.length - 1] : chosen;
    const middle = final.length ? (final[0].y + final[final.length - 1].y) / 2 : first;
    const x = inside(root.querySelector(".output-layer")).x;
    const count = window.classes.kind(experiment)?.count ?? 1;
    const spacing = unit + 15;
    const outputs = Array.from({ length: count }, (_, i) => place(x, Math.max(first, middle - ((count - 1) / 2) * spacing) + i * spacing));
    return {
      width: frame.width,
      height: frame.height,
      sources: chosen,
      columns: [...hidden, outputs],
    };
  }

  function links(context, { sources, columns }, layers, epoch, css) {
    const count = layers.reduce((sum, { inputs, units }) => sum + inputs * units, 0);
    if (count <= MOST_DASHED) {
      context.setLineDash([9, 1]);
      context.lineDashOffset = -epoch / 3;
    }
    context.lineCap = "butt";
    layers.forEach((its, layer) => {
      const { inputs, units } = its;
      const from = layer ? columns[layer - 1] : sources;
      for (let unit = 0; unit < units; unit++) {
        const target = columns[layer][unit];
        for (let input = 0; input < inputs; input++) {
          const weight = its.weights[input * its.columns + window.state.strongest(its, input, unit)];
          const [startX, startY] = [from[input].right + 2, from[input].y];
          const [endX, endY] = [target.left, target.y + ((input - (inputs - 1) / 2) / inputs) * FAN];
          const middle = (startX + endX) / 2;
          context.strokeStyle = css(weight);
          context.lineWidth = 1 + Math.min(5, Math.abs(weight)) * 1.8;
          context.beginPath();
          context.moveTo(startX, startY);
          context.bezierCurveTo(middle, startY, middle, endY, endX, endY);
          context.stroke();
        }
      }
    });
    context.setLineDash([]);
  }

  function box(context, { left, right, y }, source, [sx, sy, size], bias, { ink, surface, css }) {
    const side = right - left;
    const top = y - side / 2;
    context.save();
    context.beginPath();
    context.roundRect(left, top, side, side, 5);
    context.clip();
    context.drawImage(source, sx, sy, size, size, left, top, side, side);
    context.restore();
    context.strokeStyle = ink;
    context.lineWidth = 1.5;
    context.beginPath();
    context.roundRect(left, top, side, side, 5);
    context.stroke();
    context.fillStyle = css(bias);
    context.strokeStyle = surface;
    context.beginPath();
    context.roundRect(left - BIAS / 2 - 1, top + side - BIAS / 2 - 1, BIAS, BIAS, 1.5);
    context.fill();
    context.stroke();
    context.strokeStyle = ink;
    context.lineWidth = 0.75;
    context.stroke();
  }

  /** Draw a frame; `map` is a canvas that shows the outputs already, one below the other. */
  function draw(frame, experiment, setup, map, discrete) {
    const root = document.getElementById("network");
    const canvas = document.getElementById("network-canvas");
    const colors = window.colors.current();
    places ??= look(root, experiment, setup);
    const layers = window.state.parameters(frame.state, experiment);
    const context = window.paint.fit(canvas, places.width, places.height);
    links(context, places, layers, frame.epoch, colors.css);

    const size = setup.unitPixels;
    if (frame.units) {
      const pixels = window.paint.pixels(frame.units, size);
      window.paint.pictures(atlas, pixels, size, discrete ? colors.split : colors.smooth);
    }
    let index = 0;
    places.columns.slice(0, -1).forEach((column, layer) =>
      column.forEach((place, unit) =>
        box(context, place, atlas, [0, size * index++, size], layers[layer].biases[unit], colors)
      )
    );
    const several = window.classes.kind(experiment);
    const { biases } = layers[layers.length - 1];
    places.columns[places.columns.length - 1].forEach((output, i) => {
      arrow(context, output, several ? window.classes.css(i) : colors.faint);
      box(context, output, map, several ? [0, map.width * i, map.width] : [0, 0, map.width], biases[i], colors);
    });
  }

  /** From an output unit to the map. */
  function arrow(context, { right, y }, colour) {
    context.strokeStyle = colour;
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(right + 3, y);
    context.lineTo(places.width - 2, y);
    context.moveTo(places.width - 7, y - 4);
    context.lineTo(places.width - 2, y);
    context.lineTo(places.width - 7, y + 4);
    context.stroke();
  }

  window.network = {
    draw,
    /** The page has moved things, or the network has another shape: look again before the next drawing. */
    moved: () => (places = null),
  };
})();
