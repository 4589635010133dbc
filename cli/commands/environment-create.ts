/** `milepost environment create`. */
import { command } from "../command.ts";
import { execute } from "../execute.ts";
import { planEnvironment } from "../plan/environment.ts";
import { projectFiles } from "../scaffold/project.ts";
import { circumstancesOf, scaffoldPerformer } from "../scaffold/performer.ts";

export const environmentCreate = command({
  noun: "environment",
  verb: "create",
  synopsis: "NAME",
  summary: "writes [env.NAME] into every configuration, so that --env NAME deploys it",
  help: `
Writes a block [env.NAME] into the configuration of every worker: the same bindings and vars under the workers' names of
that environment, milepost-v2-NAME and so on. An environment has its own keys, accounts and data. A configuration that has
the block is left as it is, so what you change in it stays; from then on commands change the table in both places.

Without differences to keep there is no need to commit it: make it where you deploy, as .github/workflows/staging.yml does.

  milepost environment create staging --dry-run
  milepost environment create staging
  milepost deploy --env staging
`,
  words: { least: 1, most: 1 },
  options: {},
  async run(context, { words: [environment = ""] }) {
    const files = projectFiles(context.root);
    const circumstances = await circumstancesOf(context, `environment create ${environment}`);
    return execute(context, {
      plan: planEnvironment({ ...circumstances, environment, files }),
      performers: { scaffold: scaffoldPerformer(context, files) },
      question: `Write [env.${environment}] into every configuration?`,
      wire: { environment },
    });
  },
});
