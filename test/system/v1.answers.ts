/** v1's answers, read the way that several of its tests read them. */
import { expect } from "vitest";
import { readErrors } from "../contract/clients/v1.ts";

/** The status, and the body: parsed, and null where there is none. */
export async function answerOf(response: Response): Promise<[status: number, body: unknown]> {
  const text = await response.text();
  return [response.status, text === "" ? null : JSON.parse(text)];
}

/** The attributes that a refusal finds fault with, in the alphabet's order. Fails the test where it is no 400 of v1's shape. */
export async function faultsOf(response: Response): Promise<readonly string[]> {
  const [status, body] = await answerOf(response);
  expect([status, body]).toEqual([400, expect.any(Object)]);
  return Object.keys(readErrors(body)).toSorted();
}
