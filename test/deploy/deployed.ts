/**
 * Once for all tests of this folder: the real workers, deployed by the real wrangler to an edge with the sample data
 * in it. Tests that begin where that ends take a copy of the edge's folder (`Bench.startDeployed`), which is what an edge finds
 * when it is started again. Others need not wait for it: it is made while they run.
 */
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { deployAll } from "../../cli/deploy.ts";
import { Bench } from "./fixture.ts";
import { fill } from "./milepost.ts";
import type { Deployed } from "./when-deployed.ts";

declare module "vitest" {
  interface ProvidedContext {
    deployed: Deployed;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const bench = await Bench.create();
  const outcome = join(bench.folder, "outcome");
  const made = deploy(bench, outcome);
  project.provide("deployed", { data: bench.dataDir, outcome });
  return async () => {
    await made;
    await bench.remove();
  };
}

/** Never throws: whoever waits for it is told. */
async function deploy(bench: Bench, outcome: string): Promise<void> {
  let why = "";
  try {
    await bench.start({ main: "milepost" });
    await deployAll({ root: fileURLToPath(new URL("../..", import.meta.url)), target: bench.edge.api });
    await fill(bench);
    await bench.stop();
  } catch (error) {
    why = `The workers could not be deployed for the tests: ${String(error)}`;
  }
  // Under its name it is there whole, or not at all.
  await writeFile(`${outcome}.new`, why);
  await rename(`${outcome}.new`, outcome);
}
