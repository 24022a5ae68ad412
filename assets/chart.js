/* The loss chart, a few times a second: the moments that the session remembers. */
(() => {
  "use strict";

  const REDRAW_MS = 500;

  let figure = null;
  let drawn = 0;
  let timer = null;

  function draw() {
    clearTimeout(timer);
    timer = null;
    drawn = performance.now();
    const { ink, grid, surface, train, test } = window.colors.current();
    const { moments } = window.session;
    const x = moments.map(({ epoch }) => epoch);
    const axis = { gridcolor: grid, linecolor: grid, tickcolor: grid };
    const { layout, data } = figure;
    window.dash_clientside.set_props("loss-chart", {
      figure: {
        data: ["test_loss", "train_loss"].map((field, i) => ({
          ...data[i],
          x,
          y: moments.map((moment) => moment[field]),
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

  (window.parts ??= []).push({
    begin: (setup) => (figure = setup.chart),
    frame: redraw,
    repaint: redraw,
  });
})();
