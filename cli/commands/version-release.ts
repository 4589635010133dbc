/** `milepost version release`. */
import { command } from "../command.ts";
import { execute } from "../execute.ts";
import { planRelease } from "../plan/release.ts";
import { projectFiles, templates } from "../scaffold/project.ts";
import { circumstancesOf, scaffoldPerformer } from "../scaffold/performer.ts";
import { readVersionName, versionLabel } from "../table/named.ts";

export const versionRelease = command({
  noun: "version",
  verb: "release",
  synopsis: "VERSION",
  summary: "writes the next version from the newest one, which becomes a shell over it",
  help: `
Writes the files of the next version, a copy of the newest one's, and leaves in the newest one's folder a shell over it:
a list of changes, empty at first, so that everything passes through and both answer the same. The new version is bound
as a preview in every environment, with the limits of the one before. Nothing is deployed: look, commit, then
'milepost deploy'.

Change what the new version does in its own folder; then write into the shell's changes.ts how the old one still did it.
When it is done, take 'preview = true' out of [vars.VERSION_V3] and deploy the router.

Refused: a number that is not the next one; a folder that is there already; Durable Objects inside the newest version's
worker (a shell would delete them); files that git has not got yet, unless --yes is given.

  milepost version release v3 --dry-run
  milepost version release v3
  milepost version release enrollment/v3
`,
  words: { least: 1, most: 1 },
  options: {},
  async run(context, { words: [word = ""] }) {
    const name = readVersionName(word);
    const label = versionLabel(name);
    const files = projectFiles(context.root);
    const circumstances = await circumstancesOf(context, `version release ${label}`);
    const plan = planRelease({
      ...circumstances,
      name,
      table: await context.table(),
      files,
      templates: templates("shell"),
    });
    const outcome = await execute(context, {
      plan,
      performers: { scaffold: scaffoldPerformer(context, files) },
      question: `Write ${label}?`,
      wire: { version: label },
    });
    if (outcome.kind === "done") {
      context.say(`${label} is written. Check it with 'npm run check', commit, then: milepost deploy`);
    }
    return outcome;
  },
});
