/**
 * The calls of Cloudflare's API that wrangler makes for `deploy`, `delete`, `secret`, `versions`, `deployments` and
 * `rollback`, one line each. What is not here is answered 404 with the call's name: nothing is pretended.
 */
import * as z from "zod";
import type { Platform } from "../platform.ts";
import type { WorkerRecord } from "../records.ts";
import { CODES, Refusal } from "../refusal.ts";
import * as answers from "./answers.ts";
import { readUpload } from "./upload.ts";

export interface Call {
  readonly request: Request;
  readonly query: URLSearchParams;
  /** The path's variable parts, decoded, in order; the account is not among them. */
  readonly parts: readonly string[];
  readonly platform: Platform;
  /** Where a public worker answers, by its name. */
  readonly publicUrl: (worker: string) => string;
}

type Handler = (call: Call) => unknown;

const Subdomain = z.object({ enabled: z.boolean().optional() });
const Routes = z.array(z.object({ pattern: z.string() }).loose());
const ScriptSettings = z.object({ tags: z.array(z.string()).nullish() }).loose();
const Secret = z.object({ name: z.string().min(1), text: z.string(), type: z.literal("secret_text") });
const SecretBulk = z.object({ secrets: z.record(z.string(), z.object({ text: z.string() }).loose().nullable()) });
const NewDeployment = z.object({
  versions: z.array(z.object({ version_id: z.string(), percentage: z.number() })),
  annotations: z.record(z.string(), z.string()).optional(),
});

/** `A` is `/accounts/<id>/workers`; `*` is one variable part. */
export const CALLS: readonly (readonly [method: string, pattern: string, handler: Handler])[] = [
  ["GET", "A/services/*", ({ parts, platform }) => answers.service(serviceOf(platform, parts))],
  [
    "DELETE",
    "A/services/*",
    ({ parts, platform, query }) => platform.remove(name(parts), query.get("force") === "true"),
  ],
  ["GET", "A/scripts/*/settings", settings],
  [
    "GET",
    "A/scripts/*/references",
    ({ parts, platform }) => answers.references(platform.references(platform.worker(name(parts)).name)),
  ],
  ["GET", "A/tails/by-consumer/*", () => []],
  ["PUT", "A/scripts/*", async (call) => uploadLive(call)],
  ["POST", "A/scripts/*/versions", async (call) => answers.version(await upload(call, false))],
  [
    "GET",
    "A/scripts/*/versions",
    ({ parts, platform }) => ({ items: platform.worker(name(parts)).builds.map(answers.version) }),
  ],
  [
    "GET",
    "A/scripts/*/versions/*",
    ({ parts, platform }) => answers.version(buildOf(platform.worker(name(parts)), parts[1])),
  ],
  [
    "GET",
    "A/scripts/*/deployments",
    ({ parts, platform }) => ({ deployments: platform.worker(name(parts)).deployments.map(answers.deployment) }),
  ],
  ["POST", "A/scripts/*/deployments", deploy],
  ["PATCH", "A/scripts/*/script-settings", scriptSettings],
  ["GET", "A/scripts/*/secrets", ({ parts, platform }) => platform.secretNames(name(parts)).map(answers.secret)],
  ["PUT", "A/scripts/*/secrets", putSecret],
  ["PATCH", "A/scripts/*/secrets-bulk", putSecrets],
  ["DELETE", "A/scripts/*/secrets/*", deleteSecret],
  ["GET", "A/workers/*", ({ parts, platform, publicUrl }) => workerOf(platform.worker(name(parts)), publicUrl)],
  ["GET", "A/subdomain", () => ({ subdomain: "local" })],
  ["POST", "A/scripts/*/subdomain", setSubdomain],
  ["PUT", "A/scripts/*/routes", setRoutes],
  ["GET", "/zones", ({ query }) => [{ id: query.get("name"), name: query.get("name") }]],
  ["GET", "/zones/*/workers/routes", ({ platform }) => platform.workers().flatMap(routesOf)],
  ["GET", "/accounts/*/storage/kv/namespaces", () => []],
];

function name(parts: readonly string[]): string {
  return parts[0] ?? "";
}

/** The one call whose 404 has a number of its own. */
function serviceOf(platform: Platform, parts: readonly string[]): WorkerRecord {
  const worker = platform.find(name(parts));
  if (worker !== undefined) return worker;
  throw new Refusal(404, CODES.serviceNotFound, `Worker '${name(parts)}' does not exist on this edge.`);
}

function settings({ parts, platform }: Call) {
  return answers.settings(platform.worker(name(parts)), platform.secretNames(name(parts)));
}

async function upload({ request, parts, platform }: Call, live: boolean) {
  return platform.upload(name(parts), await readUpload(await form(request)), live);
}

async function uploadLive(call: Call) {
  const build = await upload(call, true);
  return answers.uploaded(call.platform.worker(name(call.parts)), build);
}

async function deploy({ request, parts, platform }: Call) {
  const body = await read(request, NewDeployment);
  const [only] = body.versions;
  if (only === undefined || body.versions.length > 1 || only.percentage !== 100) {
    throw new Refusal(
      400,
      CODES.badRequest,
      "The local edge deploys one build to all of the traffic; it does not split it.",
    );
  }
  return answers.deployment(await platform.deploy(name(parts), only.version_id, body.annotations ?? {}));
}

async function scriptSettings({ request, parts, platform }: Call) {
  const { tags } = await read(request, ScriptSettings);
  const worker =
    tags === undefined ? platform.worker(name(parts)) : await platform.set(name(parts), { tags: tags ?? [] });
  return { tags: worker.tags };
}

async function putSecret({ request, parts, platform }: Call) {
  const body = await read(request, Secret);
  await platform.putSecrets(name(parts), { [body.name]: body.text });
  return answers.secret(body.name);
}

async function putSecrets({ request, parts, platform }: Call) {
  const { secrets } = await read(request, SecretBulk);
  await platform.putSecrets(
    name(parts),
    Object.fromEntries(Object.entries(secrets).map(([key, it]) => [key, it?.text ?? null])),
  );
  return null;
}

async function deleteSecret({ parts, platform }: Call) {
  const [worker = "", key = ""] = parts;
  if (!platform.secretNames(worker).includes(key)) {
    throw new Refusal(404, CODES.notFound, `Worker '${worker}' has no secret '${key}'.`);
  }
  await platform.putSecrets(worker, { [key]: null });
  return null;
}

async function setSubdomain({ request, parts, platform, publicUrl }: Call) {
  const body = await read(request, Subdomain);
  const worker = await platform.set(name(parts), { workersDev: body.enabled ?? true });
  return answers.subdomain(worker, publicUrl(worker.name));
}

async function setRoutes({ request, parts, platform }: Call) {
  const routes = (await read(request, Routes)).map(({ pattern }) => pattern);
  return routesOf(await platform.set(name(parts), { routes }));
}

function routesOf(worker: WorkerRecord) {
  return worker.routes.map((pattern) => ({ id: pattern, pattern, script: worker.name }));
}

function workerOf(worker: WorkerRecord, publicUrl: Call["publicUrl"]) {
  return { id: worker.tag, name: worker.name, subdomain: answers.subdomain(worker, publicUrl(worker.name)) };
}

function buildOf(worker: WorkerRecord, id: string | undefined) {
  const build = worker.builds.find((it) => it.id === id);
  if (build !== undefined) return build;
  throw new Refusal(404, CODES.notFound, `Worker '${worker.name}' has no build '${id ?? ""}'.`);
}

async function form(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    throw new Refusal(400, CODES.invalidUpload, "The upload is not a multipart form.");
  }
}

async function read<T>(request: Request, shape: z.ZodType<T>): Promise<T> {
  try {
    return shape.parse(await request.json());
  } catch {
    throw new Refusal(400, CODES.badRequest, "The body of this call is not what wrangler sends.");
  }
}
