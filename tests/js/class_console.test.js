/* What a teacher types becomes a set-up or a question, or is refused. */

import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";
import { again, stepOfClass, typed } from "../../assets/src/class/question.js";
import { setupOf } from "../../assets/src/class/setup_link.js";

test("a pasted link is a page and a set-up", () => {
  const of = {
    "http://localhost:8050/#dataset=xor&seed=1": { page: "playground", link: "dataset=xor&seed=1" },
    " https://school.example/nn/race?theme=dark#lanes=a,b \n": { page: "race", link: "lanes=a,b" },
    "https://school.example/nn/activations/#show=relu": { page: "activations", link: "show=relu" },
    "http://[::1]:8050/?class=ABCDE#dataset=xor": { page: "playground", link: "dataset=xor" },
    "#dataset=xor": { page: "playground", link: "dataset=xor" },
    "dataset=xor&hidden=8-relu": { page: "playground", link: "dataset=xor&hidden=8-relu" },
    "http://localhost/#title=Größe": { page: "playground", link: "title=Gr%C3%B6%C3%9Fe" },
  };
  for (const [text, its] of Object.entries(of)) assert.deepEqual(setupOf(text), its, text);
});

test("what is no link of ours is refused", () => {
  for (const text of [
    "",
    "#",
    "hello",
    "http://localhost:8050/",
    "http://",
    "ftp://a/#b=c",
    "javascript:alert(1)#a=b",
    "data:a#b=c",
  ])
    assert.equal(setupOf(text), null, text);
});

test("a question has a text and two to eight options", () => {
  assert.deepEqual(typed(" Which? ", "ReLU\n\n tanh \n", "q1"), {
    key: "q1",
    text: "Which?",
    options: ["ReLU", "tanh"],
    vote: 1,
    open: true,
  });
  const many = (n) => Array.from({ length: n }, (_, i) => `option ${i}`).join("\n");
  assert.equal(typed("Which?", many(8), "q1")?.options.length, 8);
  for (const [text, lines] of [
    ["", "a\nb"],
    ["Which?", "a"],
    ["Which?", many(9)],
    ["Which?", `a\n${"b".repeat(201)}`],
    ["?".repeat(201), "a\nb"],
  ])
    assert.equal(typed(text, lines, "q1"), null);
});

const LESSONS = {
  first: {
    title: "First",
    steps: [
      {
        key: "one",
        says: "",
        predict: {
          kind: "choice",
          text: "What?",
          options: [
            ["a", "An a"],
            ["b", "A b"],
          ],
        },
      },
      { key: "two", says: "", predict: { kind: "number", text: "How many?", options: [] } },
    ],
  },
};

test("the class is where it was sent, or where most of it is", () => {
  const seats = ["one", "two", "two"].map((step) => ({ row: { lesson: "first", step } }));
  assert.deepEqual(stepOfClass({ console: {}, seats }), { lesson: "first", step: "two" });
  const place = { lesson: "first", step: "one" };
  assert.deepEqual(stepOfClass({ console: { place }, seats }), place);
  assert.equal(stepOfClass({ console: {}, seats: [{ row: {} }] }), null);
});

test("a prediction that is voted on again keeps its options in their order", () => {
  const place = { lesson: "first", step: "one" };
  const its = { key: "first.one", text: "What?", options: ["An a", "A b"], keys: ["a", "b"], open: true };
  assert.deepEqual(again(place, LESSONS, []), { ...its, vote: 2 });
  const votes = [
    { lesson: "first", step: "one" },
    { step: "first.one", vote: 2 },
    { step: "other", vote: 7 },
  ];
  assert.deepEqual(again(place, LESSONS, votes), { ...its, vote: 3 });
  assert.equal(again({ lesson: "first", step: "two" }, LESSONS, []), null, "it has no options");
  assert.equal(again({ lesson: "nobody", step: "two" }, LESSONS, []), null);
  assert.equal(again(null, LESSONS, []), null);
});
