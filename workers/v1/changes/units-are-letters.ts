import type { Change, Guide } from "../change.ts";

const WORDS: Readonly<Record<string, string>> = { M: "minutes", H: "hours", D: "days", W: "weeks" };

export const UNIT_LETTERS = Object.keys(WORDS);

export const unitsAreLetters: Change = {
  request: (call) => {
    const letter = call.body["unit"];
    return typeof letter === "string" ? { ...call, body: { ...call.body, unit: WORDS[letter] ?? letter } } : call;
  },
  response: (event) => ({
    ...event,
    unit: UNIT_LETTERS.find((letter) => WORDS[letter] === event["unit"]) ?? event["unit"],
  }),
};

export const guide: Guide = {
  change: "v1's `unit` of an event is a letter (M, H, D, W); v2's is a word.",
  affects: "Everybody who reads or writes events.",
  migrate: "Translate the letters: `minutes`, `hours`, `days`, `weeks`. v2 refuses a letter.",
  why: "A word needs no table to be read.",
  severity: "loud",
};
