/** A unified diff of two texts, as lines; none when they are equal. Pure. */

const CONTEXT = 3;

type Kind = " " | "-" | "+";

export function diffLines(name: string, before: string, after: string): string[] {
  if (before === after) return [];
  const all = compared(ended(before), ended(after));
  const near = all.map((_, index) =>
    all.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(([kind]) => kind !== " "),
  );
  const lines = [`--- a/${name}`, `+++ b/${name}`];
  let [old, young] = [1, 1];
  for (let index = 0; index < all.length;) {
    if (near[index] !== true) {
      index += 1;
      old += 1;
      young += 1;
      continue;
    }
    const length = all.slice(index).findIndex((_, offset) => near[index + offset] !== true);
    const hunk = all.slice(index, length === -1 ? all.length : index + length);
    const [had, has] = [hunk.filter(([kind]) => kind !== "+").length, hunk.filter(([kind]) => kind !== "-").length];
    lines.push(`@@ -${had === 0 ? old - 1 : old},${had} +${has === 0 ? young - 1 : young},${has} @@`);
    lines.push(...hunk.map(([kind, line]) => `${kind}${shown(line)}`));
    old += had;
    young += has;
    index += hunk.length;
  }
  return lines;
}

/** Longest common subsequence; what is equal at both ends is not looked at, so that a table of any length is quick. */
function compared(before: readonly string[], after: readonly string[]): (readonly [Kind, string])[] {
  let head = 0;
  while (head < Math.min(before.length, after.length) && before[head] === after[head]) head += 1;
  let tail = 0;
  const room = Math.min(before.length, after.length) - head;
  while (tail < room && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const kept = (lines: readonly string[]) => lines.map((line) => [" ", line] as const);
  return [
    ...kept(before.slice(0, head)),
    ...changed(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...kept(before.slice(before.length - tail)),
  ];
}

function changed(before: readonly string[], after: readonly string[]): (readonly [Kind, string])[] {
  const common = commonLengths(before, after);
  const result: (readonly [Kind, string])[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [line, other] = [before[i], after[j]];
    if (line !== undefined && line === other) {
      result.push([" ", line]);
      i += 1;
      j += 1;
    } else if (line !== undefined && (other === undefined || (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))) {
      result.push(["-", line]);
      i += 1;
    } else {
      result.push(["+", other ?? ""]);
      j += 1;
    }
  }
  return result;
}

/** `[i][j]`: how many lines from `i` and `j` on can stay. */
function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const lengths = Array.from({ length: before.length + 1 }, () => Array.from({ length: after.length + 1 }, () => 0));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const down = lengths[i + 1]?.[j] ?? 0;
      const right = lengths[i]?.[j + 1] ?? 0;
      const row = lengths[i];
      if (row !== undefined)
        row[j] = before[i] === after[j] ? 1 + (lengths[i + 1]?.[j + 1] ?? 0) : Math.max(down, right);
    }
  }
  return lengths;
}

/** Lines with what ends them, so that only a different line end is a difference too. */
function ended(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function shown(line: string): string {
  return line.endsWith("\n") ? line.slice(0, -1).replace(/\r$/, "␍") : `${line}\n\\ No newline at end of file`;
}
