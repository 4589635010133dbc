import { expect, test } from "vitest";
import { requestFields, responseFields } from "./fields.ts";

const CLIENT = { address: "::ffff:192.0.2.7", secure: true };
const OWN = [
  "CF-Connecting-IP",
  "192.0.2.7",
  "X-Forwarded-Proto",
  "https",
  "MF-Route-Override",
  "w",
  "MF-Disable-Pretty-Error",
  "true",
];

test("end-to-end fields pass in order, with their case and repetitions", () => {
  const raw = ["Host", "x", "X-B", "1", "x-a", "2", "X-B", "3"];
  expect(requestFields(raw, CLIENT, "w")).toEqual([...raw, ...OWN]);
});

test("hop-by-hop fields stay behind, those named by Connection too (RFC 9110 7.6.1)", () => {
  const raw = [
    "Connection",
    "X-Secret, close",
    "X-Secret",
    "1",
    "Keep-Alive",
    "timeout=5",
    "TE",
    "trailers",
    "Upgrade",
    "h2c",
    "A",
    "b",
  ];
  expect(requestFields(raw, CLIENT, "w")).toEqual(["A", "b", ...OWN]);
  expect(responseFields(raw)).toEqual(["A", "b"]);
});

test("what the client says about itself in our fields is dropped", () => {
  const raw = [
    "cf-connecting-ip",
    "1.1.1.1",
    "X-FORWARDED-PROTO",
    "http",
    "mf-route-override",
    "inner",
    "MF-Original-URL",
    "http://x/",
  ];
  expect(requestFields(raw, CLIENT, "w")).toEqual(OWN);
});

test("a body of unknown length is announced as such, and a WebSocket is asked for only when it is one", () => {
  expect(requestFields(["Transfer-Encoding", "chunked"], CLIENT, "w")).toEqual([
    "Transfer-Encoding",
    "chunked",
    ...OWN,
  ]);
  expect(requestFields(["Upgrade", "websocket"], CLIENT, "w", true)).toEqual([
    "Connection",
    "Upgrade",
    "Upgrade",
    "websocket",
    ...OWN,
  ]);
});

test("Miniflare's own fields do not reach the client", () => {
  expect(responseFields(["MF-Experimental-Error-Stack", "true", "Set-Cookie", "a=1", "Set-Cookie", "b=2"])).toEqual([
    "Set-Cookie",
    "a=1",
    "Set-Cookie",
    "b=2",
  ]);
});
