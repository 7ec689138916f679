import { mean } from '../../sim/core/index.ts';

interface Timed {
  readonly adversary: string;
  readonly index: number;
}

/**
 * How long the cells to come will take: each as long as those of its adversary and case took, or else its
 * adversary, or else any. Null before the first has ended.
 */
export class TimeLeft {
  readonly #seconds = new Map<string, number[]>();
  readonly #workers: number;

  constructor(workers: number) {
    this.#workers = workers;
  }

  ended({ adversary, index }: Timed, seconds: number): void {
    for (const key of [`${adversary} ${index}`, adversary, '']) {
      this.#seconds.set(key, [...(this.#seconds.get(key) ?? []), seconds]);
    }
  }

  of(cells: readonly Timed[]): number | null {
    if (!this.#seconds.has('')) return null;
    const sum = cells.reduce((total, cell) => total + this.#expected(cell), 0);
    return sum / Math.max(1, Math.min(this.#workers, cells.length));
  }

  #expected({ adversary, index }: Timed): number {
    const known = [`${adversary} ${index}`, adversary, ''].map((key) => this.#seconds.get(key));
    return mean(known.find((seconds) => seconds !== undefined) ?? []);
  }
}
