/**
 * `npm run bench [-- NAME …] [--write]`: prints what was measured, as ratios to a named baseline of the same
 * run, and ends with 1 when a target is missed. `--write` keeps the figures in bench/baseline.json.
 * `store` and versions take `--size full | middle | small` (full); `store` takes `--part pages | import | walk | path` for some of it;
 * `--keep DIR` leaves the loaded accounts there, and finds them there again.
 */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { benchLimits } from "./limits.ts";
import { benchResolve } from "./resolve.ts";
import { benchRouter } from "./router.ts";
import type { SizeName } from "./store-sizes.ts";
import { benchStore, isPart, isSize } from "./store.ts";

type Benchmark = () => Promise<{ readonly missed: readonly string[] }>;

const BENCHMARKS: Record<string, Benchmark> = {
  router: benchRouter,
  resolve: benchResolve,
  limits: benchLimits,
  store,
};

/** What an old version costs beside the newest is in a file of its own, named like it, and goes with it. */
for (const file of readdirSync(new URL(".", import.meta.url))) {
  const [, name] = /^(v\d+)\.ts$/.exec(file) ?? [];
  if (name !== undefined) BENCHMARKS[name] = () => version(file);
}

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

async function version(file: string) {
  const { size, keep: folder } = values;
  if (!isSize(size)) {
    console.error("There is no such --size: see bench/run.ts.");
    process.exit(2);
  }
  const module = (await import(new URL(file, import.meta.url).href)) as {
    readonly bench: (size: SizeName, keep: string | null) => ReturnType<Benchmark>;
  };
  return module.bench(size, folder ?? null);
}

function keep(name: string, figures: object): void {
  const baseline = JSON.parse(readFileSync(BASELINE, "utf8")) as Record<string, unknown>;
  const command = `npm run bench -- ${name} --write`;
  // A benchmark that was run in parts keeps what the others measured. What was missed is said, and can be seen in the figures.
  const kept = { ...(baseline[name] as object | undefined), command, ...figures, missed: undefined };
  writeFileSync(BASELINE, `${JSON.stringify({ ...baseline, [name]: kept }, null, 2)}\n`);
}
