import type { Change, Guide } from "../change.ts";

const WORDS: Readonly<Record<string, string>> = {
  T: "text",
  N: "numeric",
  D: "datetime",
  S: "state",
  I: "district",
  W: "ward",
};

export const VALUE_TYPE_LETTERS = Object.keys(WORDS);

export const valueTypesAreLetters: Change = {
  request: (call) => {
    const letter = call.body["value_type"];
    return typeof letter === "string" ? { ...call, body: { ...call.body, value_type: WORDS[letter] ?? letter } } : call;
  },
  response: (field) => ({
    ...field,
    value_type: VALUE_TYPE_LETTERS.find((letter) => WORDS[letter] === field["value_type"]) ?? field["value_type"],
  }),
};

export const guide: Guide = {
  change:
    "v1's `value_type` is a letter (T, N, D, S, I, W); v2's is a word (`text`, `numeric`, `datetime`, `state`, `district`, `ward`).",
  affects: "Whoever creates fields or reads their types.",
  migrate:
    "Translate T → `text`, N → `numeric`, D → `datetime`, S → `state`, I → `district`, W → `ward`. A letter is a 400 in v2.",
  why: "Nobody remembers that I is a district.",
  severity: "loud",
};
