import * as fc from "fast-check";
import { expect, test } from "vitest";
import { addressLimiter } from "./client-address.ts";

test.each([
  ["192.0.2.7", "address:192.0.2.7"],
  ["::ffff:192.0.2.7", "address:192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "address:2001:db8:1:2::"],
  ["2001:DB8:0001:0002::1", "address:2001:db8:1:2::"],
  ["2001:db8::5", "address:2001:db8:0:0::"],
  ["::1", "address:0:0:0:0::"],
  ["fe80::1:2:3:4:5", "address:fe80:0:0:1::"],
  [null, "address:unknown"],
  ["", "address:unknown"],
  ["unknown", "address:unknown"],
  ["1:2:3", "address:unknown"],
  ["12345::", "address:unknown"],
  ["a".repeat(100), "address:unknown"],
])("%s counts as %s", (address, name) => {
  expect(addressLimiter(address)).toBe(name);
});

test("every address of a /64 is one, whatever its spelling", () => {
  const group = fc.integer({ min: 0, max: 0xff_ff }).map((number) => number.toString(16));
  fc.assert(
    fc.property(fc.tuple(group, group, group, group), fc.array(group, { minLength: 4, maxLength: 4 }), (net, host) => {
      const name = addressLimiter([...net, ...host].join(":"));
      expect(addressLimiter([...net.map((one) => one.padStart(4, "0")), "0", "0", "0", "1"].join(":"))).toBe(name);
      expect(addressLimiter(`${net.join(":").toUpperCase()}::${host[0]}`)).toBe(name);
    }),
  );
});

test("whatever a field holds, the name is short and says no more than an address", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(addressLimiter(text)).toMatch(/^address:[0-9a-z.:]{1,40}$/);
    }),
  );
});
