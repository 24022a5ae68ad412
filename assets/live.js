/* What screen readers hear while it trains: epoch and losses, now and then. */
(() => {
  "use strict";

  const OFTEN_MS = 10_000;

  let texts = null;
  let told = 0;

  function tell(frame) {
    const { fill, say } = window.readouts;
    const { loss } = window.numbers;
    told = performance.now();
    const values = { epoch: frame.epoch, train: loss(frame.train_loss), test: loss(frame.test_loss) };
    say(document.getElementById("live"), fill(texts.live, values));
  }

  (window.parts ??= []).push({
    begin: (setup) => ({ texts } = setup),
    frame(frame) {
      if (window.player.playing && performance.now() - told > OFTEN_MS) tell(frame);
    },
    status() {
      const { playing, frame } = window.player;
      if (playing) told = performance.now(); // the button has just said that it plays
      else if (frame?.epoch) tell(frame);
    },
  });
})();
