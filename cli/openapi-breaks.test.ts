import { describe, expect, test } from "vitest";
import { breaksBetween } from "./openapi-breaks.ts";

type Schema = Record<string, unknown>;

interface Operation {
  parameters: Schema[];
  requestBody?: Schema;
  responses: Record<string, Schema>;
}

interface Fixture {
  openapi: string;
  info: { title: string; version: string };
  paths: { "/things.json": { get: Operation; post: Operation; delete?: Operation }; "/more.json"?: Schema };
  components: {
    schemas: {
      Thing: { properties: Record<string, Schema>; required: string[] } & Schema;
      ThingWrite: { properties: Record<string, Schema>; required: string[]; additionalProperties?: boolean } & Schema;
    };
  };
}

/** As the generator writes them: shared parts, closed objects. */
function document(): Fixture {
  const answered = { description: "It worked.", content: json("Thing") };
  return {
    openapi: "3.1.0",
    info: { title: "Fixture", version: "1.0.0" },
    paths: {
      "/things.json": {
        get: {
          parameters: [{ in: "query", name: "uuid", schema: { type: "string" } }],
          responses: { "200": answered },
        },
        post: {
          parameters: [],
          requestBody: { content: json("ThingWrite") },
          responses: { "200": answered, "201": answered },
        },
        delete: { parameters: [], responses: { "204": { description: "It was done." } } },
      },
    },
    components: {
      schemas: {
        Thing: {
          type: "object",
          properties: {
            uuid: { type: "string", format: "uuid" },
            type: { enum: ["a", "b"] },
            size: { type: "integer" },
            status: { const: "ready" },
            on: { type: ["string", "null"] },
          },
          required: ["uuid", "type", "size", "status", "on"],
          additionalProperties: false,
        },
        ThingWrite: {
          type: "object",
          properties: {
            name: { type: "string", maxLength: 64 },
            type: { enum: ["a", "b"] },
            size: { type: "integer" },
          },
          required: ["name"],
        },
      },
    },
  };
}

function json(name: string): Schema {
  return { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } };
}

function broken(change: (document: Fixture) => void): string[] {
  const after = document();
  change(after);
  return breaksBetween(document(), after).map(({ at }) => at);
}

const thing = ({ components }: Fixture) => components.schemas.Thing;
const write = ({ components }: Fixture) => components.schemas.ThingWrite;

describe("clients break by", () => {
  test.each<[string, (document: Fixture) => void]>([
    ["an endpoint that is gone", (it) => Reflect.deleteProperty(it.paths, "/things.json")],
    ["an operation that is gone", (it) => delete it.paths["/things.json"].delete],
    ["a status that is gone", (it) => delete it.paths["/things.json"].post.responses["201"]],
    ["a parameter that is gone", (it) => it.paths["/things.json"].get.parameters.pop()],
    [
      "a parameter that is needed now",
      (it) => it.paths["/things.json"].get.parameters.push({ in: "query", name: "a", schema: {}, required: true }),
    ],
    [
      "a body that is needed now",
      (it) => Object.assign(it.paths["/things.json"].post.requestBody ?? {}, { required: true }),
    ],
    ["an answer's attribute that is gone", (it) => delete thing(it).properties["size"]],
    ["an answer's attribute that may be absent", (it) => thing(it).required.pop()],
    ["an answer's attribute of another type", (it) => (thing(it).properties["size"] = { type: "string" })],
    ["an answer's attribute that may be null", (it) => (thing(it).properties["size"] = { type: ["integer", "null"] })],
    ["a constant that is another one", (it) => (thing(it).properties["status"] = { const: "done" })],
    ["another format", (it) => (thing(it).properties["uuid"] = { type: "string", format: "date-time" })],
    ["a word that answers had not", (it) => (thing(it).properties["type"] = { enum: ["a", "b", "c"] })],
    ["a word that bodies may not use any more", (it) => (write(it).properties["type"] = { enum: ["a"] })],
    ["a shorter text in bodies", (it) => (write(it).properties["name"] = { type: "string", maxLength: 63 })],
    ["a narrower type in bodies", (it) => (write(it).properties["name"] = { type: "integer", maxLength: 64 })],
    ["a body's field that is needed now", (it) => write(it).required.push("size")],
    ["a body's field that is read no more", (it) => delete write(it).properties["size"]],
    ["bodies that are closed now", (it) => (write(it).additionalProperties = false)],
  ])("%s", (_what, change) => {
    expect(broken(change)).not.toEqual([]);
  });
});

describe("clients live with", () => {
  test.each<[string, (document: Fixture) => void]>([
    ["no change", () => {}],
    ["a new endpoint", (it) => (it.paths["/more.json"] = { get: { responses: {} } })],
    ["a new status", (it) => (it.paths["/things.json"].get.responses["429"] = { description: "Too many." })],
    [
      "a new parameter",
      (it) => it.paths["/things.json"].get.parameters.push({ in: "query", name: "a", schema: { type: "string" } }),
    ],
    ["a new attribute of answers", (it) => (thing(it).properties["more"] = { type: "string" })],
    ["an answer's attribute that is never null now", (it) => (thing(it).properties["on"] = { type: "string" })],
    ["a word that answers have no more", (it) => (thing(it).properties["type"] = { enum: ["a"] })],
    ["a new field of bodies", (it) => (write(it).properties["more"] = { type: "string" })],
    ["a new word in bodies", (it) => (write(it).properties["type"] = { enum: ["a", "b", "c"] })],
    ["a wider type in bodies", (it) => (write(it).properties["size"] = { type: ["number", "null"] })],
    ["a longer text in bodies", (it) => (write(it).properties["name"] = { type: "string", maxLength: 65 })],
    ["other words about it", (it) => (it.info.title = "Other")],
  ])("%s", (_what, change) => {
    expect(broken(change)).toEqual([]);
  });
});

test("a break is named by a pointer to where it is used, and in words", () => {
  const after = document();
  delete after.paths["/things.json"].delete;
  expect(breaksBetween(document(), after)).toEqual([
    { at: "/paths/~1things.json/delete", what: expect.stringContaining("DELETE /things.json") as string },
  ]);
});
