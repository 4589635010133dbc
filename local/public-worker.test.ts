import { expect, test } from "vitest";
import { publicWorker, routeMatches } from "./public-worker.ts";

const router = { name: "router", workersDev: true, routes: [] };
const site = { name: "site", workersDev: true, routes: [] };
const inner = { name: "inner", workersDev: false, routes: [] };
const routed = { name: "routed", workersDev: false, routes: ["api.example.com/*", "*.example.com/deep/*"] };

test.each([
  ["nothing is deployed", "127.0.0.1:1", "/", [], "router", null],
  ["nothing is public", "127.0.0.1:1", "/", [inner], "inner", null],
  ["the only public one, whatever the host", "x.test", "/", [inner, site], "router", "site"],
  ["the main one of several", "127.0.0.1:1", "/", [site, router], "router", "router"],
  ["several, none of them main", "127.0.0.1:1", "/", [site, router], null, null],
  ["by its name, port and case aside", "Site.LOCALHOST:8787", "/", [site, router], "router", "site"],
  ["a private one cannot be named", "inner.localhost", "/", [inner, site, router], "router", "router"],
  ["by a route", "api.example.com:80", "/x", [router, routed], "router", "routed"],
  ["no route of that path", "www.example.com", "/x", [router, routed], "router", "router"],
])("%s", (_name, host, path, workers, main, expected) => {
  expect(publicWorker({ host, path }, workers, main)).toBe(expected);
});

test("the more specific of two routes wins", () => {
  const all = { name: "all", workersDev: false, routes: ["*.example.com/*"] };
  expect(publicWorker({ host: "api.example.com", path: "/" }, [all, routed], null)).toBe("routed");
  expect(publicWorker({ host: "x.example.com", path: "/deep/er" }, [all, routed], null)).toBe("routed");
  expect(publicWorker({ host: "x.example.com", path: "/" }, [all, routed], null)).toBe("all");
});

test.each([
  ["https://example.com/*", "example.com", "/a", true],
  ["example.com", "example.com", "/", true],
  ["example.com", "example.com", "/a", false],
  ["example.com/a*", "example.com", "/abc", true],
  ["*example.com/*", "notexample.com", "/", true],
  ["*.example.com/*", "example.com", "/", false],
])("route %s for %s%s: %s", (pattern, host, path, expected) => {
  expect(routeMatches(pattern, host, path)).toBe(expected);
});
