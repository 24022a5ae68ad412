/* The probe of softmax: numbers and a temperature become shares of one whole. */
(() => {
  "use strict";

  let setup = null;
  const $ = (id) => document.getElementById(id);
  const four = (value) => window.numbers.fixed(value, 4);
  const one = (value) => window.numbers.fixed(value, 1);

  function show({ shares, pair }) {
    const { fill } = window.readouts;
    [...$("softmax-bars").children].forEach((bar, i) => {
      bar.style.setProperty("--share", shares[i]);
      bar.querySelector(".share-value").textContent = four(shares[i]);
    });
    const sum = four(shares.reduce((total, share) => total + share, 0));
    $("softmax-sum").textContent = fill(setup.texts.sum, { sum });
    const [softmax, sigmoid] = [four(pair.softmax), four(pair.sigmoid)];
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
      window.inputs.slider(`softmax-logit-${i}`, options, one, (value) =>
        change({ logits: request.logits.map((old, other) => (other === i ? value : old)) })
      );
    });
    window.inputs.slider("softmax-temperature", temperature, one, (value) => change({ temperature: value }));
    ask(request);
  }

  window.softmax = { begin };
})();
