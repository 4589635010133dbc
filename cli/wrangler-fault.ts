/** What wrangler printed when it failed → what that means to an operator. Pure. */

/** Wrangler looks into the token after any refusal, and tells that as errors, too; that is not what was wrong. */
const ASIDE =
  /^(🪵|📎|🔓|If you think this is a bug|Note that there is a newer|To learn more|Please ensure it has the correct permissions|Getting User settings|A request to the Cloudflare API \(\/user)/u;

/** Its own error text without decoration: from the first error on, at most twelve lines. */
export function wranglerError(output: string): string {
  const lines = output.split("\n").map((line) => line.trimEnd());
  const start = lines.findIndex((line) => line.includes("[ERROR]"));
  const bare = lines.slice(Math.max(start, 0)).map((line) => line.replace(/^.*\[ERROR\]\s*/, "").trim());
  const told = bare.filter((line, index) => line !== "" && !ASIDE.test(line) && !isOfAside(bare, index));
  return told
    .slice(0, 12)
    .map((line) => `  ${line}`)
    .join("\n");
}

/** The reason below a request that is aside itself. */
function isOfAside(lines: readonly string[], index: number): boolean {
  const before = lines.slice(0, index).findLast((line) => line !== "") ?? "";
  return before.startsWith("A request to the Cloudflare API (/user");
}

export interface Meaning {
  /** Completes "Deploying … failed: "; empty when wrangler's own words have to do. */
  readonly sentence: string;
  /** The answer to a change may be what was missing: it may have been made all the same. */
  readonly unsure: boolean;
}

const MEANINGS: readonly (readonly [sign: RegExp, sentence: string, unsure: boolean])[] = [
  // Code of ours: whatever is quoted below it is no word of the platform.
  [/^ {2}Build failed/m, "", false],
  // 10000 is an authentication error, 9109 and 10001 are what bad and missing tokens get.
  [
    /\[code: (10000|9109|10001)\]|Authentication error/,
    "the platform refused the token. Look at CLOUDFLARE_API_TOKEN, and at what it may do.",
    false,
  ],
  [
    /\[code: (971|10429)\]|-> 429|[Rr]ate limit/,
    "the platform takes no more calls for now. Try again in a few minutes.",
    false,
  ],
  [/fetch failed|ECONNRE|ETIMEDOUT|socket hang up|timed? ?out/i, "the connection to the platform was lost.", true],
  [/\[code: 10013\]|internal error|malformed response|-> 50[0234]\b/i, "the platform failed. Try again later.", true],
];

export function wranglerMeaning(output: string): Meaning {
  const told = wranglerError(output);
  const [, sentence = "", unsure = false] = MEANINGS.find(([sign]) => sign.test(told)) ?? [];
  return { sentence, unsure };
}
