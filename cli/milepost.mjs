#!/usr/bin/env node
/**
 * Where `npx milepost` begins. Plain JavaScript of the oldest kind that Node 20 runs, so that a Node that cannot run
 * TypeScript is told so in a sentence, and not in a syntax error.
 */
const [major = 0] = process.versions.node.split(".").map(Number);

if (major < 24) {
  process.stderr.write(
    `milepost needs Node 24, and this is ${process.versions.node}. Start it with: npx milepost (the project brings its own Node).\n`,
  );
  process.exitCode = 2;
} else {
  const { main } = await import("./milepost.ts");
  process.exitCode = await main(process.argv.slice(2));
}
