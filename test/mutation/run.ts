/**
 * `npm run mutants [-- WORDS]`: shows that the tests notice each mistake of mutants.ts and limit-mutants.ts, or
 * of those whose name has WORDS in it. A mutant is applied while its module is loaded, so no file is ever written. Ends with
 * `N killed, N survived`; exit code 1 when one survives or its text is no longer in the source.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startVitest } from "vitest/node";
import { LIMIT_MUTANTS } from "./limit-mutants.ts";
import { MUTANTS, type Mutant, type Stages } from "./mutants.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Whether all tests pass over the source with one mistake in it, or as it is. */
async function survives(mutant: Mutant | null, stages: Stages): Promise<boolean> {
  for (const include of stages) if (!(await passes([...include], mutant))) return false;
  return true;
}

async function passes(include: string[], mutant: Mutant | null): Promise<boolean> {
  const file = mutant === null ? null : `${ROOT}${mutant.file}`;
  const vitest = await startVitest(
    "test",
    [],
    // Modules are cached on disk by the names of plugins: one mutant would be run for another.
    { root: ROOT, config: false, watch: false, include, reporters: [{}], bail: 1, fsModuleCache: false },
    {
      plugins: [
        {
          name: "mutant",
          enforce: "pre",
          transform: (code, id) =>
            mutant !== null && id === file ? code.replace(mutant.was, () => mutant.becomes) : null,
        },
      ],
    },
  );
  const modules = vitest.state.getTestModules();
  if (modules.length === 0) throw new Error(`There are no tests in ${include.join(", ")}.`);
  const passed = modules.every((module) => module.ok()) && vitest.state.getUnhandledErrors().length === 0;
  await vitest.close();
  return passed;
}

/** Where a mutant's text is, or why it cannot be applied. */
function misfit({ file, was }: Mutant): string | null {
  const count = readFileSync(`${ROOT}${file}`, "utf8").split(was).length - 1;
  return count === 1 ? null : `its text stands ${count} times in ${file}`;
}

const words = process.argv.slice(2).join(" ");
const chosen = [...MUTANTS, ...LIMIT_MUTANTS].filter(({ name }) => name.includes(words));
/** Each once. */
const stages = new Map(chosen.flatMap((mutant) => mutant.stages).map((stage) => [stage.join(), stage]));
const count = { killed: 0, survived: 0, misfits: 0 };

if (!(await survives(null, [...stages.values()]))) {
  console.log("The tests fail without any mutant: nothing can be said.");
  process.exit(1);
}
for (const mutant of chosen) {
  const fault = misfit(mutant);
  if (fault !== null) {
    count.misfits += 1;
    console.log(`cannot be applied: ${mutant.name}: ${fault}`);
    continue;
  }
  const outcome = (await survives(mutant, mutant.stages)) ? "survived" : "killed";
  count[outcome] += 1;
  console.log(`${outcome}: ${mutant.name}`);
}
console.log(
  `${count.killed} killed, ${count.survived} survived${count.misfits > 0 ? `, ${count.misfits} misfits` : ""}`,
);
// Vitest has set it for every mutant that was killed.
process.exitCode = count.survived + count.misfits > 0 || chosen.length === 0 ? 1 : 0;
