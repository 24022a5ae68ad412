/* The probe of softmax: numbers and a temperature become shares of one whole. */
(() => {
  "use strict";

  let setup = null;
  const $ = (id) => document.getElementById(id);
  const minus = (value) => value.toFixed(1).replace("-", "−");

  function show({ shares, pair }) {
    const { fill } = window.readouts;
    [...$("softmax-bars").children].forEach((bar, i) => {
      bar.style.setProperty("--share", shares[i]);
      bar.querySelector(".share-value").textContent = shares[i].toFixed(4);
    });
    const sum = shares.reduce((total, share) => total + share, 0).toFixed(4);
    $("softmax-sum").textContent = fill(setup.texts.sum, { sum });
    const [softmax, sigmoid] = [pair.softmax.toFixed(4), pair.sigmoid.toFixed(4)];
    $("softmax-pair").textContent = fill(setup.texts.pair, { softmax, sigmoid });
  }

  function begin(given) {
    setup = given;
    const { logits, temperature } = setup.softmax;
    let request = { logits: logits.map(({ value }) => value), temperature: temperature.value };
    const ask = window.latest(window.server.softmax, show);
    const change = (next) => {
      request = { ...request, ...next };
      ask(request);
    };
    logits.forEach((options, i) => {
      window.inputs.slider(`softmax-logit-${i}`, options, minus, (value) =>
        change({ logits: request.logits.map((old, other) => (other === i ? value : old)) })
      );
    });
    window.inputs.slider("softmax-temperature", temperature, minus, (value) => change({ temperature: value }));
    ask(request);
  }

  window.softmax = { begin };
})();
