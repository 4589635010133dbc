/**
 * The self-signed certificate of `--https`, kept in the data folder: a client that was told to trust it once
 * goes on trusting it.
 */
import { generate } from "selfsigned";
import type { DataDir } from "./data-dir.ts";

export interface Certificate {
  /** PEM. */
  readonly cert: string;
  readonly key: string;
}

const CERT = "localhost-cert.pem";
const KEY = "localhost-key.pem";
const YEARS = 10;

export async function certificate(dir: DataDir): Promise<Certificate> {
  const [cert, key] = await Promise.all([dir.readText(CERT), dir.readText(KEY)]);
  if (cert !== null && key !== null) return { cert, key };
  const until = new Date();
  until.setFullYear(until.getFullYear() + YEARS);
  const made = await generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    algorithm: "sha256",
    notAfterDate: until,
    extensions: [
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 2, value: "*.localhost" },
          { type: 7, ip: "127.0.0.1" },
        ],
      },
    ],
  });
  await dir.write(CERT, made.cert);
  await dir.write(KEY, made.private);
  return { cert: made.cert, key: made.private };
}
