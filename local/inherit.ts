/** What an upload takes over from the build before: secrets always, when wrangler asks for it, and inherited bindings. Pure. */
import type { Binding } from "./records.ts";
import { CODES, Refusal } from "./refusal.ts";

export interface Declared {
  readonly bindings: readonly Binding[];
  readonly secrets: Readonly<Record<string, string>>;
  /** Bindings of type `inherit`, by name. */
  readonly inherited: readonly string[];
  /** `keep_bindings`: types whose bindings stay although the upload does not name them. */
  readonly kept: readonly string[];
}

export interface Before {
  readonly bindings: readonly Binding[];
  readonly secrets: Readonly<Record<string, string>>;
}

/** Throws a `Refusal` for a name that is to be inherited and is not there (`bindings_inherit=strict`). */
export function inherit(declared: Declared, before: Before): Before {
  const own = new Set([...declared.bindings.map(({ name }) => name), ...Object.keys(declared.secrets)]);
  const wanted = new Set(declared.inherited);
  const bindings = before.bindings.filter(
    ({ name, type }) => !own.has(name) && (wanted.has(name) || declared.kept.includes(type)),
  );
  const keepSecrets = declared.kept.includes("secret_text");
  const secrets = Object.entries(before.secrets).filter(
    ([name]) => !own.has(name) && (keepSecrets || wanted.has(name)),
  );
  const found = new Set([...bindings.map(({ name }) => name), ...secrets.map(([name]) => name)]);
  const missing = declared.inherited.find((name) => !own.has(name) && !found.has(name));
  if (missing !== undefined) {
    throw new Refusal(400, CODES.badRequest, `Cannot inherit binding '${missing}': the worker has none of that name.`);
  }
  return {
    bindings: [...declared.bindings, ...bindings],
    secrets: { ...Object.fromEntries(secrets), ...declared.secrets },
  };
}
