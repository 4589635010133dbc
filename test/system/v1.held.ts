/** A system whose answers of v1 are held to v1's API document on the way: nothing undocumented, nothing missing. */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { documentedBy, type ApiDocument } from "../contract/documented.ts";
import type { System } from "./harness.ts";

const ROOT = "/api/v1";

const document = JSON.parse(
  readFileSync(new URL("../../workers/v1/openapi.json", import.meta.url), "utf8"),
) as ApiDocument;
const complaintsAbout = documentedBy(document);

/** `fetch` fails the test that calls it when the document does not describe the answer. */
export function held(system: System): System {
  return {
    ...system,
    async fetch(path, asked = {}) {
      const response = await system.fetch(path, asked);
      const { pathname } = new URL(path, system.url);
      const below = pathname.startsWith(`${ROOT}/`) ? pathname.slice(ROOT.length) : "";
      if (!Object.hasOwn(document.paths, below)) return response;
      const method = asked.method ?? (asked.json === undefined && asked.body === undefined ? "GET" : "POST");
      const text = await response.clone().text();
      const contentType = response.headers.get("Content-Type");
      const body: unknown =
        contentType?.includes("json") === true && text !== "" ? JSON.parse(text) : text || undefined;
      const answered = { method, path: below, status: response.status, contentType, body };
      expect(complaintsAbout(answered), `${method} ${path} ${response.status} ${text}`).toEqual([]);
      return response;
    },
  };
}
