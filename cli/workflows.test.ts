/** The workflows of GitHub Actions, held to what they must and must not do; nobody here can run them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readArguments } from "./arguments.ts";
import { COMMANDS } from "./commands.ts";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly uses?: string;
  readonly needs?: string;
  readonly environment?: string;
  readonly steps?: readonly Step[];
  readonly "timeout-minutes"?: number;
  readonly permissions?: unknown;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly concurrency: { readonly group: string; readonly "cancel-in-progress": unknown };
  readonly jobs: Readonly<Record<string, Job>>;
}

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = `${ROOT}.github/workflows/`;
/** What knip reads workflows with. */
const yaml = createRequire(import.meta.resolve("knip"))("yaml") as { parse: (text: string) => unknown };
const { scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8")) as { scripts: Record<string, string> };

const names = readdirSync(FOLDER).toSorted();
const texts = new Map(names.map((name) => [name, readFileSync(FOLDER + name, "utf8")]));

function workflow(name: string): Workflow {
  return yaml.parse(texts.get(name) ?? "") as Workflow;
}

function stepsOf({ jobs }: Workflow): readonly Step[] {
  return Object.values(jobs).flatMap(({ steps = [] }) => steps);
}

test("there are three: for requests, for main and for tags", () => {
  expect(names).toEqual(["check.yml", "production.yml", "staging.yml"]);
  expect(Object.keys(workflow("check.yml").on)).toEqual(["pull_request", "workflow_call"]);
  expect(workflow("staging.yml").on).toEqual({ push: { branches: ["main"] } });
  expect(workflow("production.yml").on).toEqual({ push: { tags: ["v*"] } });
});

describe.each(names)("%s", (name) => {
  const { permissions, concurrency, jobs } = workflow(name);
  const steps = stepsOf(workflow(name));

  test("may read the code, and nothing else", () => {
    expect(permissions).toEqual({ contents: "read" });
    for (const job of Object.values(jobs)) expect(job.permissions).toBeUndefined();
    for (const step of steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"))) {
      expect(step.with).toEqual({ "persist-credentials": false });
    }
  });

  test("pins what is not ours to a commit, and says which release that is", () => {
    const pins = [...(texts.get(name) ?? "").matchAll(/uses: (.+)$/gm)].map(([, it = ""]) => it);
    expect(pins.length).toBeGreaterThan(0);
    for (const pin of pins) {
      if (pin.startsWith("./")) expect(existsSync(ROOT + pin), pin).toBe(true);
      else expect(pin).toMatch(/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  test("runs commands that there are, with options that they take", () => {
    for (const { run } of steps) {
      const words = run?.split(" ") ?? [];
      if (words[0] === "npx") {
        expect(words[1]).toBe("milepost");
        expect(readArguments(words.slice(2), COMMANDS)).toMatchObject({ kind: "run" });
      } else if (words.join(" ") !== "npm ci" && run !== undefined) {
        expect(Object.keys(scripts)).toContain(words.at(-1));
        expect(["npm run", "npm"]).toContain(words.slice(0, -1).join(" "));
      }
      // Nothing that somebody outside may have written becomes part of a command.
      expect(run ?? "").not.toContain("${{");
    }
  });

  test("ends sooner or later, and never breaks a deploy off", () => {
    for (const job of Object.values(jobs))
      if (job.uses === undefined) expect(job["timeout-minutes"]).toBeGreaterThan(0);
    const deploys = steps.some(({ run }) => run?.includes("milepost deploy"));
    if (deploys) expect(concurrency).toEqual({ group: name.replace(".yml", ""), "cancel-in-progress": false });
    else expect(concurrency["cancel-in-progress"]).toBe("${{ github.event_name == 'pull_request' }}");
  });
});

test("secrets are for the deploys alone, behind the checks and in an environment of their name", () => {
  expect(texts.get("check.yml")).not.toContain("secrets.");
  for (const environment of ["staging", "production"]) {
    const { check, deploy } = workflow(`${environment}.yml`).jobs;
    expect(check?.uses).toBe("./.github/workflows/check.yml");
    expect([deploy?.needs, deploy?.environment]).toEqual(["check", environment]);
    const given = (deploy?.steps ?? []).filter(({ env }) => env !== undefined);
    expect(given.map(({ run }) => run)).toEqual([expect.stringMatching(/^npx milepost deploy /)]);
    expect(Object.keys(given[0]?.env ?? {})).toEqual(["CLOUDFLARE_API_TOKEN", "CLOUDFLARE_ACCOUNT_ID"]);
  }
});
