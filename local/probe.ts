/**
 * Tries an upload out in a runtime of its own, before the one that serves is touched: does it start, and
 * what does its main module export? The platform does the same when it takes an upload.
 */
import { Miniflare } from "miniflare";
import * as z from "zod";
import { CODES, Refusal } from "./refusal.ts";
import { STAND_IN, standIn } from "./stand-in.ts";
import { type EnvBinding, miniflareOptions, type ModuleContents } from "./runtime.ts";
import type { Binding } from "./records.ts";

export interface Upload {
  readonly mainModule: string;
  readonly modules: ModuleContents;
  readonly bindings: readonly Binding[];
  readonly compatibilityDate: string;
  readonly compatibilityFlags: readonly string[];
}

const PROBE = "edge-probe.js";
const Answer = z.array(z.string());

/** Names the main module exports. Throws a `Refusal` with the runtime's own words when it does not start. */
export async function probe(upload: Upload): Promise<readonly string[]> {
  const said: string[] = [];
  const miniflare = new Miniflare(
    miniflareOptions([definition(upload), standIn(upload.compatibilityDate)], {
      objects: undefined,
      log: (line) => said.push(line),
    }),
  );
  try {
    const response = await fetch(await miniflare.ready);
    return Answer.parse(await response.json());
  } catch {
    const reason = said.find((line) => line.trim() !== "")?.trim() ?? "the runtime gave no reason";
    throw new Refusal(
      400,
      CODES.invalidUpload,
      `The worker does not start: ${reason.replace(/^service core:user:\S+: /, "")}`,
    );
  } finally {
    await miniflare.dispose().catch(() => undefined);
  }
}

function definition(upload: Upload) {
  const source = `import * as worker from ${JSON.stringify(`./${upload.mainModule}`)};
export default { fetch: () => Response.json(Object.keys(worker)) };`;
  const env: Record<string, EnvBinding> = {};
  for (const binding of upload.bindings) env[binding.name] = harmless(binding);
  return {
    config: {
      name: "probe",
      compatibilityDate: upload.compatibilityDate,
      compatibilityFlags: [...upload.compatibilityFlags],
      manifest: {
        mainModule: PROBE,
        modules: { ...upload.modules, [PROBE]: { type: "esm" as const, contents: source } },
      },
      env,
    },
  };
}

/** Bindings may be read while a module loads, but what they lead to must not be touched by a trial. */
function harmless(binding: Binding): EnvBinding {
  switch (binding.type) {
    case "plain_text":
      return { type: "text", value: binding.text };
    case "json":
      return { type: "json", value: binding.json };
    case "service":
      return { type: "worker", worker: STAND_IN, exportName: "AbsentWorker", props: { worker: binding.service } };
    case "durable_object_namespace":
      return { type: "durable-object", worker: STAND_IN, exportName: "AbsentObject" };
    default:
      return binding satisfies never;
  }
}
