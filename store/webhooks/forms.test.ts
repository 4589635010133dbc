/** What receivers get: names, order and forms that have not changed since before there were versions. */
import { describe, expect, test } from "vitest";
import { type RunFacts, flowEvent } from "./flow_event.ts";
import { payload } from "./forms.ts";
import { newSecret, signature } from "./sign.ts";

const FACTS: RunFacts = {
  run: 7001,
  flow: { id: 21, uuid: "f", name: "Survey & more", baseLanguage: "eng" },
  contact: { uuid: "c", name: null, urn: "tel:+250788123123" },
  channel: { id: 11, uuid: "h" },
  path: [
    { node: "send", time: "2016-01-01T00:00:00.000000Z" },
    { node: "ask", time: "2016-01-01T00:00:01.000000Z" },
  ],
  results: {
    color: {
      node: "ask",
      name: "Color",
      category: "Red",
      text: "it is réd",
      value: "red",
      time: "2016-01-01T00:00:02.000000Z",
    },
  },
  asking: new Set(["ask"]),
  exitedOn: null,
  at: 1_451_606_403_000_001,
};

const ANSWER = { text: "it is réd", value: "red" };

describe("the event of a flow", () => {
  test("has exactly these members, in this order", () => {
    const event = flowEvent(FACTS);
    expect(Object.entries(event)).toEqual([
      ["channel", 11],
      ["channel_uuid", "h"],
      ["relayer", 11],
      ["flow", 21],
      ["flow_uuid", "f"],
      ["flow_name", "Survey & more"],
      ["flow_base_language", "eng"],
      ["run", 7001],
      ["text", "it is réd"],
      ["step", "ask"],
      ["phone", "+250788123123"],
      ["contact", "c"],
      ["contact_name", null],
      ["urn", "tel:+250788123123"],
      [
        "values",
        [
          {
            node: "ask",
            label: "Color",
            category: "Red",
            ...ANSWER,
            rule_value: "red",
            time: "2016-01-01T00:00:02.000000Z",
          },
        ],
      ],
      [
        "steps",
        [
          {
            type: "A",
            node: "send",
            arrived_on: "2016-01-01T00:00:00.000000Z",
            left_on: "2016-01-01T00:00:01.000000Z",
            text: null,
            value: null,
          },
          { type: "R", node: "ask", arrived_on: "2016-01-01T00:00:01.000000Z", left_on: null, ...ANSWER },
        ],
      ],
      ["time", "2016-01-01T00:00:03.000001Z"],
    ]);
  });

  test("without channel, URN and path says so as receivers know it", () => {
    const contact = { uuid: "c", name: "Joe", urn: null };
    expect(flowEvent({ ...FACTS, channel: null, contact, path: [], results: {} })).toMatchObject({
      channel: -1,
      channel_uuid: null,
      relayer: -1,
      text: null,
      step: null,
      phone: null,
      urn: null,
      values: [],
      steps: [],
    });
    expect(flowEvent({ ...FACTS, contact: { ...contact, urn: "twitter:joe" } })).toMatchObject({
      phone: null,
      urn: "twitter:joe",
    });
  });

  test("of a run that has ended has left its last step", () => {
    const { steps } = flowEvent({ ...FACTS, exitedOn: 1_451_606_404_000_000 });
    expect((steps as { left_on: string }[]).map((step) => step.left_on)).toEqual([
      "2016-01-01T00:00:01.000000Z",
      "2016-01-01T00:00:04.000000Z",
    ]);
  });
});

describe("the form of fields", () => {
  test("leaves null out and writes lists as JSON", () => {
    const data = { a: 1, b: null, c: "x & y=é", d: [{ e: null }], f: -1 };
    expect(payload("flow-fields", JSON.stringify(data))).toEqual({
      contentType: "application/x-www-form-urlencoded",
      body: `a=1&c=x+%26+y%3D%C3%A9&d=${encodeURIComponent('[{"e":null}]')}&f=-1`,
      agent: "RapidPro",
    });
  });

  test.each(["", "toString", "__proto__", "from-a-newer-build"])("%s is none that this build knows", (form) => {
    expect(payload(form, "{}")).toBeNull();
  });
});

describe("signatures", () => {
  test("are HMAC-SHA256 of time, delivery and body", async () => {
    // Computed with `printf '1451606400.d-1.a=1' | openssl dgst -sha256 -hmac secret`.
    expect(await signature("secret", 1_451_606_400, "d-1", "a=1")).toBe(
      "t=1451606400,sha256=9df669c84c0024e3757d9936a9bad021f19ea4233476bca4783ca3088caae8e2",
    );
  });

  test("differ by each of them", async () => {
    const all = await Promise.all([
      signature("s", 1, "d", "b"),
      signature("x", 1, "d", "b"),
      signature("s", 2, "d", "b"),
      signature("s", 1, "x", "b"),
      signature("s", 1, "d", "x"),
    ]);
    expect(new Set(all.map((it) => it.split("sha256=")[1])).size).toBe(5);
  });

  test("are made with 256 bits that nobody else has", () => {
    expect(newSecret()).toMatch(/^mps_[\w-]{43}$/);
    expect(newSecret()).not.toBe(newSecret());
  });
});
