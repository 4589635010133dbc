/** Blocks of a page as a reader runs them: `sh` blocks as they are, `console` blocks as commands with what they print. */

/** Printed after each block's output. */
export const END_OF_BLOCK = "== end of block ==";

export interface Block {
  readonly kind: "sh" | "console";
  readonly text: string;
}

export function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(/^```(sh|console)\n(.*?)^```$/gms)].map(([, kind, text = ""]) => ({
    kind: kind === "console" ? "console" : "sh",
    text,
  }));
}

/** What bash is given for it. A command of a console may fail: it is shown because of what it says then. */
export function scriptOf({ kind, text }: Block): string {
  if (kind === "sh") return `${text}\necho '${END_OF_BLOCK}'\n`;
  const commands = text.split("\n").filter((line) => line.startsWith("$ "));
  const lines = commands.map((line) => `echo '${line}'; { ${line.slice(2)}; } 2>&1 || true`);
  return `${lines.join("\n")}\necho '${END_OF_BLOCK}'\n`;
}

/** As a page shows it: without warnings of npm and keys that are somebody's, under the port that is usual. */
export function shown(output: string): string {
  return output
    .replace(/^npm warn .*\n/gm, "")
    .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "5d1f0c52-7a1b-4c1e-9d55-0c2f6f8e1a37")
    .replace(/\bmp_\w{20,}/g, "mp_…")
    .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:8787");
}

/** What another run shows too: another day is as wide, so that columns stay under their heads. */
export function undated(text: string): string {
  return text.replace(/\b20\d\d-\d\d-\d\d\b/g, "YYYY-MM-DD").replace(/ \d\d:\d\dZ/g, " HH:MMZ");
}
