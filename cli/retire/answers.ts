/**
 * What clients meet, looked at over HTTP and without a key, as they would: the retired version is gone and says so, the
 * others answer. A router's new build reaches every place within seconds, so what is not as it should be is looked at
 * again for a while.
 */
import { wait } from "./waiting.ts";
import * as z from "zod";

export interface Looking {
  /** The router's address. */
  readonly url: string;
  /** `/api`, and `/api/enrollment` for a named application. */
  readonly discovery: string;
  /** The version's root: `/api/v3`. */
  readonly path: string;
  readonly number: number;
  /** 410, or for a restored version anything that is alive. */
  readonly wanted: "retired" | "live";
  readonly signal: AbortSignal;
}

/** Milliseconds: how long a build may take to get everywhere, and between two looks. */
interface Patience {
  readonly all: number;
  readonly between: number;
}
const PATIENCE: Patience = { all: 120_000, between: 1_000 };
/** Milliseconds, for one answer. */
const ANSWER = 15_000;
/** So many looks in a row must agree: the first place that has the new build says nothing of the others. */
const AGREEING = 3;

const Discovered = z.object({ versions: z.array(z.object({ version: z.number(), stage: z.string() })) });
const Health = z.object({
  checks: z.array(z.object({ application: z.string().nullable(), version: z.number(), status: z.string() })),
});

/** Throws an `Error` with what is not as it should be. */
export async function expectAnswers(looking: Looking, patience: Patience = PATIENCE): Promise<void> {
  const until = Date.now() + patience.all;
  let agreed = 0;
  for (;;) {
    const faults = await look(looking);
    agreed = faults.length === 0 ? agreed + 1 : 0;
    if (agreed === AGREEING) return;
    // Time that is up is no fault by itself: what was as it should be is looked at until it agreed, or did not.
    if (faults.length > 0 && Date.now() > until) throw new Error(faults.join("\n"));
    // Health is kept for a second, so looking again sooner would see the same answer.
    await wait(patience.between, looking.signal);
  }
}

async function look(looking: Looking): Promise<readonly string[]> {
  try {
    const found = await Promise.all([ofVersion(looking), ofDiscovery(looking), ofHealth(looking)]);
    return found.flat();
  } catch (error) {
    if (looking.signal.aborted) throw new Error("Interrupted.", { cause: error });
    return [`The router does not answer at ${looking.url}: look at it before anything else.`];
  }
}

async function ofVersion({ url, path, wanted, signal }: Looking): Promise<readonly string[]> {
  // A path that no version has: its answer is the router's, or says at least that the worker is there.
  const { status } = await ask(url, `${path}/milepost-looks`, signal);
  // Refusals are charged to their address, and whoever calls the retired version from ours may have used up what it
  // has: 429 then says nothing of the version, and the list of versions, from the same table, has to do.
  if (wanted === "retired" && status !== 410 && status !== 429) return [`${path} answers ${status} and not 410.`];
  if (wanted === "live" && (status === 410 || status >= 500)) return [`${path} answers ${status} still.`];
  return [];
}

async function ofDiscovery({ url, discovery, number, wanted, signal }: Looking): Promise<readonly string[]> {
  const { body } = await ask(url, discovery, signal);
  const stage = Discovered.safeParse(body).data?.versions.find(({ version }) => version === number)?.stage;
  if ((stage === "retired") === (wanted === "retired") && stage !== undefined) return [];
  return [`${discovery} lists version ${number} as ${stage ?? "nothing"}.`];
}

async function ofHealth({ url, signal }: Looking): Promise<readonly string[]> {
  const { body } = await ask(url, "/health/versions", signal);
  const checks = Health.safeParse(body).data?.checks;
  if (checks === undefined) return ["/health/versions does not answer as it should."];
  return checks
    .filter(({ status }) => status !== "pass")
    .map(({ application, version }) => `${application === null ? "" : `${application}/`}v${version} is not healthy.`);
}

async function ask(url: string, path: string, signal: AbortSignal): Promise<{ status: number; body: unknown }> {
  const late = AbortSignal.timeout(ANSWER);
  const response = await fetch(new URL(path, url), { signal: AbortSignal.any([signal, late]) });
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) };
  } catch {
    return { status: response.status, body: null };
  }
}
