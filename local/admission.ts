/**
 * Whether an upload may go live: the platform's refusals, as far as they concern bindings and classes. Pure.
 * The same checks run when a build is uploaded and when it is deployed, because a target may have gone in between.
 */
import { CODES, Refusal } from "./refusal.ts";
import { type Binding, type EdgeState, liveBuild, type Storage } from "./records.ts";

/** Cloudflare takes 5 KB a variable, counted in bytes of text or JSON. */
export const VARIABLE_LIMIT = 5 * 1024;

export interface Candidate {
  readonly name: string;
  readonly bindings: readonly Binding[];
  readonly exports: readonly string[];
  /** The worker's Durable Object classes once the upload's migrations are applied. */
  readonly classes: Readonly<Record<string, Storage>>;
}

/** Throws the first `Refusal` that Cloudflare would answer with. */
export function admit(candidate: Candidate, state: EdgeState): void {
  for (const binding of candidate.bindings) admitBinding(binding, candidate, state);
  for (const name of Object.keys(candidate.classes)) {
    if (candidate.exports.includes(name)) continue;
    throw new Refusal(
      400,
      CODES.stillInUse,
      `New build of '${candidate.name}' does not export class '${name}', which existing Durable Objects depend on. ` +
        "Export it, or delete it with a migration.",
    );
  }
}

function admitBinding(binding: Binding, candidate: Candidate, state: EdgeState): void {
  switch (binding.type) {
    case "plain_text":
      return admitVariable(binding.name, binding.text);
    case "json":
      return admitVariable(binding.name, JSON.stringify(binding.json));
    case "service":
      return admitService(binding, candidate, state);
    case "durable_object_namespace":
      return admitObjects(binding, candidate, state);
    default:
      return binding satisfies never;
  }
}

/** Bytes are what the platform counts: text in most of the world's scripts is two to three times its length. */
export function admitVariable(name: string, text: string): void {
  const size = Buffer.byteLength(text);
  if (size <= VARIABLE_LIMIT) return;
  throw new Refusal(
    400,
    CODES.variableTooLarge,
    `Variable '${name}' holds ${size} bytes, more than the ${VARIABLE_LIMIT} that one variable may hold. Split it.`,
  );
}

function admitService(binding: Extract<Binding, { type: "service" }>, candidate: Candidate, state: EdgeState): void {
  const own = binding.service === candidate.name;
  const target = state.workers[binding.service];
  if (!own && target === undefined) {
    throw new Refusal(
      400,
      CODES.serviceBinding,
      `Could not resolve service binding '${binding.name}'. Target worker '${binding.service}' not found. Deploy it first.`,
    );
  }
  const exports = own ? candidate.exports : exportsOf(binding.service, state);
  const entrypoint = binding.entrypoint ?? "default";
  // Stricter than what is known of the platform: a binding that can never answer is better refused here than found out by a client.
  if (exports.includes(entrypoint) || binding.entrypoint === undefined) return;
  throw new Refusal(
    400,
    CODES.serviceBinding,
    `Could not resolve service binding '${binding.name}'. Worker '${binding.service}' has no entrypoint '${entrypoint}'.`,
  );
}

function admitObjects(
  binding: Extract<Binding, { type: "durable_object_namespace" }>,
  candidate: Candidate,
  state: EdgeState,
): void {
  const { class_name: className, script_name: script } = binding;
  if (script === undefined || script === candidate.name) {
    if (!candidate.exports.includes(className)) {
      throw new Refusal(
        400,
        CODES.durableObject,
        `Cannot create binding for class '${className}' that is not exported by the worker.`,
      );
    }
    if (candidate.classes[className] === undefined) throw unconfigured(className);
    return;
  }
  const target = state.workers[script];
  if (target === undefined) {
    throw new Refusal(
      400,
      CODES.durableObject,
      `Cannot create binding '${binding.name}' for class '${className}': worker '${script}' not found. Deploy it first.`,
    );
  }
  if (target.classes[className] === undefined) {
    throw new Refusal(
      400,
      CODES.durableObject,
      `Cannot create binding '${binding.name}': worker '${script}' has no Durable Object class '${className}'.`,
    );
  }
}

function unconfigured(className: string): Refusal {
  return new Refusal(
    400,
    CODES.durableObject,
    `Cannot create binding for class '${className}' because it is not currently configured to implement Durable Objects. ` +
      "Add it to a migration.",
  );
}

function exportsOf(name: string, state: EdgeState): readonly string[] {
  const worker = state.workers[name];
  return (worker === undefined ? undefined : liveBuild(worker)?.exports) ?? [];
}

/** `YYYY-MM-DD` in UTC; the platform refuses dates that have not come yet. `today` is one too. */
export function admitDate(date: string, today: string): void {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) {
    throw new Refusal(400, CODES.invalidUpload, `Invalid compatibility date '${date}': write it as YYYY-MM-DD.`);
  }
  if (date > today) {
    throw new Refusal(
      400,
      CODES.invalidUpload,
      `Can't set compatibility date in the future: '${date}'. Today is ${today}.`,
    );
  }
}
