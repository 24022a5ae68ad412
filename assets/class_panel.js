/* Beside the big map, with several classes or labels: the legend, a map of each label, and the confusion matrix. */
(() => {
  "use strict";

  const MARK = 7; // px, the radius of a class's shape in the legend
  const LABEL_MAP = 90; // px

  const SLOW_MS = 250; // counts that nobody can read faster

  let texts = null;
  let shown = ""; // for which classes the panel was built
  let counted = 0; // when the confusion matrix was shown

  const $ = (id) => document.getElementById(id);
  const element = (tag, properties) => Object.assign(document.createElement(tag), properties);

  function legendEntry(index, oneHot) {
    const { ink } = window.colors.current();
    const item = element("li", {});
    const canvas = element("canvas", {});
    const context = window.paint.fit(canvas, 2.8 * MARK, 2.8 * MARK);
    context.beginPath();
    window.classes.shape(context, oneHot ? index : 1 << index, 1.4 * MARK, 1.4 * MARK, MARK);
    context.fillStyle = window.classes.css(index);
    context.fill();
    context.strokeStyle = ink;
    context.stroke();
    item.append(canvas, element("span", { textContent: window.classes.name(index) }));
    return item;
  }

  function build(several) {
    const all = Array.from({ length: several.count }, (_, index) => index);
    $("class-legend").replaceChildren(...all.map((index) => legendEntry(index, several.oneHot)));
    const maps = several.oneHot ? [] : all;
    $("label-maps").replaceChildren(
      ...maps.map((index) => {
        const figure = element("figure", {});
        const canvas = element("canvas", {});
        canvas.style.width = canvas.style.height = `${LABEL_MAP}px`;
        const name = window.readouts.fill(texts.label, { name: window.classes.name(index) });
        figure.append(canvas, element("figcaption", { className: "small", textContent: name }));
        return figure;
      })
    );
  }

  const percent = (share) => `${(100 * share).toFixed(1)} %`;

  /** Counts of the test data: a row for what is right, a column for what the network says. */
  function confusion({ count, oneHot }, { counts: rows, exact }) {
    $("exact-match").textContent = oneHot ? "" : window.readouts.fill(texts.exact, { share: percent(exact) });
    const names = Array.from({ length: count }, (_, index) => window.classes.name(index));
    const heads = oneHot ? names : texts.confusionHeads.split("|");
    const head = element("tr", {});
    head.append(element("th", { textContent: oneHot ? texts.confusion : texts.labels, scope: "col" }));
    head.append(...heads.map((textContent) => element("th", { textContent, scope: "col" })));
    const most = Math.max(1, ...rows.flat());
    const body = rows.map((row, i) => {
      const line = element("tr", {});
      line.append(element("th", { textContent: names[i], scope: "row" }));
      line.append(
        ...row.map((number, j) => {
          const cell = element("td", { textContent: number });
          if (oneHot) {
            cell.style.setProperty("--share", number / most);
            cell.dataset.right = i === j;
          }
          return cell;
        })
      );
      if (!oneHot) {
        const all = row.reduce((sum, number) => sum + number, 0);
        line.append(element("td", { textContent: percent((row[0] + row[3]) / all) }));
      }
      return line;
    });
    $("confusion").replaceChildren(head, ...body);
  }

  (window.parts ??= []).push({ begin: (setup) => ({ texts } = setup) });
  window.classPanel = {
    /** Show a frame of an experiment with several outputs, or nothing for one with a single output. */
    show(frame, pixels, size, several, discrete) {
      if ($("class-panel").hidden !== !several) {
        $("class-panel").hidden = !several;
        document.querySelector(".legend").hidden = Boolean(several);
      }
      if (!several) return;
      const key = JSON.stringify([several, document.documentElement.dataset.mantineColorScheme]);
      if (key !== shown) build(several);
      shown = key;
      const now = performance.now();
      if (!window.player.playing || now - counted > SLOW_MS) {
        counted = now;
        confusion(several, frame.confusion);
      }
      document.querySelectorAll("#label-maps canvas").forEach((canvas, i) => {
        const plane = pixels.subarray(i * size * size, (i + 1) * size * size);
        window.paint.pictures(canvas, plane, size, window.classes.table(i, discrete));
      });
    },
  };
})();
