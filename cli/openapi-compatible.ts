/**
 * Whether the API documents keep what was promised, as `milepost check` looks at it. With `--accept`, part of
 * `npm run generate`, it makes today's documents the promise first, but for those that break something.
 */
import { fileURLToPath } from "node:url";
import { acceptContract, contractFaults } from "./check/contract.ts";
import { contractsOf } from "./check/contracts.ts";
import { ROOT } from "./openapi-documents.ts";
import { readTableFile } from "./table/file.ts";
import { workerFolders } from "./worker-folders.ts";

const root = fileURLToPath(ROOT);
const now = Date.now();
const accept = process.argv.includes("--accept");
const contracts = await contractsOf(root, await readTableFile(root, now), await workerFolders(root), now);
for (const contract of contracts) {
  if (accept && (await acceptContract(contract))) console.log(`wrote ${contract.folder}/openapi.accepted.json`);
  for (const fault of await contractFaults(contract)) {
    console.error(fault);
    process.exitCode = 1;
  }
}
