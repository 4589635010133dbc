import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { messageIdOf, messageUuid } from "./message_uuid.ts";

const MAIN = "00000000-0000-4000-8000-000000000001";
const OTHER = "00000000-0000-4000-8000-000000000002";

describe("a message's UUID", () => {
  test("is what it was yesterday: clients have kept it", () => {
    expect(messageUuid(MAIN, 5001)).toBe("00000000-0004-8001-8000-000000001389");
    expect(messageUuid("c0ffee11-2233-4455-8899-aabbccddeeff", 9_007_199_254_740_991)).toBe(
      "86644aae-eeea-8aaa-801f-ffffffffffff",
    );
  });

  test("is of version 8 and the variant of RFC 9562, and leads back to the number, in any case of letters", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (account, id) => {
        const uuid = messageUuid(account, id);
        expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(messageIdOf(account, uuid.toUpperCase())).toBe(id);
      }),
    );
  });

  test("is of no use in another account", () => {
    expect(messageIdOf(OTHER, messageUuid(MAIN, 5001))).toBeNull();
  });

  test.each([
    "",
    "5001",
    "not-a-uuid",
    "00000000-0004-4001-8000-000000001389",
    "00000000-0004-8001-9000-000000001389",
    "00000000-0004-8001-8000-000000001389 ",
    "00000000-0004-8001-8000-00000000138g",
    "00000000000480018000000000001389",
    "00000000-0004-8001-8fff-ffffffffffff",
  ])("is not %o", (text) => {
    expect(messageIdOf(MAIN, text)).toBeNull();
  });
});
