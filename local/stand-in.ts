/**
 * What stands where a worker is bound that is not there. On the platform such a binding exists and every
 * use of it fails; in workerd a binding to nothing keeps the whole runtime from starting. So those bindings
 * lead here, where whatever is called throws.
 */
import type { WorkerDefinition } from "./runtime.ts";

/** Cloudflare's names have no dots, so no deployed worker can be called this. */
export const STAND_IN = "edge.stand-in";

const SOURCE = `
import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";

export class AbsentWorker extends WorkerEntrypoint {
  constructor(ctx, env) {
    super(ctx, env);
    throw new Error("This binding leads nowhere: worker '" + ctx.props.worker + "' is not deployed, or lacks the entrypoint.");
  }
}

export class AbsentObject extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    throw new Error("This binding leads nowhere: the worker that implemented this Durable Object is not deployed.");
  }
}

export default {
  fetch() {
    return new Response("No worker is deployed here.\\n", { status: 404 });
  },
};
`;

export function standIn(compatibilityDate: string): WorkerDefinition {
  return {
    config: {
      name: STAND_IN,
      compatibilityDate,
      manifest: { mainModule: "stand-in.js", modules: { "stand-in.js": { type: "esm", contents: SOURCE } } },
      exports: { AbsentObject: { type: "durable-object", storage: "sqlite" } },
    },
    // Nothing is ever kept here, and nothing may be left on disk under this name.
    dev: { unsafeEphemeralDurableObjects: true },
  };
}
