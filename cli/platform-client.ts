/** What the platform has deployed: the few calls of Cloudflare's API that wrangler offers no machine-readable form of. */
import * as z from "zod";
import { ask } from "./answer.ts";
import { Unreachable } from "./command.ts";
import type { Target } from "./deploy-wrangler.ts";

const Deployments = z.object({
  deployments: z.array(
    z.object({
      id: z.string(),
      created_on: z.string(),
      versions: z.array(z.object({ version_id: z.string(), percentage: z.number() })),
    }),
  ),
});

const BuildWire = z.object({
  id: z.string(),
  annotations: z.record(z.string(), z.unknown()).nullish(),
  metadata: z.object({ created_on: z.string(), author_email: z.string().optional() }).loose(),
});

const References = z.object({
  services: z.object({ incoming: z.array(z.object({ service: z.string(), name: z.string().nullish() }).loose()) }),
  durable_objects: z.array(z.object({ service: z.string() }).loose()),
});

export interface LiveBuild {
  readonly id: string;
  /** Percentage of the traffic that it serves; less than 100 while a deployment is gradual. */
  readonly percentage: number;
}

export class PlatformClient {
  readonly #target: Target;
  readonly #signal: AbortSignal;

  constructor(target: Target, signal: AbortSignal) {
    this.#target = target;
    this.#signal = signal;
  }

  /** The builds that serve now, largest share first; null: there is no such worker. */
  async liveBuilds(worker: string): Promise<readonly LiveBuild[] | null> {
    const found = await this.#get(`scripts/${encodeURIComponent(worker)}/deployments`, Deployments);
    if (found === null) return null;
    const builds = (found.deployments[0]?.versions ?? []).map((it) => ({
      id: it.version_id,
      percentage: it.percentage,
    }));
    return builds.toSorted((a, b) => b.percentage - a.percentage);
  }

  /** What was noted with a build when it was deployed, by key; null: there is no such build. */
  async annotations(worker: string, build: string): Promise<Readonly<Record<string, unknown>> | null> {
    const path = `scripts/${encodeURIComponent(worker)}/versions/${encodeURIComponent(build)}`;
    const found = await this.#get(path, BuildWire);
    return found === null ? null : (found.annotations ?? {});
  }

  /** Names of other workers that refer to this one, by a binding or by its Durable Objects; null: there is no such worker. */
  async referrers(worker: string): Promise<readonly string[] | null> {
    const found = await this.#get(`scripts/${encodeURIComponent(worker)}/references`, References);
    if (found === null) return null;
    const names = [...found.services.incoming, ...found.durable_objects].map(({ service }) => service);
    return [...new Set(names)].filter((name) => name !== worker);
  }

  /** Null for 404. Throws an `Unreachable` for everything else that is no answer. */
  async #get<T>(path: string, shape: z.ZodType<T>): Promise<T | null> {
    const { url, token, accountId } = this.#target;
    const answer = await ask({
      who: "The platform",
      url: new URL(`${url}/accounts/${encodeURIComponent(accountId)}/workers/${path}`),
      method: "GET",
      token,
      signal: this.#signal,
      tokenName: "CLOUDFLARE_API_TOKEN",
    });
    if (answer.status === 404) return null;
    const read = z.object({ result: shape }).safeParse(answer.body);
    if (answer.status !== 200 || !read.success) {
      throw new Unreachable(`The platform's answer (${answer.status}) about '${path}' is none that milepost knows.`);
    }
    return read.data.result;
  }
}
