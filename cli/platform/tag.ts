/** What was noted with a build when it was deployed. */
import * as z from "zod";
import { type Access, callPlatform, PlatformFault } from "./call.ts";

const Build = z.looseObject({
  annotations: z.looseObject({ "workers/tag": z.string().nullish() }).nullish(),
});

/** Null: nothing was, or the platform has forgotten the build. */
export async function tagOf(access: Access, worker: string, buildId: string): Promise<string | null> {
  const path = `scripts/${encodeURIComponent(worker)}/versions/${encodeURIComponent(buildId)}`;
  try {
    const found = Build.safeParse(await callPlatform(access, { method: "GET", path }));
    return found.data?.annotations?.["workers/tag"] ?? null;
  } catch (error) {
    if (error instanceof PlatformFault && error.kind === "missing") return null;
    throw error;
  }
}
