/**
 * The limits of one version for the next one too, as lines of the table: without any a new version would have none, and be
 * the way around those of the old one. Pure.
 */
import { blocksOf, samePath, type Block } from "../table/blocks.ts";

/** @param after binding whose limits are copied, e.g. `V2`; without limits of its own nothing is */
export function withLimitsOf(text: string, environment: string | null, after: string, binding: string): string {
  const at = [...(environment === null ? [] : ["env", environment]), "vars"];
  return withRules(
    withPolicies(text, [...at, "LIMIT_POLICIES"], after, binding),
    [...at, "LIMIT_RULES"],
    after,
    binding,
  );
}

function withPolicies(text: string, path: readonly string[], after: string, binding: string): string {
  const lines = text.split("\n");
  const block = blocksOf(lines).find((it) => samePath(it.path, path));
  if (block === undefined) return text;
  const old = policyOf(after);
  const own = [...lines.entries()].filter(
    ([index, line]) => index > block.header && index < block.end && new RegExp(`^\\s*"?${old}["\\s.=]`).test(line),
  );
  const [first] = own[0] ?? [];
  return lines.toSpliced(first ?? 0, 0, ...own.map(([, line]) => renamed(line, old, policyOf(binding)))).join("\n");
}

/** Behind the rules they are copies of: rules are tried in order. */
function withRules(text: string, path: readonly string[], after: string, binding: string): string {
  const lines = text.split("\n");
  const own = blocksOf(lines).filter((it) => samePath(it.path, path) && bodyOf(lines, it).some(isFor(after)));
  const copies = own.flatMap((it) =>
    ["", ...bodyOf(lines, it)].map((line) =>
      isFor(after)(line)
        ? line.replace(`"${after}"`, `"${binding}"`)
        : renamed(line, policyOf(after), policyOf(binding)),
    ),
  );
  return lines.toSpliced(own.at(-1)?.end ?? 0, 0, ...copies).join("\n");
}

/** Without the comment above its header. */
function bodyOf(lines: readonly string[], { header, end }: Block): readonly string[] {
  return lines.slice(header, end);
}

function isFor(binding: string): (line: string) => boolean {
  return (line) => new RegExp(`^\\s*version\\s*=\\s*"${binding}"`).test(line);
}

function renamed(line: string, old: string, now: string): string {
  return line.replaceAll(new RegExp(`(?<=^|["\\s])${old}(?=[".\\s=])`, "g"), now);
}

/** As the router names the policy of a version: `COURSE_LIST_V0` → `course-list-v0`. */
function policyOf(binding: string): string {
  return binding.toLowerCase().replaceAll("_", "-");
}
