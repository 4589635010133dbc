/** Is this the first operator, whom the secret `ADMIN_TOKEN` names? Further ones the admin worker knows. */

export type Operator = { readonly kind: "first" } | { readonly kind: "off" } | { readonly kind: "other" };

/** Compares digests of equal length in constant time, so that neither length nor prefix of the token shows. */
export async function recognise(request: Request, adminToken: string | undefined): Promise<Operator> {
  if (adminToken === undefined || adminToken === "") return { kind: "off" };
  const match = /^bearer +(\S{1,512}) *$/i.exec(request.headers.get("Authorization") ?? "");
  const [given, wanted] = await Promise.all([digest(match?.[1] ?? ""), digest(adminToken)]);
  return crypto.subtle.timingSafeEqual(given, wanted) ? { kind: "first" } : { kind: "other" };
}

function digest(text: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
}
