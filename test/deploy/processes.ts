/** Processes below another one, for tests that kill. Linux only, like what they look at: `/proc`. */
import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { sep } from "node:path";

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function all(): Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        // The name in brackets may hold anything; state and parent follow the last bracket.
        const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        if (state === "Z") return [];
        const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
        return [{ pid: Number(name), parent: Number(parent), command }];
      } catch {
        // Ended while we looked.
        return [];
      }
    });
}

/** Children, their children, and so on. */
export function below(pid: number): Process[] {
  const list = all();
  const found: Process[] = [];
  for (let parents = [pid]; parents.length > 0;) {
    const children = list.filter(({ parent }) => parents.includes(parent));
    found.push(...children);
    parents = children.map((child) => child.pid);
  }
  return found;
}

/** Commands of those that work in this folder or below it: whoever has lost its parent is found, too. */
export function workingIn(folder: string): string[] {
  return all().flatMap(({ pid, command }) => {
    try {
      const place = readlinkSync(`/proc/${pid}/cwd`);
      return place === folder || place.startsWith(folder + sep) ? [command] : [];
    } catch {
      // Ended while we looked, or somebody else's.
      return [];
    }
  });
}

export function alive(pid: number): boolean {
  return all().some((process) => process.pid === pid);
}

export function runtimesBelow(pid: number): number[] {
  return below(pid)
    .filter(({ command }) => command.includes("workerd"))
    .map((process) => process.pid);
}

/** `npm start` has said so; rejects with what it told when it ends before. */
export function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let told = "";
    child.stdout?.on("data", (part: Buffer) => {
      told += part.toString();
      if (/^ready http/m.test(told)) resolve();
    });
    child.stderr?.on("data", (part: Buffer) => (told += part.toString()));
    child.once("close", () => reject(new Error(`npm start ended:\n${told}`)));
  });
}
