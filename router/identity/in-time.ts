/** Waiting for an object, but not for ever: one that hangs is treated like one that fails. */

export type InTime<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

/** Never rejects. */
export function inTime<T>(answer: Promise<T>, ms: number): Promise<InTime<T>> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ ok: false, error: new Error(`No answer within ${ms} ms`) }), ms);
    const settle = (result: InTime<T>) => {
      clearTimeout(timer);
      resolve(result);
    };
    answer.then(
      (value) => settle({ ok: true, value }),
      (error: unknown) => settle({ ok: false, error }),
    );
  });
}
