import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { Gate } from "./gate.ts";

const PATIENT = { drain: 5_000, wait: 5_000 };

test("a change waits for what runs, and what comes meanwhile waits for the change", async () => {
  const gate = new Gate(PATIENT);
  const order: string[] = [];
  await gate.enter();
  const change = gate.hold(async () => void order.push("changed"));
  const late = gate.enter().then((entered) => order.push(`entered ${entered}`));
  await pause(20);
  order.push("left");
  gate.leave();
  await Promise.all([change, late]);
  expect(order).toEqual(["left", "changed", "entered true"]);
});

test("what does not finish is not waited for beyond the limit", async () => {
  const gate = new Gate({ drain: 20, wait: 5_000 });
  await gate.enter();
  expect(await gate.hold(async () => "changed")).toBe("changed");
});

test("a change that hangs keeps nobody waiting beyond the limit", async () => {
  const gate = new Gate({ drain: 0, wait: 20 });
  const { promise, resolve } = Promise.withResolvers<void>();
  const change = gate.hold(() => promise);
  expect(await gate.enter()).toBe(false);
  resolve();
  await change;
  expect(await gate.enter()).toBe(true);
});

test("a change that fails opens the gate again", async () => {
  const gate = new Gate(PATIENT);
  await expect(gate.hold(async () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await gate.enter()).toBe(true);
});
