/** Is this the operator? The secret `ADMIN_TOKEN` names the first one. */

export type Operator = { readonly kind: "operator" } | { readonly kind: "off" } | { readonly kind: "stranger" };

/** Compares digests of equal length in constant time, so that neither length nor prefix of the token shows. */
export async function recognise(request: Request, adminToken: string | undefined): Promise<Operator> {
  if (adminToken === undefined || adminToken === "") return { kind: "off" };
  const match = /^bearer +(\S{1,512}) *$/i.exec(request.headers.get("Authorization") ?? "");
  const [given, wanted] = await Promise.all([digest(match?.[1] ?? ""), digest(adminToken)]);
  return crypto.subtle.timingSafeEqual(given, wanted) ? { kind: "operator" } : { kind: "stranger" };
}

function digest(text: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
}
