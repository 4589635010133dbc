/** What one part of an export holds, and when it is full. */

export interface PartLimits {
  readonly rows: number;
  readonly characters: number;
}

export const PART_LIMITS: PartLimits = {
  /** Rows read: as many as an import writes at once, tens of milliseconds, so that readers of the account hardly wait. */
  rows: 1_000,
  /**
   * Looked at after each line, so a part exceeds it by one line at most, and a line is a row of 2 MB: far from the
   * 32 MB of one call and the 128 MB of an object, whatever the rows hold.
   */
  characters: 1_000_000,
};

export class Part {
  readonly #limits: PartLimits;
  readonly #lines: string[] = [];
  #rows = 0;
  #characters = 0;

  constructor(limits: PartLimits) {
    this.#limits = limits;
  }

  /** How many more rows may be read. */
  get room(): number {
    return this.#characters < this.#limits.characters ? this.#limits.rows - this.#rows : 0;
  }

  /** A row was read; null when its line is left out. */
  add(line: string | null): void {
    this.#rows += 1;
    if (line === null) return;
    this.#lines.push(line);
    this.#characters += line.length;
  }

  /** Whole lines in UTF-8; nothing when all rows were left out. */
  bytes(): Uint8Array {
    return new TextEncoder().encode(this.#lines.map((line) => `${line}\n`).join(""));
  }
}
