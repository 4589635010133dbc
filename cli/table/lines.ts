/** Edits of single blocks of a TOML text as lines. Each answers null when the text is not written so that it could. Pure. */
import { parse, patch, TomlFormat } from "@decimalturn/toml-patch";
import { isObject } from "../../http/object.ts";
import { versionOfBinding } from "../../router/config/names.ts";
import { type Block, blocksOf, isBlank, samePath } from "./blocks.ts";
import type { Value } from "./edit.ts";

type Values = Readonly<Record<string, Value | null>>;

/** What is behind the block is kept out of toml-patch's sight: it takes the next section's comment for this block's. */
export function setInBlock(text: string, path: readonly string[], values: Values): string | null {
  const lines = text.split("\n");
  const block = blocksOf(lines).find((it) => !it.listed && samePath(it.path, path));
  if (block === undefined) return null;
  const head = lines.slice(block.start, block.end).join("\n");
  const document = parse(head) as Record<string, unknown>;
  const table = path.reduce<unknown>((at, part) => (isObject(at) ? at[part] : undefined), document);
  if (!isObject(table)) return null;
  for (const [key, value] of Object.entries(values)) {
    if (value === null) delete table[key];
    else table[key] = value;
  }
  const ended = `${head}\n`;
  const format = TomlFormat.autoDetectFormat(ended);
  format.bracketSpacing = false;
  format.trailingComma = false;
  const patched = patch(ended, document, format).replace(/\n$/, "");
  return [...lines.slice(0, block.start), patched, ...lines.slice(block.end)].join("\n");
}

/** A new block behind the last one of its kind: versions, then other vars, then anything of the environment. */
export function insertVars(text: string, at: readonly string[], table: string, values: Values): string | null {
  const lines = text.split("\n");
  const blocks = blocksOf(lines).filter(
    ({ path }) => samePath(path.slice(0, at.length), at) && (at.length > 0 || path[0] !== "env"),
  );
  const vars = blocks.filter(({ path }) => path[at.length] === "vars");
  const kin = vars.filter(({ path }) => kindOf(path[at.length + 1] ?? "") === kindOf(table));
  const after = kin.at(-1) ?? vars.at(-1) ?? blocks.at(-1);
  const entries = Object.entries(values).flatMap(([key, value]) =>
    value === null ? [] : [`${key} = ${written(value)}`],
  );
  return insert(lines, after?.end ?? lines.length, ["", `[${header([...at, "vars", table])}]`, ...entries]);
}

/** Above the bindings of older versions of the same application, or behind those of newer ones; else behind the last. */
export function insertBind(
  text: string,
  path: readonly string[],
  { binding, service }: { readonly binding: string; readonly service: string },
): string | null {
  const lines = text.split("\n");
  const blocks = blocksOf(lines);
  const services = blocks.filter((it) => it.listed && samePath(it.path, path));
  const rebound = services.find((it) => bindingIn(lines, it, path) === binding);
  if (rebound !== undefined) return null;
  const block = [`[[${header(path)}]]`, `binding = ${JSON.stringify(binding)}`, `service = ${JSON.stringify(service)}`];
  const older = services.find((it) => isOlder(bindingIn(lines, it, path), binding));
  if (older !== undefined) return insert(lines, older.start, [...block, ""]);
  const newer = services.findLast((it) => isOlder(binding, bindingIn(lines, it, path)));
  if (newer !== undefined) return insert(lines, newer.end, ["", ...block]);
  const at = path.slice(0, -1);
  const kin = blocks.filter((it) => at.length > 0 && samePath(it.path.slice(0, at.length), at));
  return insert(lines, (services.at(-1) ?? kin.at(-1) ?? blocks.at(-1))?.end ?? lines.length, ["", ...block]);
}

/** With the comments right above it, and one of the blank lines around it. */
export function removeBlock(
  text: string,
  path: readonly string[],
  wanted: (block: Record<string, unknown>) => boolean,
): string | null {
  const lines = text.split("\n");
  const block = blocksOf(lines).find((it) => samePath(it.path, path) && wanted(contentOf(lines, it, path)));
  if (block === undefined) return null;
  const { start, end } = block;
  const before = lines.slice(0, start);
  const rest = lines.slice(end);
  // A blank line on either side would make two.
  if (isBlank(before.at(-1) ?? "") && isBlank(rest[0] ?? "") && rest.length > 1) rest.shift();
  else if (rest.every(isBlank) && isBlank(before.at(-1) ?? "x")) before.pop();
  return [...before, ...rest].join("\n");
}

function insert(lines: readonly string[], index: number, block: readonly string[]): string {
  const carriage = lines[0]?.endsWith("\r") === true ? "\r" : "";
  const made = block.map((line) => `${line}${carriage}`);
  const before = lines.slice(0, index);
  const rest = lines.slice(index);
  // A last line without an end gets one, and the new last line none.
  if (rest.length === 0 && carriage !== "" && before.length > 0) {
    before.push(`${before.pop() ?? ""}\r`);
    made.push((made.pop() ?? "").slice(0, -1));
  }
  return [...before, ...made, ...rest].join("\n");
}

function bindingIn(lines: readonly string[], block: Block, path: readonly string[]): string {
  return String(contentOf(lines, block, path)["binding"]);
}

function contentOf(lines: readonly string[], { header, end }: Block, path: readonly string[]): Record<string, unknown> {
  let value: unknown = parse(lines.slice(header, end).join("\n"));
  for (const part of path) value = isObject(value) ? value[part] : undefined;
  const found: unknown = Array.isArray(value) ? value[0] : value;
  return isObject(found) ? found : {};
}

function isOlder(binding: string, than: string): boolean {
  const [one, other] = [versionOfBinding(binding), versionOfBinding(than)];
  return one !== null && other !== null && one.application === other.application && one.number < other.number;
}

/** `VERSION_V1` → `VERSION`. */
function kindOf(table: string): string {
  return table.split("_", 1)[0] ?? "";
}

function header(path: readonly string[]): string {
  return path.map((part) => (/^[A-Za-z0-9_-]+$/.test(part) ? part : JSON.stringify(part))).join(".");
}

function written(value: Value): string {
  return typeof value === "object" ? `[${value.map((it) => JSON.stringify(it)).join(", ")}]` : JSON.stringify(value);
}
