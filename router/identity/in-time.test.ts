import { expect, test } from "vitest";
import { inTime } from "./in-time.ts";

test("an answer in time is the answer", async () => {
  expect(await inTime(Promise.resolve(7), 1_000)).toEqual({ ok: true, value: 7 });
});

test("a failure is one, with its error", async () => {
  const error = new Error("down");
  expect(await inTime(Promise.reject(error), 1_000)).toEqual({ ok: false, error });
});

test("whoever hangs has failed, and what it says afterwards troubles nobody", async () => {
  let fail: (error: Error) => void = () => {};
  const hanging = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  expect(await inTime(hanging, 5)).toMatchObject({ ok: false });
  fail(new Error("too late"));
  await new Promise((resolve) => setTimeout(resolve, 5));
});
