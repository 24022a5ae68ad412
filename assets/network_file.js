/* The network as a file: downloaded as it is on the screen, and loaded again from a file that is chosen or dropped. */
(() => {
  "use strict";

  let setup = null;

  const $ = (id) => document.getElementById(id);
  const refused = (error) => window.readouts.refused(error);

  /** Ask the server; null and a message if it does not answer, or refuses. */
  async function ask(request) {
    const answer = await window.server.file(request).catch(() => ({ error: setup.texts.fileFailed }));
    if (answer.error) refused(answer.error);
    return answer.error ? null : answer;
  }

  async function save() {
    const { epoch, state, experiment } = window.player.frame;
    const answer = await ask({ experiment, state });
    if (!answer) return;
    window.files.save(answer.text, `network-epoch-${epoch}.json`, "application/json");
  }

  async function load(file) {
    if (!file) return;
    if (file.size > setup.maxFile) return refused(setup.texts.fileTooLarge);
    const answer = await ask({ text: await file.text() });
    if (answer) window.session.open(answer.experiment, answer.state, { what: file.name });
  }

  function begin(given) {
    setup = given;
    const input = $("network-file");
    input.addEventListener("change", () => {
      load(input.files[0]);
      input.value = ""; // the same file may be chosen again
    });
    const target = document.querySelector(".inspector");
    target.addEventListener("dragover", (event) => event.preventDefault());
    target.addEventListener("drop", (event) => {
      event.preventDefault();
      load(event.dataTransfer.files[0]);
    });
  }

  (window.parts ??= []).push({
    begin,
    commands: { "save-network": save, "load-network": () => $("network-file").click() },
  });
})();
