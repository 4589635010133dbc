/** `milepost application replace`. */
import { command, Misuse } from "../command.ts";
import { execute } from "../execute.ts";
import { planReplace } from "../plan/replace.ts";
import { readStyle } from "../scaffold/application.ts";
import { projectFiles, templates } from "../scaffold/project.ts";
import { circumstancesOf, scaffoldPerformer } from "../scaffold/performer.ts";

export const applicationReplace = command({
  noun: "application",
  verb: "replace",
  synopsis: "[--number N] [--style plain|itty]",
  summary: "removes the messaging API and writes an API of your own in its place",
  help: `
Removes the API that came with the project: its versions, its store, its sample data, and all tests and benchmarks that are
about it. In its place stands a version of your own, a worker of a few lines, bound as the default version. The router,
limits, usage, the console and this command stay as they are. Other applications stay. Nothing is deployed.

  --number N           which version it is to its clients, when there are some; 1 when left out
  --style plain|itty   how it is written: plain fetch, or with itty-router; plain when left out

Refused: when the messaging API is not there any more; files that git has not got yet, unless --yes is given. What was
removed is in git.

  milepost application replace --dry-run
  milepost application replace
  milepost application replace --number 3 --style itty
`,
  words: { least: 0, most: 0 },
  options: { number: { type: "string" }, style: { type: "string" } },
  async run(context, { values }) {
    const style = readStyle(values.style);
    const number = numberOf(values.number ?? "1");
    const files = projectFiles(context.root);
    const circumstances = await circumstancesOf(context, `application replace --number ${number}`);
    const plan = planReplace({
      ...circumstances,
      style,
      number,
      table: await context.table(),
      files,
      templates: templates("application"),
    });
    const outcome = await execute(context, {
      plan,
      performers: { scaffold: scaffoldPerformer(context, files) },
      question: "Remove the messaging API?",
    });
    if (outcome.kind === "done")
      context.say(`Your API is workers/v${number}/index.ts. Then: npm run generate && npm run check`);
    return outcome;
  },
});

function numberOf(typed: string): number {
  const digits = /^v?(0|[1-9]\d{0,3})$/.exec(typed)?.[1];
  if (digits === undefined) throw new Misuse(`--number '${typed}' is no version: write its number.`);
  return Number(digits);
}
