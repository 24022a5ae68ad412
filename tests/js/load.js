/* Scripts of the page in node: each is a function of its own that hangs one name on window. */
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const ASSETS = path.join(__dirname, "..", "..", "assets");

/** A window on which these scripts have hung their names. */
function load(...names) {
  const window = {};
  for (const name of names) {
    const file = path.join(ASSETS, `${name}.js`);
    vm.runInThisContext(`(window) => { ${fs.readFileSync(file, "utf8")}\n}`, { filename: file })(window);
  }
  return window;
}

module.exports = { load };
