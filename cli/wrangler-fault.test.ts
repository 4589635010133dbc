import { expect, test } from "vitest";
import { wranglerError, wranglerMeaning } from "./wrangler-fault.ts";

const REFUSED = `
✘ [ERROR] A request to the Cloudflare API (/accounts/0/workers/scripts/a) failed.

  Authentication error [code: 10000]

📎 It looks like you are authenticating Wrangler via a custom API token set in an environment variable.
Please ensure it has the correct permissions for this operation.

Getting User settings...

✘ [ERROR] A request to the Cloudflare API (/user/tokens/verify) failed.

  Invalid API Token [code: 1000]

🪵  Logs were written to "somewhere"
`;

test("what wrangler says of the token besides is left out", () => {
  expect(wranglerError(REFUSED)).toBe(
    "  A request to the Cloudflare API (/accounts/0/workers/scripts/a) failed.\n  Authentication error [code: 10000]",
  );
});

test("at most twelve lines, from the first error on", () => {
  const long = `Total Upload: 1 KiB\n✘ [ERROR] Build failed\n${"line\n".repeat(30)}`;
  expect(wranglerError(long).split("\n")).toEqual(["  Build failed", ...Array.from({ length: 11 }, () => "  line")]);
});

test.each<readonly [string, RegExp, boolean]>([
  [REFUSED, /refused the token/, false],
  ["✘ [ERROR] A request failed.\n\n  More than 1200 requests [code: 971]", /no more calls/, false],
  ["✘ [ERROR] fetch failed", /connection .* lost/, true],
  ["✘ [ERROR] Received a malformed response from the API\n\n  GET /a -> 502 Bad Gateway", /platform failed/, true],
  ["✘ [ERROR] A request failed.\n\n  An unknown error has occurred [code: 10013]", /platform failed/, true],
  ["✘ [ERROR] Build failed with 1 error:\n\n  Unexpected end of file\n  a.ts:429:0\n  fetch failed", /^$/, false],
  [
    "✘ [ERROR] A request failed.\n\n  Service binding 'V3' refers to a worker that is not there. [code: 10144]",
    /^$/,
    false,
  ],
])("%#: what it means", (output, meaning, unsure) => {
  const { sentence, unsure: mayBe } = wranglerMeaning(output);
  expect(sentence).toMatch(meaning);
  expect(mayBe).toBe(unsure);
});
