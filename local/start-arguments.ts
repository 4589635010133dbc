/** What `npm start` was asked for. Pure. */
import { parseArgs } from "node:util";

export interface StartArguments {
  readonly port: number;
  readonly data: string;
  readonly import: string | null;
  readonly https: boolean;
}

const USAGE = "npm start -- [--port 8787] [--data DIR] [--import FILE] [--https]";

/** Throws an `Error` with a sentence for anything else. Port 0 is any free one. */
export function startArguments(args: readonly string[]): StartArguments {
  const values = parse(args);
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535)
    throw new Error(`--port ${values.port} is no port: give a number up to 65535.`);
  if (values.data === "") throw new Error("--data needs a folder.");
  return { port, data: values.data, import: values.import ?? null, https: values.https };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: "string", default: "8787" },
        data: { type: "string", default: ".milepost" },
        import: { type: "string" },
        https: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(/\.\s/, 1)[0] ?? "") : "The arguments cannot be read";
    throw new Error(`${reason}. Usage: ${USAGE}`, { cause: error });
  }
}
