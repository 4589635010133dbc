/** The local edge with `--https` signs its own certificate. This process believes it, and for nobody else but its names. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";

/** As the edge writes it into its data folder. */
const CERTIFICATE = "localhost-cert.pem";

export async function trustEdge(data: string): Promise<void> {
  const certificate = await readFile(join(data, CERTIFICATE), "utf8").catch(() => null);
  if (certificate !== null) setDefaultCACertificates([...getCACertificates("default"), certificate]);
}
