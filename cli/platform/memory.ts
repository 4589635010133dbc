/**
 * What this copy remembers of a platform, in the folder that git ignores: which build of the router it deployed last,
 * the last builds of workers that it deleted, and which deploys it began and never saw the end of. Losing it is safe:
 * without the first the tables are compared instead, without the second a version is restored from its folder, and
 * `milepost deploy --all` does without the third.
 */
import { access, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";

const Seen = z.record(z.string(), z.string());

export class Memory {
  readonly #folder: string;

  /** `data`: the git-ignored folder; the local edge's own when that is the platform. */
  constructor(data: string, accountId: string) {
    this.#folder = join(data, "operator", accountId);
  }

  /** Null: none was deployed from here. */
  async seenBuild(worker: string): Promise<string | null> {
    return (await this.#seen())[worker] ?? null;
  }

  async sawBuild(worker: string, buildId: string): Promise<void> {
    const seen = { ...(await this.#seen()), [worker]: buildId };
    await mkdir(this.#folder, { recursive: true });
    const beside = join(this.#folder, `seen.json.${process.pid}`);
    await writeFile(beside, `${JSON.stringify(seen, null, 2)}\n`);
    await rename(beside, join(this.#folder, "seen.json"));
  }

  /**
   * A build is live before its routes are, and nobody asks the platform for those: a deploy that broke in between looks
   * finished, so that it began is noted until its end.
   */
  async beginsDeploy(worker: string): Promise<void> {
    await mkdir(join(this.#folder, "begun"), { recursive: true });
    await writeFile(this.#begun(worker), "");
  }

  async endsDeploy(worker: string): Promise<void> {
    await rm(this.#begun(worker), { force: true });
  }

  /** Of its last deploy from here nobody knows how far it came. */
  async brokeOff(worker: string): Promise<boolean> {
    return access(this.#begun(worker)).then(
      () => true,
      () => false,
    );
  }

  #begun(worker: string): string {
    return join(this.#folder, "begun", worker);
  }

  /** Where a worker's last build is, or would be. */
  keptBuild(worker: string): string {
    return join(this.#folder, "builds", worker);
  }

  async forgetBuild(worker: string): Promise<void> {
    await rm(this.keptBuild(worker), { recursive: true, force: true });
  }

  async #seen(): Promise<Readonly<Record<string, string>>> {
    try {
      return Seen.parse(JSON.parse(await readFile(join(this.#folder, "seen.json"), "utf8")));
    } catch {
      // A damaged file knows nothing: the careful way then is the one for a copy that never deployed.
      return {};
    }
  }
}
