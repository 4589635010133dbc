/** The platform's own marks on an error of an object's call. An overloaded object gets no second request from us. */
export function isRetryable(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const marks = error as { readonly retryable?: unknown; readonly overloaded?: unknown };
  return marks.retryable === true && marks.overloaded !== true;
}
