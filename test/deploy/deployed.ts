/**
 * Once before all tests of this folder: the real workers, deployed by the real wrangler to an edge with the sample data
 * in it. Tests that begin where that ends take a copy of the edge's folder (`Bench.startDeployed`), which is what an edge finds
 * when it is started again.
 */
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { deployAll } from "../../cli/deploy.ts";
import { Bench } from "./fixture.ts";
import { fill } from "./milepost.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of the edge's data. */
    deployed: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const bench = await Bench.create();
  await bench.start({ main: "milepost" });
  await deployAll({ root: fileURLToPath(new URL("../..", import.meta.url)), target: bench.edge.api });
  await fill(bench);
  await bench.stop();
  project.provide("deployed", bench.dataDir);
  return () => bench.remove();
}
