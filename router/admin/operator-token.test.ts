import { expect, test } from "vitest";
import { newKey, readOwnKey } from "../identity/own-key.ts";
import { isToken, newToken } from "./operator-token.ts";

test("a new token is one, and no two are the same", () => {
  const tokens = Array.from({ length: 50 }, newToken);
  expect(tokens.every(isToken)).toBe(true);
  expect(new Set(tokens).size).toBe(50);
});

test("one wrong character anywhere is told without a lookup", () => {
  const token = newToken();
  for (let index = 0; index < token.length; index += 1) {
    const wrong = token[index] === "x" ? "y" : "x";
    expect(isToken(token.slice(0, index) + wrong + token.slice(index + 1)), `at ${index}`).toBe(false);
  }
  for (const text of ["", "mpo_", token.slice(1), `${token}0`, ` ${token}`]) expect(isToken(text)).toBe(false);
});

test("a key is no token and a token no key", () => {
  expect(isToken(newKey())).toBe(false);
  expect(readOwnKey(newToken())).not.toBe("own");
});
