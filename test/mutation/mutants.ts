/**
 * Mistakes that version routers are known to make, and some that only this one could, each as one change to
 * the source. `was` stands there exactly once; when the source changes, the mutant has to follow.
 */
export interface Mutant {
  readonly name: string;
  /** From the repository's root. */
  readonly file: string;
  readonly was: string;
  readonly becomes: string;
  /** The tests that must notice it, in the order in which they are run. */
  readonly stages: Stages;
}

/** Globs of test files: those of a stage run together, and only if all stages before have passed. */
export type Stages = readonly (readonly [string, ...string[]])[];

/** Everything that holds the resolver and needs no server; the cases first, since they are quick and kill most. */
const RESOLVER: Stages = [
  ["test/conformance/pure.test.ts"],
  ["router/version/**/*.test.ts", "router/lifecycle/stage.test.ts"],
];

const inFile = (file: string, mutants: readonly (readonly [string, string, string])[]): Mutant[] =>
  mutants.map(([name, was, becomes]) => ({ file: `router/${file}`, name, was, becomes, stages: RESOLVER }));

export const MUTANTS: readonly Mutant[] = [
  ...inFile("version/media-range.ts", [
    [
      "commas split inside quotes",
      "if (code === QUOTE) return at + 1;",
      "if (code === QUOTE || code === COMMA) return at + 1;",
    ],
    [
      "semicolons split inside quotes",
      "if (code === QUOTE) return at + 1;",
      "if (code === QUOTE || code === SEMICOLON) return at + 1;",
    ],
    ["an escaped quote closes", "if (code === BACKSLASH) at++;", ""],
    ["escapes stay in the value", 'return inside.includes("\\\\") ?', "return !inside ?"],
    ["an open quote closes at the end", "if (end > text.length) return malformed(text, end);", ""],
    [
      "a malformed member hides its quotes",
      "at = text.charCodeAt(at) === QUOTE ? quotedEnd(text, at) : at + 1;",
      "at++;",
    ],
    ["types and names are case-sensitive", "return code >= 65 && code <= 90 ? code + 32 : code;", "return code;"],
    [
      "a lone star is malformed",
      "return subtypeEnd === start + 1 && text.charCodeAt(start) === STAR;",
      "return false;",
    ],
    ["a wildcard type may have any subtype", "return !anyType ||", "return true ||"],
    ["no weight is the least weight", "weight: weight ?? 1,", "weight: weight ?? 0,"],
    ["the last of two weights counts", "valid &&= read !== null && weight === null;", "valid &&= read !== null;"],
    ["a bad weight is ignored, the member is not", "valid &&= read !== null && weight === null;", ""],
    [
      "a weight may be quoted",
      "const read = quoted ? null : weightOf(text, value, end);",
      "const read = quoted ? weightOf(text, value + 1, end - 1) : weightOf(text, value, end);",
    ],
    ["a weight may be over 1", "return weight <= 1 ? weight : null;", "return weight;"],
    [
      "a weight needs its zero",
      "if (digits === 0) return null;",
      "if (digits === 0 || text.charCodeAt(start) === DOT) return null;",
    ],
    [
      "a parameter may stand without a value",
      "if (text.charCodeAt(at) !== EQUALS) return malformed(text, at);",
      "if (text.charCodeAt(at) !== EQUALS) { end = nameEnd; continue; }",
    ],
    ["no space around an equals sign", "const value = skipSpace(text, at + 1);", "const value = at + 1;"],
    [
      "a parameter must stand between semicolons",
      "if (nameEnd === name) continue;",
      "if (nameEnd === name) return malformed(text, at);",
    ],
  ]),
  ...inFile("version/accept.ts", [
    [
      "the least specific generic range counts",
      "specificity > genericSpecificity ||",
      "specificity < genericSpecificity || genericSpecificity === FOREIGN ||",
    ],
    ["the last generic range counts", "specificity > genericSpecificity ||", "true ||"],
    [
      "the lowest of several weights counts",
      "return other === null || one.weight > other.weight;",
      "return other === null || one.weight < other.weight;",
    ],
    ["the first of several ranges counts", "if (outweighs(range, other)) named[index] = range;", ""],
    [
      "the first of two versions in a member wins",
      'if (other !== null) return { kind: "contradiction", words: [word, other] };',
      "",
    ],
    [
      "the parameter outranks the vendor's type",
      'const word = spelled === "" ? range.values[0] : spelled;',
      'const word = range.values[0] ?? (spelled === "" ? undefined : spelled);',
    ],
    [
      "2 and 2.0 contradict each other",
      "if (value !== word && (versionNumber(value) ?? -1) !== (versionNumber(word) ?? -2)) return value;",
      "if (value !== word) return value;",
    ],
    ["foreign types are read", 'if (!same(text, start, slash, "application")) return FOREIGN;', ""],
    ["any vendor is ours", "same(text, name, rest, vendor) &&", ""],
    ["a vendor whose name begins like ours is ours", "(suffix === rest || looksLikeVersion(text, rest))", "true"],
    ["any suffix is JSON", "same(text, suffix, end, JSON_SUFFIX) &&", ""],
    [
      "the vendor's form has a dash only",
      "if (separator !== 45 && separator !== 46) return false;",
      "if (separator !== 45) return false;",
    ],
    [
      "unknown versions are no versions",
      "remember(named, {",
      "if (number !== null && findVersion(application, number) !== undefined) remember(named, {",
    ],
    ["an Accept without JSON is no Accept", "absent = false;", ""],
  ]),
  ...inFile("version/choose.ts", [
    ["a version with q=0 may be chosen", "if (!isNaming(range) || range.weight === 0 ||", "if (!isNaming(range) ||"],
    [
      "a generic range with q=0 accepts",
      "ranges.generic.weight > 0 ? ranges.generic : null;",
      "ranges.generic.weight >= 0 ? ranges.generic : null;",
    ],
    ["the default wins over a retired version", "&& generic.weight > (retired?.weight ?? 0)) {", ") {"],
    [
      "the default wins over a retired version of the same weight",
      "generic.weight > (retired?.weight ?? 0)",
      "generic.weight >= (retired?.weight ?? 0)",
    ],
    ["generic before named", "generic.weight > (live?.weight ?? 0)", "generic.weight >= (live?.weight ?? 0)"],
    ["retired before live", "const chosen = live ?? retired;", "const chosen = retired ?? live;"],
    [
      "the first named, whatever the weights",
      "if (one.weight !== other.weight) return one.weight > other.weight;",
      "if (one.weight !== other.weight) return false;",
    ],
    [
      "a preview is as good as a release",
      "if (one.version.preview !== other.version.preview) return other.version.preview;",
      "",
    ],
    [
      "the oldest of equals",
      "return one.version.number > other.version.number;",
      "return one.version.number < other.version.number;",
    ],
    [
      "the default before the pin",
      "const version = pinned ?? defaultOf(application, now);",
      "const version = defaultOf(application, now) ?? pinned;",
    ],
    [
      "a retired pin falls forward to the default",
      "const pinned = pinnedOf(application, pin);\n  const version =",
      "let pinned = pinnedOf(application, pin);\n  if (pinned !== null && isRetired(pinned, now)) pinned = null;\n  const version =",
    ],
    [
      "a pin is a default in name only",
      'if (pinned !== null && open(pinned)) return { version: pinned, by: "pin" };',
      "",
    ],
    ["without a default any version will do", "if (pinned === null && fallback === null) return null;", ""],
    [
      "the generic range ignores what is named",
      "const open = (version: Version) => unnamed(version) && !isRetired(version, now);",
      "const open = (version: Version) => !isRetired(version, now);",
    ],
    [
      "a preview is next when the default is excluded",
      'const version = newest("current") ?? newest("deprecated");',
      'const version = newest("preview") ?? newest("current") ?? newest("deprecated");',
    ],
    [
      "a version is never required beside Accept",
      'if (generic !== null && fallBack(application, pin, now).kind === "unspecified") return { kind: "unspecified" };',
      "",
    ],
  ]),
  ...inFile("version/resolve.ts", [
    ["no cap on version headers", "if (longerThan(value, MAX_VERSION_HEADER)) {", "if (longerThan(value, 65_536)) {"],
    ["the cap on Accept is one byte lower", "const MAX_ACCEPT = 4_096;", "const MAX_ACCEPT = 4_095;"],
    [
      "no cap on Accept where the URL asserts",
      "if (accept !== null && longerThan(accept, MAX_ACCEPT))",
      "if (signals.url === null && accept !== null && longerThan(accept, MAX_ACCEPT))",
    ],
    ["Accept has no say beside an assertion", "if (accept !== null && !isRetired(version, now)) {", "if (false) {"],
    [
      "Accept quarrels with a retired version",
      "if (accept !== null && !isRetired(version, now)) {",
      "if (accept !== null) {",
    ],
    [
      "q=0 does not exclude an asserted version",
      "if (own !== undefined) return own.weight === 0 ? own : null;",
      "if (own !== undefined) return null;",
    ],
    [
      "a generic range saves an excluded version",
      "if (own !== undefined) return own.weight === 0 ? own : null;",
      "if (own !== undefined && own.weight > 0) return null;",
    ],
    [
      "a generic range with q=0 admits",
      "const admitted = ranges.generic !== null && ranges.generic.weight > 0;",
      "const admitted = ranges.generic !== null;",
    ],
    [
      "a generic range admits nothing beside an assertion",
      "return admitted ? null : (ranges.named[0] ?? null);",
      "return ranges.named[0] ?? null;",
    ],
  ]),
  ...inFile("version/assertion.ts", [
    ["the first signal wins", "if (number !== first.number) other ??= assertion;", ""],
    ["the last signal wins", "first ??= assertion;", "first = assertion;"],
    [
      "latest wherever it stands",
      'return application.latestIn.includes("url") ? latestNumber(application, now) : null;',
      "return latestNumber(application, now);",
    ],
    [
      "latest in every header",
      'readVersionHeader(value, application.latestIn.includes("header"))',
      "readVersionHeader(value, true)",
    ],
    [
      "latest in no header",
      'readVersionHeader(value, application.latestIn.includes("header"))',
      "readVersionHeader(value, false)",
    ],
  ]),
  ...inFile("version/header.ts", [
    [
      "an empty member is ignored",
      'for (const member of value.split(",")) {',
      'for (const member of value.split(",").filter((it) => it.trim() !== "")) {',
    ],
    [
      "only the first member is read",
      'for (const member of value.split(",")) {',
      'for (const member of value.split(",").slice(0, 1)) {',
    ],
    ["a member is not trimmed", 'const text = member.replace(/^[ \\t]+|[ \\t]+$/g, "");', "const text = member;"],
    ["65 bytes are within the cap", "export const MAX_VERSION_HEADER = 64;", "export const MAX_VERSION_HEADER = 65;"],
    ["63 bytes are the cap", "export const MAX_VERSION_HEADER = 64;", "export const MAX_VERSION_HEADER = 63;"],
    [
      "characters are counted, not bytes",
      "if (text.length * 3 <= limit) return false;",
      "if (text.length <= limit) return false;",
    ],
  ]),
  ...inFile("version/number.ts", [
    ["leading zeros", "if (length > 1 && text.charCodeAt(start) === ZERO) return null;", ""],
    ["five digits", "if (length < 1 || length > 4) return null;", "if (length < 1 || length > 5) return null;"],
    ["any minor version", "text.charCodeAt(last) === ZERO && ", ""],
    [
      "no .0",
      "return wholeNumber(text, start, minor ? last - 1 : text.length);",
      "return wholeNumber(text, start, text.length);",
    ],
    ["no V", "const start = first === 118 || first === 86 ? 1 : 0;", "const start = first === 118 ? 1 : 0;"],
  ]),
  ...inFile("version/registry.ts", [
    [
      "prefix compare: v1 is v11",
      "if (version.number === number) return version;",
      "if (String(version.number).startsWith(String(number))) return version;",
    ],
    [
      "prefix compare: v11 is v1",
      "if (version.number === number) return version;",
      "if (String(number).startsWith(String(version.number))) return version;",
    ],
  ]),
  ...inFile("version/path.ts", [
    ["a version in any case", 'segment.startsWith("v") ? 1 : 0', "/^v/i.test(segment) ? 1 : 0"],
    ["latest in any case", 'if (segment === "latest") return', 'if (segment.toLowerCase() === "latest") return'],
    [
      "what looks like a version is a resource",
      'return LOOKS_LIKE_A_VERSION.test(segment) ? { kind: "unknown", text: segment } : null;',
      "return null;",
    ],
    [
      "2fa is a version",
      "const LOOKS_LIKE_A_VERSION = /^(?:v\\d|\\d+(?:\\.\\d+)*$|latest$)/i;",
      "const LOOKS_LIKE_A_VERSION = /^(?:v\\d|\\d|latest$)/i;",
    ],
    [
      "%2F is a slash",
      "return /[\\w.~-]/.test(character) ? character : escape;",
      "return /[\\w./~-]/.test(character) ? character : escape;",
    ],
    ["nothing is decoded", 'if (!segment.includes("%")) return segment;', "if (segment) return segment;"],
    [
      "the base is a prefix",
      "return Number.isNaN(next) || next === SLASH ? base.length : null;",
      "return base.length;",
    ],
    ["the base is not decoded", 'if (!path.includes("%")) return null;', "if (path) return null;"],
    ["versions is a resource", 'new Set(["versions", "usage"])', 'new Set(["usage"])'],
    [
      "empty segments are skipped",
      'if (segment === "") return cut >= path.length ? { kind: "root", application: "" } : { kind: "elsewhere" };',
      'if (segment === "") return { kind: "root", application: "" };',
    ],
  ]),
  ...inFile("lifecycle/stage.ts", [
    [
      "latest is the newest of all",
      'return inStage("current") ?? inStage("deprecated") ?? null;',
      "return application.versions[0] ?? null;",
    ],
    [
      "latest is current or nothing",
      'return inStage("current") ?? inStage("deprecated") ?? null;',
      'return inStage("current") ?? null;',
    ],
    ["oldest counts previews and the retired", 'return stage === "current" || stage === "deprecated";', "return true;"],
    ["an unbound version is live", "if (!version.bound) return true;", ""],
  ]),
];
