/* The dialog to share a set-up: its link with a QR code of it, and what a lesson by that link does without. */
(() => {
  "use strict";

  let setup = null;

  const $ = (id) => document.getElementById(id);
  const box = (part) => $(`share-${part}-hidden`);

  function show() {
    const without = setup.parts.filter((part) => box(part).checked);
    const link = `${location.href.split("#")[0]}#${window.address.text(without)}`;
    $("share-link").value = link;
    $("share-open").href = link;
    window.notices.clear($("share-copied"));
    window.code.of(link);
  }

  function begin(given) {
    setup = given;
    $("share-dialog").addEventListener("change", show);
  }

  function open() {
    const { hidden } = window.address;
    for (const part of setup.parts) box(part).checked = hidden.includes(part);
    show();
    $("share-dialog").showModal();
    $("share-link").select();
  }

  function copy() {
    const done = window.clipboard.copy($("share-link").value);
    window.notices.copied($("share-copied"), done, done ? setup.texts.linkCopied : setup.texts.copyYourself);
  }

  (window.parts ??= []).push({
    begin,
    commands: {
      share: open,
      "share-copy": copy,
    },
  });
})();
