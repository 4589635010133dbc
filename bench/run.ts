/**
 * `npm run bench [-- NAME …] [--write]`: prints what was measured, as ratios to a named baseline of the same
 * run, and ends with 1 when a target is missed. `--write` keeps the figures in bench/baseline.json.
 * `store` takes `--size full | middle | small` (full), and `--part pages | import | walk | path` for some of it;
 * `--keep DIR` leaves the loaded accounts there, and finds them there again.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { benchLimits } from "./limits.ts";
import { benchResolve } from "./resolve.ts";
import { benchRouter } from "./router.ts";
import { benchStore, isPart, isSize } from "./store.ts";

const BENCHMARKS: Readonly<Record<string, () => Promise<{ readonly missed: readonly string[] }>>> = {
  router: benchRouter,
  resolve: benchResolve,
  limits: benchLimits,
  store,
};

const BASELINE = new URL("baseline.json", import.meta.url);

const { values, positionals } = parseArgs({
  options: {
    write: { type: "boolean" },
    size: { type: "string", default: "full" },
    part: { type: "string", multiple: true },
    keep: { type: "string" },
  },
  allowPositionals: true,
});
const names = positionals.length > 0 ? positionals : Object.keys(BENCHMARKS);
for (const name of names) {
  const benchmark = BENCHMARKS[name];
  if (benchmark === undefined) {
    console.error(`There is no benchmark '${name}'. There are: ${Object.keys(BENCHMARKS).join(", ")}.`);
    process.exit(2);
  }
  const figures = await benchmark();
  console.log(JSON.stringify({ [name]: figures }, null, 2));
  for (const fault of figures.missed) console.error(`missed: ${fault}`);
  if (figures.missed.length > 0) process.exitCode = 1;
  if (values.write === true) keep(name, figures);
}

function store() {
  const { size, part, keep } = values;
  const parts = part?.filter(isPart);
  if (!isSize(size) || parts?.length !== part?.length) {
    console.error("There is no such --size or --part: see bench/run.ts.");
    process.exit(2);
  }
  return benchStore({ size, ...(parts === undefined ? {} : { parts }), ...(keep === undefined ? {} : { keep }) });
}

function keep(name: string, figures: object): void {
  const baseline = JSON.parse(readFileSync(BASELINE, "utf8")) as Record<string, unknown>;
  const command = `npm run bench -- ${name} --write`;
  // A benchmark that was run in parts keeps what the others measured.
  const kept = baseline[name] as object | undefined;
  writeFileSync(BASELINE, `${JSON.stringify({ ...baseline, [name]: { ...kept, command, ...figures } }, null, 2)}\n`);
}
