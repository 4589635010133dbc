/**
 * v1 in its last state: retired for everybody but surveyors, who keep what they need until their devices are updated.
 * By configuration alone: the table is the one of examples/, the workers are those that run before it.
 */
import { readFileSync } from "node:fs";
import { parse } from "@decimalturn/toml-patch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSystem, type System, TOKENS, type TomlTable } from "./harness.ts";
import { COLOR, JOE } from "./sample.ts";
import { held } from "./v1.held.ts";

const EXAMPLE = new URL("../../examples/v1.retained.toml", import.meta.url);
const { vars } = parse(readFileSync(EXAMPLE, "utf8")) as { vars: { VERSION_V1: TomlTable & { retained: string[] } } };
const retained = vars.VERSION_V1.retained;

let system: System;

beforeAll(async () => {
  system = held(await startSystem({ router: { VERSION_V1: vars.VERSION_V1 } }));
});
afterAll(() => system.close());

const surveyor = { token: TOKENS.surveyor };

describe("for surveyors", () => {
  const reads = retained.filter((operation) => operation.startsWith("GET ")).map((it) => it.slice("GET ".length));
  test.each(reads)("GET %s answers as before", async (path) => {
    const query = path.startsWith("/flow_definition") ? `?uuid=${COLOR}` : "";
    const answer = await system.fetch(`/api/v1${path}${query}`, surveyor);
    expect([answer.status, answer.headers.get("API-Version")]).toEqual([200, "1"]);
    expect(answer.headers.get("Sunset")).toBe("Wed, 01 Mar 2017 00:00:00 GMT");
  });

  test("contacts and fields are written, and steps are taken in", async () => {
    const contact = await system.fetch("/api/v1/contacts.json", { ...surveyor, json: { name: "Met today" } });
    expect(contact.status).toBe(201);
    const field = await system.fetch("/api/v1/fields.json", { ...surveyor, json: { label: "Roof", value_type: "T" } });
    expect([field.status, await field.json()]).toEqual([201, { key: "roof", label: "Roof", value_type: "T" }]);
    const steps = await system.fetch("/api/v1/steps.json", { ...surveyor, json: {} });
    expect(steps.status).toBe(400);
  });

  test("the root is a list for programs, and a text for people", async () => {
    const asked = { ...surveyor, headers: { Accept: "text/html,*/*;q=0.8" } };
    const answer = await system.fetch("/api/v1/", asked);
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([200, "text/plain; charset=utf-8"]);
    expect(await answer.text()).toContain(`\n${system.url.origin}/api/v1/contacts\n`);
    const listed = await system.fetch("/api/v1/.json", asked);
    expect(await listed.json()).toMatchObject({ contacts: `${system.url.origin}/api/v1/contacts` });
  });

  test("a name without its suffix is the same operation", async () => {
    expect((await system.fetch("/api/v1/contacts", { ...surveyor, json: { name: "No suffix" } })).status).toBe(201);
  });
});

/** Method, path, and who asks. */
const GONE: readonly (readonly [string, string, keyof typeof TOKENS | null])[] = [
  ...["broadcasts", "messages", "message_actions", "sms", "labels", "runs", "calls", "contact_actions", "groups"].map(
    (name) => ["GET", `/${name}.json`, "surveyor"] as const,
  ),
  ...["relayers", "campaigns", "events", "assets", "authenticate", "results"].map(
    (name) => ["POST", `/${name}.json`, "surveyor"] as const,
  ),
  ["DELETE", `/contacts.json?uuid=${JOE}`, "surveyor"],
  ["POST", "/flow_definition.json", "surveyor"],
  ["PUT", "/contacts.json", "surveyor"],
  ["GET", "/contacts.xml", "surveyor"],
  ["GET", "/contacts.json/extra", "surveyor"],
  ["GET", "/org.json", "main"],
  ["POST", "/contacts.json", "other"],
  ["GET", "/", "main"],
  ["GET", "/org.json", null],
  ["POST", "/authenticate.json", null],
];

describe("for everybody else, and everything else", () => {
  test.each(GONE)("%s %s for %s is gone", async (method, path, who) => {
    const token = who === null ? null : TOKENS[who];
    const answer = await system.fetch(`/api/v1${path}`, { method, token });
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([410, "application/problem+json"]);
    const problem = await answer.json();
    expect(problem).toMatchObject({
      type: `${system.url.origin}/docs/problems/version-retired`,
      successor: { version: 2, url: `${system.url.origin}/api/v2/` },
      guide: `${system.url.origin}/docs/migrating-v1-to-v2`,
      retired: expect.stringContaining("2017-04-06"),
      detail: expect.stringContaining(`${system.url.origin}/api/v2/`),
    });
  });

  test("who takes no JSON is told in plain text", async () => {
    const asked = { ...surveyor, headers: { Accept: "text/html, text/plain;q=0.5" } };
    const answer = await system.fetch("/api/v1/messages.json", asked);
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([410, "text/plain; charset=utf-8"]);
    expect(await answer.text()).toMatch(/^Version 1 was retired on 2017-04-06\. Use version 2 at http.*\/api\/v2\/\./);
    const head = await system.fetch("/api/v1/messages.json", { ...asked, method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([410, ""]);
  });

  test("a header and Accept lead to the same end as the URL", async () => {
    const header = await system.fetch("/api/messages.json", { headers: { "API-Version": "1" } });
    const accept = { Accept: "application/vnd.milepost-v1+json" };
    expect([header.status, (await system.fetch("/api/messages.json", { headers: accept })).status]).toEqual([410, 410]);
    const kept = await system.fetch("/api/org.json", { ...surveyor, headers: accept });
    expect([kept.status, kept.headers.get("API-Version")]).toEqual([200, "1"]);
  });

  test("v2 knows nothing of it", async () => {
    expect((await system.fetch("/api/v2/contacts.json")).status).toBe(200);
    expect((await system.fetch("/api/v2/contacts.json", surveyor)).status).toBe(200);
  });
});
