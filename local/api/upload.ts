/** The multipart body of an upload: part `metadata` as JSON, then one part per module. */
import * as z from "zod";
import type { ModuleContents } from "../runtime.ts";
import type { Binding, ModuleType } from "../records.ts";
import { CODES, Refusal } from "../refusal.ts";

const Variable = z.object({ type: z.literal("plain_text"), name: z.string(), text: z.string() });
const JsonVariable = z.object({ type: z.literal("json"), name: z.string(), json: z.json() });
const Service = z.object({
  type: z.literal("service"),
  name: z.string(),
  service: z.string(),
  entrypoint: z.string().optional(),
  props: z.record(z.string(), z.unknown()).optional(),
});
const Objects = z.object({
  type: z.literal("durable_object_namespace"),
  name: z.string(),
  class_name: z.string(),
  script_name: z.string().optional(),
});
const Secret = z.object({ type: z.literal("secret_text"), name: z.string(), text: z.string() });
const Inherit = z.object({ type: z.literal("inherit"), name: z.string() });

const AnyBinding = z.discriminatedUnion("type", [Variable, JsonVariable, Service, Objects, Secret, Inherit]);

const Classes = z.array(z.string()).optional();

const Metadata = z.object({
  main_module: z.string(),
  bindings: z.array(z.object({ type: z.string(), name: z.string() }).loose()).default([]),
  compatibility_date: z.string().optional(),
  compatibility_flags: z.array(z.string()).default([]),
  keep_bindings: z.array(z.string()).default([]),
  annotations: z.record(z.string(), z.string()).default({}),
  assets: z.unknown().optional(),
  migrations: z
    .object({
      old_tag: z.string().optional(),
      new_tag: z.string().optional(),
      steps: z
        .array(
          z.object({
            new_classes: Classes,
            new_sqlite_classes: Classes,
            renamed_classes: z.array(z.object({ from: z.string(), to: z.string() })).optional(),
            deleted_classes: Classes,
            transferred_classes: z.array(z.unknown()).optional(),
          }),
        )
        .optional(),
    })
    .optional(),
  exports: z
    .record(
      z.string(),
      z.object({ type: z.string(), storage: z.enum(["sqlite", "legacy-kv"]).optional(), state: z.string().optional() }),
    )
    .optional(),
});

/** Module kinds by the media type of their part. */
const KINDS: Readonly<Record<string, ModuleType>> = {
  "application/javascript+module": "esm",
  "application/javascript": "cjs",
  "text/plain": "text",
  "application/octet-stream": "data",
  "application/wasm": "wasm",
  "application/json": "json",
  "application/source-map": "sourcemap",
};

export interface UploadBody {
  readonly metadata: z.infer<typeof Metadata>;
  readonly bindings: readonly Binding[];
  readonly secrets: Readonly<Record<string, string>>;
  /** Names taken over from the build before. */
  readonly inherited: readonly string[];
  readonly modules: ModuleContents;
}

/** Throws a `Refusal` that names what the local edge cannot take. */
export async function readUpload(form: FormData): Promise<UploadBody> {
  const metadata = parseMetadata(form.get("metadata"));
  if (metadata.assets !== undefined) throw unsupported("static assets");
  const bindings: Binding[] = [];
  const secrets: Record<string, string> = {};
  const inherited: string[] = [];
  for (const raw of metadata.bindings) {
    const parsed = AnyBinding.safeParse(raw);
    if (!parsed.success) throw unsupported(`the binding '${raw.name}' of type '${raw.type}'`);
    const binding = parsed.data;
    if (binding.type === "secret_text") secrets[binding.name] = binding.text;
    else if (binding.type === "inherit") inherited.push(binding.name);
    else bindings.push(binding);
  }
  const modules = await readModules(form);
  if (modules[metadata.main_module] === undefined) {
    throw new Refusal(
      400,
      CODES.invalidUpload,
      `The upload has no part for its main module '${metadata.main_module}'.`,
    );
  }
  return { metadata, bindings, secrets, inherited, modules };
}

function parseMetadata(part: FormDataEntryValue | null): z.infer<typeof Metadata> {
  try {
    return Metadata.parse(JSON.parse(typeof part === "string" ? part : ""));
  } catch {
    throw new Refusal(
      400,
      CODES.invalidUpload,
      "The upload's part 'metadata' is not what wrangler sends for a module worker.",
    );
  }
}

async function readModules(form: FormData): Promise<ModuleContents> {
  const modules: ModuleContents = {};
  for (const [name, part] of form) {
    if (typeof part === "string") continue;
    const type = KINDS[part.type.split(";", 1)[0] ?? ""];
    if (type === undefined) throw unsupported(`module '${name}' of type '${part.type}'`);
    const binary = type === "wasm" || type === "data";
    modules[name] = { type, contents: binary ? new Uint8Array(await part.arrayBuffer()) : await part.text() };
  }
  return modules;
}

function unsupported(what: string): Refusal {
  return new Refusal(400, CODES.badRequest, `The local edge does not offer ${what}. Deploy to Cloudflare to use it.`);
}
