/** Every special-purpose block of IPv4 and IPv6, at its first and last address, and what lies just outside. */
import { describe, expect, test } from "vitest";
import { isPublic } from "./address.ts";
import { judge } from "./target.ts";

const host = (url: string): string => new URL(url).hostname;

describe("addresses that nobody may make us call", () => {
  test.each([
    ["this network", "0.0.0.0", "0.255.255.255"],
    ["private, 10/8", "10.0.0.0", "10.255.255.255"],
    ["carriers' own", "100.64.0.0", "100.127.255.255"],
    ["loopback", "127.0.0.1", "127.255.255.255"],
    ["link-local, with the metadata of clouds", "169.254.0.0", "169.254.169.254"],
    ["private, 172.16/12", "172.16.0.0", "172.31.255.255"],
    ["protocol assignments", "192.0.0.0", "192.0.0.255"],
    ["documentation", "192.0.2.1", "203.0.113.255"],
    ["6to4 relays", "192.88.99.0", "192.88.99.255"],
    ["private, 192.168/16", "192.168.0.0", "192.168.255.255"],
    ["benchmarks", "198.18.0.0", "198.19.255.255"],
    ["documentation", "198.51.100.0", "198.51.100.255"],
    ["multicast", "224.0.0.0", "239.255.255.255"],
    ["reserved, and broadcast", "240.0.0.0", "255.255.255.255"],
  ])("%s: %s to %s", (_what, first, last) => {
    expect([isPublic(first), isPublic(last)]).toEqual([false, false]);
  });

  test.each([
    ["decimal", "http://2130706433/"],
    ["hexadecimal", "http://0x7f000001/"],
    ["octal", "http://0177.0.0.1/"],
    ["short", "http://127.1/"],
    ["mixed", "http://0x7f.1/"],
    ["full-width digits", "http://１２７.0.0.1/"],
    ["with a dot at its end", "http://127.0.0.1./"],
    ["percent-encoded", "http://%31%32%37.0.0.1/"],
    ["private, in decimal", "http://3232235521/"],
  ])("written in another way: %s", (_way, url) => {
    expect(isPublic(host(url))).toBe(false);
  });

  test.each([
    ["unspecified", "::"],
    ["loopback", "::1"],
    ["mapped loopback", "::ffff:127.0.0.1"],
    ["mapped, whatever it is", "::ffff:8.8.8.8"],
    ["compatible loopback", "::127.0.0.1"],
    ["translated private", "64:ff9b::10.0.0.1"],
    ["translated by a network's own prefix", "64:ff9b:1::8.8.8.8"],
    ["discard", "100::1"],
    ["unique local", "fc00::1"],
    ["unique local, the other half", "fdff:ffff::1"],
    ["link-local", "fe80::1"],
    ["site-local", "fec0::1"],
    ["multicast", "ff02::1"],
    ["Teredo", "2001:0:4136:e378::1"],
    ["protocol assignments", "2001:1ff::1"],
    ["documentation", "2001:db8::1"],
    ["documentation, the newer", "3fff:fff::1"],
    ["6to4 of a private address", "2002:c0a8:1::1"],
    ["segment routing", "5f00::1"],
  ])("IPv6 %s: %s", (_what, address) => {
    expect(isPublic(host(`http://[${address}]/`))).toBe(false);
  });

  test.each([
    "localhost",
    "localhost.",
    "a.localhost",
    "router",
    "printer.local",
    "db.internal",
    "nas.home.arpa",
    "x.lan",
  ])("names that say that they are local: %s", (name) => {
    expect(isPublic(host(`http://${name}/`))).toBe(false);
  });
});

describe("addresses that anybody may be called at", () => {
  test.each([
    "1.1.1.1",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "192.169.0.0",
    "223.255.255.255",
    "[2606:4700::1111]",
    "[2001:200::1]",
    "[2002:808:808::1]",
    "[64:ff9b::8.8.8.8]",
    "[3fff:1000::1]",
    "example.com",
    "localhost.example.com",
    "internal.example.org",
  ])("%s", (name) => {
    expect(isPublic(host(`http://${name}/`))).toBe(true);
  });
});

describe("targets", () => {
  test.each([
    ["https://example.com/hook?x=1", "ok"],
    ["http://example.com:8080/", "ok"],
    ["HTTPS://EXAMPLE.com", "ok"],
    ["ftp://example.com/", "form"],
    ["javascript:alert(1)", "form"],
    ["file:///etc/passwd", "form"],
    ["//example.com", "form"],
    ["example.com", "form"],
    ["", "form"],
    ["https://user:secret@example.com/", "form"],
    ["https://user@example.com/", "form"],
    ["https://example.com@127.0.0.1/", "form"],
    [`https://example.com/${"x".repeat(2_000)}`, "form"],
    ["http://127.0.0.1:8787/", "place"],
    ["http://[::1]/", "place"],
  ])("%s: %s", (url, verdict) => {
    const judged = judge(url, false);
    expect(judged.ok ? "ok" : judged.why).toBe(verdict);
  });

  test("may be anywhere where the configuration says so, but not of any form", () => {
    expect(judge("http://127.0.0.1:1/", true).ok).toBe(true);
    expect(judge("ftp://127.0.0.1/", true).ok).toBe(false);
  });
});
