/** One after the other: each task starts when the one before it has ended, well or badly. */
export class Queue {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    // The caller gets the failure; the queue goes on.
    this.#last = result.catch(() => undefined);
    return result;
  }
}
