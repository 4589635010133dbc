/** Limits over HTTP, on tables made for it: what is admitted, what clients are told, and what happens without the object. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTable, type Table } from "./table.ts";

const POLICIES = {
  v2: { limit: 100, window: 60 },
  v3: { limit: 3, window: 60 },
  v4: { limit: 50, window: 30 },
  v5: { rate: 5, burst: 10 },
  v6: { limit: 2, window: 60, mode: "shadow" },
  v7: { limit: 3, window: 2 },
  v9: { limit: 1, window: 6 },
  v10: { limit: 10_000, window: 60, on_failure: "deny" },
  heavy: { limit: 10, window: 60 },
  anonymous: { limit: 8, window: 60 },
};

const RULES = [
  { version: "V2", operation: "POST /heavy", use: ["v2", "heavy"], cost: 5 },
  { version: "V2", role: "S", use: [] },
];

let table: Table;

beforeAll(async () => {
  table = await startTable(
    {
      APPLICATION_DEFAULT: { vendor: "acme", public: ["GET /open"] },
      VERSION_V1: { successor: 2 },
      LIMIT_POLICIES: POLICIES,
      LIMIT_RULES: RULES,
    },
    ["V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9", "V10"],
  );
});
afterAll(() => table.close());

let accounts = 0;

/** A key of an account that nobody has used yet. */
async function newKey(role = "A"): Promise<string> {
  accounts += 1;
  const token = `limits-${accounts}-${crypto.randomUUID()}`;
  await table.load(`account-${accounts}`, [{ tokens: { token, role } }]);
  return token;
}

let addresses = 0;

/** An address that nobody has used yet. */
function newAddress(): string {
  addresses += 1;
  return `10.0.${addresses >> 8}.${addresses & 255}`;
}

const get = (path: string, key: string, init: RequestInit & { address?: string } = {}) =>
  table.fetch(path, {
    ...init,
    headers: {
      Authorization: `Token ${key}`,
      "CF-Connecting-IP": init.address ?? newAddress(),
      ...(init.headers as Record<string, string>),
    },
  });

async function statuses(count: number, ask: () => Promise<Response>): Promise<number[]> {
  const answers: number[] = [];
  for (let index = 0; index < count; index++) answers.push((await ask()).status);
  return answers;
}

async function until(instant: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, instant - Date.now())));
}

describe("behaviour", () => {
  test("D020: an admitted answer says the policy and what is left", async () => {
    const { headers } = await get("/api/v2/users", await newKey());
    expect(headers.get("RateLimit-Policy")).toBe('"v2";q=100;w=60');
    expect(headers.get("RateLimit")).toBe('"v2";r=99;t=60');
  });

  test("D022: one version's exhausted quota is not another's", async () => {
    const key = await newKey();
    expect(await statuses(4, () => get("/api/v3/users", key))).toEqual([200, 200, 200, 429]);
    expect((await get("/api/v2/users", key)).status).toBe(200);
  });

  test("D023: what the resolver refuses consumes no version's quota", async () => {
    const key = await newKey();
    const refused = [
      get("/api/v99/users", key),
      get("/api/users", key),
      get("/api/v1/users", key),
      get("/api/users", key, { headers: { Accept: "application/vnd.acme-v99+json" } }),
    ];
    expect((await Promise.all(refused)).map(({ status }) => status)).toEqual([404, 400, 410, 406]);
    expect((await get("/api/v2/users", key)).headers.get("RateLimit")).toBe('"v2";r=99;t=60');
  });

  test("D024: a preflight is never counted and never refused", async () => {
    const address = newAddress();
    const ask = () =>
      table.fetch("/api/v3/users", {
        method: "OPTIONS",
        key: false,
        headers: { Origin: "https://app.example", "Access-Control-Request-Method": "GET", "CF-Connecting-IP": address },
      });
    expect(new Set(await statuses(30, ask))).toEqual(new Set([204]));
    expect((await get("/api/v3/users", "wrong", { address })).status).toBe(401);
  });
});

describe("refused", () => {
  test("a 429 says when, why, and which policy; scripts may read it", async () => {
    const key = await newKey();
    await statuses(3, () => get("/api/v3/users", key));
    const answer = await get("/api/v3/users", key, { headers: { Origin: "https://app.example" } });
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([429, "application/problem+json"]);
    const seconds = Number(answer.headers.get("Retry-After"));
    expect(seconds).toBeGreaterThan(55);
    expect(seconds).toBeLessThanOrEqual(61);
    expect(answer.headers.get("RateLimit-Policy")).toBe('"v3";q=3;w=60');
    expect(answer.headers.get("RateLimit")).toMatch(/^"v3";r=0;t=\d+$/);
    expect(answer.headers.get("API-Version")).toBe("3");
    expect(answer.headers.get("Access-Control-Expose-Headers")).toContain("RateLimit-Policy, Retry-After");
    expect(await answer.json()).toMatchObject({
      type: "https://iana.org/assignments/http-problem-types#quota-exceeded",
      status: 429,
      "violated-policies": ["v3"],
      detail: expect.stringContaining(`${seconds} seconds`),
    });
  });

  test("all keys of an account share its quota, another account has its own", async () => {
    await table.load("shared", [
      { tokens: { token: "shared-one", role: "A" } },
      { tokens: { token: "shared-two", role: "E" } },
    ]);
    expect(await statuses(2, () => get("/api/v3/users", "shared-one"))).toEqual([200, 200]);
    expect(await statuses(2, () => get("/api/v3/users", "shared-two"))).toEqual([200, 429]);
    expect((await get("/api/v3/users", await newKey())).status).toBe(200);
  });

  test("a client that hammers at 50 rps gets in again exactly when it was told", async () => {
    const key = await newKey();
    const begun = Date.now();
    expect(await statuses(4, () => get("/api/v7/users", key))).toEqual([200, 200, 200, 429]);
    const end = begun + 4_500;
    const seen: { at: number; status: number; told: number }[] = [];
    while (Date.now() < end) {
      const at = Date.now();
      const answer = await get("/api/v7/users", key);
      seen.push({ at, status: answer.status, told: Number(answer.headers.get("Retry-After") ?? 0) });
      await until(at + 20);
    }
    const again = seen.filter(({ status }) => status === 200).map(({ at }) => at - begun);
    // Three more, as soon as the first three are two seconds old, though it never stopped asking.
    expect(again.length).toBeGreaterThanOrEqual(3);
    expect(again[0]).toBeGreaterThanOrEqual(1_980);
    expect(again[2]).toBeLessThan(2_400);
    for (const { told, at } of seen.filter(({ status, at: when }) => status === 429 && when - begun < 1_900)) {
      expect(Math.abs(told - Math.ceil((begun + 2_000 - at) / 1000))).toBeLessThanOrEqual(1);
    }
  });

  test("Retry-After is kept to the second, for 300 accounts side by side", { timeout: 180_000 }, async () => {
    const keys = await Promise.all(Array.from({ length: 300 }, () => newKey()));
    const later: Promise<{ early: number; wasEarly: boolean; kept: number }>[] = [];
    for (const key of keys) {
      const sent = Date.now();
      // The next account begins when this one is answered: it is about clocks, not about how fast a disk is.
      expect((await get("/api/v9/users", key)).status).toBe(200);
      const refused = await get("/api/v9/users", key);
      const told = Date.now() + Number(refused.headers.get("Retry-After")) * 1000;
      // What passed first leaves the window six seconds after it was sent, or later.
      if (Date.now() < sent + 6_000) expect(refused.status).toBe(429);
      later.push(
        (async () => {
          await until(told - 1_000);
          const early = await get("/api/v9/users", key);
          const wasEarly = Date.now() < sent + 6_000;
          await until(told);
          return { early: early.status, wasEarly, kept: (await get("/api/v9/users", key)).status };
        })(),
      );
      await until(sent + 15);
    }
    const outcomes = await Promise.all(later);
    // On a busy machine a second may be over before an answer comes: then nothing was early, and nothing is shown by it.
    const timely = outcomes.filter(({ wasEarly }) => wasEarly);
    expect(timely.length).toBeGreaterThan(100);
    expect(new Set(timely.map(({ early, kept }) => `${early}, then ${kept}`))).toEqual(new Set(["429, then 200"]));
  });

  test("a crowd that comes while others wait is served as well, in as few calls as it takes", async () => {
    const key = await newKey();
    const crowd = await Promise.all(
      Array.from({ length: 300 }, async (_, index) => {
        await until(Date.now() + (index % 30));
        return get("/api/v10/users", key);
      }),
    );
    // The policy denies when its limiter is silent: nobody was given up on.
    expect(new Set(crowd.map(({ status }) => status))).toEqual(new Set([200]));
  });

  test("a limit of many is as strict for a crowd as for one", async () => {
    const key = await newKey();
    const crowd = await Promise.all(Array.from({ length: 120 }, () => get("/api/v4/users", key)));
    expect(crowd.filter(({ status }) => status === 200)).toHaveLength(50);
    expect(crowd.filter(({ status }) => status === 429)).toHaveLength(70);
  });
});

describe("policies", () => {
  test("several policies are charged together by what a request costs, all or none", async () => {
    const key = await newKey();
    const heavy = () => get("/api/v2/heavy", key, { method: "POST" });
    const first = await heavy();
    expect(first.headers.get("RateLimit-Policy")).toBe('"v2";q=100;w=60, "heavy";q=10;w=60');
    expect(first.headers.get("RateLimit")).toMatch(/^"v2";r=95;t=60, "heavy";r=5;t=60$/);
    expect(await statuses(2, heavy)).toEqual([200, 429]);
    // What "heavy" refused was not charged to "v2".
    expect((await get("/api/v2/users", key)).headers.get("RateLimit")).toMatch(/^"v2";r=89;/);
  });

  // Again where the limiter took longer than its second to answer: then the policy decides.
  test("a burst passes at once, and then so many a second", { retry: 2 }, async () => {
    const key = await newKey();
    const first = await get("/api/v5/users", key);
    expect(first.headers.get("RateLimit-Policy")).toBe('"v5";q=10;w=2');
    const crowd = await Promise.all(Array.from({ length: 30 }, () => get("/api/v5/users", key)));
    const passed = crowd.filter(({ status }) => status === 200).length;
    // A lease of one second takes 5 off the burst of 10, and a second's worth may come back meanwhile.
    expect(passed).toBeGreaterThanOrEqual(3);
    expect(passed).toBeLessThanOrEqual(14);
  });

  test("a shadow policy reports and refuses nobody", async () => {
    const key = await newKey();
    expect(new Set(await statuses(6, () => get("/api/v6/users", key)))).toEqual(new Set([200]));
    expect((await get("/api/v6/users", key)).headers.get("RateLimit")).toMatch(/^"v6";r=0;t=\d+$/);
  });

  test("a rule may free a role, and a version without a policy has no limit and no fields", async () => {
    const free = await get("/api/v2/users", await newKey("S"));
    expect([free.status, free.headers.get("RateLimit")]).toEqual([200, null]);
    const other = await get('/api/v8/users?set=RateLimit:"own";r=1&set=RateLimit-Policy:"own";q=1', await newKey());
    expect([other.headers.get("RateLimit"), other.headers.get("RateLimit-Policy")]).toEqual([null, null]);
  });

  test("the fields are the router's: a worker's own are dropped", async () => {
    const { headers } = await get('/api/v2/users?set=RateLimit:"own";r=1', await newKey());
    expect(headers.get("RateLimit")).toBe('"v2";r=99;t=60');
  });
});

describe("addresses", () => {
  test("wrong keys are slowed by address, good ones are not", async () => {
    const address = newAddress();
    const good = await newKey();
    expect((await get("/api/v2/users", good, { address })).status).toBe(200);
    const flood: number[] = [];
    for (let index = 0; index < 12; index++)
      flood.push((await get("/api/v2/users", `wrong-${index}`, { address })).status);
    expect(flood).toEqual([...Array.from({ length: 8 }, () => 401), 429, 429, 429, 429]);
    const slowed = await get("/api/v2/users", "wrong", { address });
    expect(await slowed.json()).toMatchObject({ "violated-policies": ["anonymous"] });
    // A key that is known here gets through, from the same address too.
    expect((await get("/api/v2/users", good, { address })).status).toBe(200);
    // Another address of the same network of IPv4 is another client.
    expect((await get("/api/v2/users", "wrong")).status).toBe(401);
  });

  test("a caller who is known hears why it was refused, however often it asks", async () => {
    const [key, address] = [await newKey(), newAddress()];
    expect(new Set(await statuses(20, () => get("/api/v1/users", key, { address })))).toEqual(new Set([410]));
    // Its address has paid for it: strangers from there are slowed.
    expect((await get("/api/v2/users", "wrong", { address })).status).toBe(429);
  });

  test("public operations without a key count by address, /64 by /64", async () => {
    const ask = (address: string) =>
      table.fetch("/api/v2/open", { key: false, headers: { "CF-Connecting-IP": address } });
    const first = await ask("2001:db8:1:2::1");
    expect([first.status, first.headers.get("RateLimit-Policy")]).toEqual([200, '"anonymous";q=8;w=60']);
    let host = 1;
    expect(await statuses(8, () => ask(`2001:db8:1:2::${(host += 1)}`))).toEqual([
      ...Array.from({ length: 7 }, () => 200),
      429,
    ]);
    expect((await ask("2001:db8:1:3::1")).status).toBe(200);
  });
});
