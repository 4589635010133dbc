import { expect, test } from "vitest";
import { deployOrder, type WorkerConfig } from "./deploy-order.ts";

function worker(name: string, ...boundTo: string[]): WorkerConfig {
  return { name, config: `${name}/wrangler.toml`, boundTo };
}

const STORE = worker("store");
const V4 = worker("v4", "store");
const V3 = worker("v3", "v4", "v4", "store");
const ROUTER = worker("router", "v4", "v3", "store");

test("what others are bound to comes first, whatever the order of the folders", () => {
  for (const workers of [
    [ROUTER, STORE, V3, V4],
    [V3, V4, STORE, ROUTER],
  ]) {
    const order = deployOrder(workers, "router");
    expect(order.kind === "order" && order.steps.map(({ worker: it }) => it.name)).toEqual([
      "store",
      "v4",
      "v3",
      "router",
    ]);
  }
});

test("a step waits for what it is bound to, and for nothing else", () => {
  const order = deployOrder([ROUTER, STORE, V3, V4, worker("v5")], "router");
  expect(
    order.kind === "order" &&
      Object.fromEntries(order.steps.map(({ worker: it, after }) => [it.name, [...new Set(after)]])),
  ).toEqual({
    store: [],
    v4: ["store"],
    v3: ["v4", "store"],
    router: ["v4", "v3", "store"],
  });
});

test("a version whose binding was taken out is not deployed again", () => {
  const order = deployOrder([worker("router", "v4"), STORE, V3, V4], "router");
  expect(order.kind === "order" && order.steps.map(({ worker: it }) => it.name)).toEqual(["store", "v4", "router"]);
});

test("a worker without a folder is expected on the platform", () => {
  expect(deployOrder([worker("router", "elsewhere")], "router")).toMatchObject({
    kind: "order",
    elsewhere: ["elsewhere"],
  });
});

test("a worker may be bound to itself", () => {
  expect(deployOrder([worker("router", "router")], "router")).toMatchObject({ kind: "order", steps: [{ after: [] }] });
});

test("a ring is named from where it closes", () => {
  const ring = [worker("router", "a"), worker("a", "b"), worker("b", "c"), worker("c", "a")];
  expect(deployOrder(ring, "router")).toEqual({ kind: "cycle", ring: ["a", "b", "c", "a"] });
});

test("named workers alone are deployed, in order, bound or not", () => {
  const order = deployOrder([worker("router", "v4"), STORE, V3, V4], "router", ["v3", "store"]);
  expect(order.kind === "order" && order.steps).toEqual([
    { worker: STORE, after: [] },
    { worker: V3, after: ["store"] },
  ]);
});

test("an unknown name is answered with the known ones", () => {
  expect(deployOrder([ROUTER, STORE], "router", ["v9"])).toEqual({
    kind: "unknown",
    name: "v9",
    known: ["router", "store"],
  });
});
