/**
 * Edits of the table's text that keep every comment and all layout that is not theirs. Values inside a block are set by
 * toml-patch; whole blocks are put in and taken out as lines, because it leaves new blocks inline and files a section's
 * comment under the block above. Whatever made it, a text is taken only if it parses to exactly what was wanted. Pure.
 */
import { parse, patch } from "@decimalturn/toml-patch";
import { isObject } from "../../http/object.ts";
import { insertBind, insertVars, removeBlock, setInBlock } from "./lines.ts";

export type Value = string | number | boolean | readonly string[];

/** Each of one environment; null: the top level. `described` (cli/plan/described.ts) says which there are. */
export type Edit =
  /** Keys of `[vars.<table>]`, made if it is not there; null takes a key out. */
  | {
      readonly kind: "set";
      readonly environment: string | null;
      readonly table: string;
      readonly values: Readonly<Record<string, Value | null>>;
    }
  /** Takes `[vars.<table>]` out. */
  | { readonly kind: "drop"; readonly environment: string | null; readonly table: string }
  /** Binds, or rebinds: the newest version's binding stands first. */
  | { readonly kind: "bind"; readonly environment: string | null; readonly binding: string; readonly service: string }
  | { readonly kind: "unbind"; readonly environment: string | null; readonly binding: string };

export type Edited = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly fault: string };

type Document = Record<string, unknown>;

/** An edit that is made already changes nothing. `text` must be TOML. */
export function editTable(text: string, edits: readonly Edit[]): Edited {
  let now = text;
  for (const edit of edits) {
    const wanted = parse(now) as Document;
    apply(wanted, edit);
    if (means(now, wanted)) continue;
    const after = [() => byLines(now, edit), () => patch(now, wanted)].map(attempt).find((it) => means(it, wanted));
    if (after === undefined || after === null)
      return { ok: false, fault: `wrangler.toml cannot be edited safely: ${byHand(edit)}` };
    now = after;
  }
  return { ok: true, text: now };
}

/** What the text must mean afterwards. */
function apply(document: Document, edit: Edit): void {
  const place = environmentOf(document, edit.environment);
  switch (edit.kind) {
    case "set": {
      const table = child(child(place, "vars"), edit.table);
      for (const [key, value] of Object.entries(edit.values)) {
        if (value === null) delete table[key];
        else table[key] = Array.isArray(value) ? [...value] : value;
      }
      return;
    }
    case "drop":
      delete child(place, "vars")[edit.table];
      return;
    case "bind": {
      const services = servicesOf(place);
      const known = services.find((it) => it["binding"] === edit.binding);
      if (known !== undefined) known["service"] = edit.service;
      else services.push({ binding: edit.binding, service: edit.service });
      place["services"] = services;
      return;
    }
    case "unbind": {
      const services = servicesOf(place).filter((it) => it["binding"] !== edit.binding);
      if (services.length > 0) place["services"] = services;
      else delete place["services"];
      return;
    }
    default:
      edit satisfies never;
  }
}

function byLines(text: string, edit: Edit): string | null {
  const at = edit.environment === null ? [] : ["env", edit.environment];
  switch (edit.kind) {
    case "set":
      return (
        setInBlock(text, [...at, "vars", edit.table], edit.values) ?? insertVars(text, at, edit.table, edit.values)
      );
    case "drop":
      return removeBlock(text, [...at, "vars", edit.table], () => true);
    case "bind":
      return insertBind(text, [...at, "services"], edit);
    case "unbind":
      return removeBlock(text, [...at, "services"], (block) => block["binding"] === edit.binding);
    default:
      return edit satisfies never;
  }
}

function attempt(make: () => string | null): string | null {
  try {
    return make();
  } catch {
    // Not this way.
    return null;
  }
}

function means(text: string | null, wanted: Document): boolean {
  if (text === null) return false;
  try {
    return meaning(parse(text)) === meaning(wanted);
  } catch {
    return false;
  }
}

/** Equal for what means the same: the order of keys says nothing, and neither does that of bindings. */
function meaning(value: unknown, key = ""): string {
  if (Array.isArray(value)) {
    const items = value.map((item) => meaning(item));
    return `[${(key === "services" ? items.toSorted() : items).join()}]`;
  }
  if (!isObject(value) || value instanceof Date) return `${typeof value} ${JSON.stringify(value)}`;
  const entries = Object.entries(value).map(([name, it]) => `${JSON.stringify(name)}:${meaning(it, name)}`);
  return `{${entries.toSorted().join()}}`;
}

function environmentOf(document: Document, environment: string | null): Document {
  return environment === null ? document : child(child(document, "env"), environment);
}

function servicesOf(place: Document): Document[] {
  return Array.isArray(place["services"]) ? place["services"].filter(isObject) : [];
}

function child(parent: Document, key: string): Document {
  const found = parent[key];
  if (isObject(found)) return found;
  const made: Document = {};
  parent[key] = made;
  return made;
}

function byHand(edit: Edit): string {
  const where = edit.environment === null ? "at the top level" : `in [env.${edit.environment}]`;
  switch (edit.kind) {
    case "set":
      return `write ${Object.keys(edit.values).join(", ")} of ${edit.table} ${where} by hand.`;
    case "drop":
      return `take ${edit.table} ${where} out by hand.`;
    case "bind":
      return `bind ${edit.binding} to "${edit.service}" ${where} by hand.`;
    case "unbind":
      return `take the binding ${edit.binding} ${where} out by hand.`;
    default:
      return edit satisfies never;
  }
}
