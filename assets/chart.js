/* The history of the losses, and the chart that shows it a few times a second. */
(() => {
  "use strict";

  const MAX_POINTS = 1000;
  const REDRAW_MS = 500;

  let history = []; // [epoch, training loss, test loss]
  let figure = null;
  let drawn = 0;
  let timer = null;

  function draw() {
    clearTimeout(timer);
    timer = null;
    drawn = performance.now();
    const { ink, grid, surface, train, test } = window.colors.current();
    const x = history.map(([epoch]) => epoch);
    const axis = { gridcolor: grid, linecolor: grid, tickcolor: grid };
    const { layout, data } = figure;
    window.dash_clientside.set_props("loss-chart", {
      figure: {
        data: [2, 1].map((column, i) => ({
          ...data[i],
          x,
          y: history.map((point) => point[column]),
          line: { ...data[i].line, color: i ? train : test },
        })),
        layout: {
          ...layout,
          font: { ...layout.font, color: ink },
          hoverlabel: { bgcolor: surface, bordercolor: grid, font: { color: ink } },
          xaxis: { ...layout.xaxis, ...axis },
          yaxis: { ...layout.yaxis, ...axis },
        },
      },
    });
  }

  function redraw() {
    timer ??= setTimeout(draw, Math.max(0, drawn + REDRAW_MS - performance.now()));
  }

  window.chart = {
    redraw,
    begin: (base) => (figure = base),
    clear() {
      history = [];
      redraw();
    },
    add(frame) {
      const last = history[history.length - 1];
      if (last && last[0] >= frame.epoch) history = history.filter(([epoch]) => epoch < frame.epoch);
      history.push([frame.epoch, frame.train_loss, frame.test_loss]);
      // Every second point goes when there are too many: the shape of the curve stays, the memory too.
      if (history.length > MAX_POINTS) history = history.filter((_, i) => i % 2 === 0 || i === history.length - 1);
      redraw();
    },
  };
})();
