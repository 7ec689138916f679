import type { Adversary, FailureDistribution, Proposal, Trial } from '../../adversary/index.ts';
import type { Json } from '../../sim/core/index.ts';

/** An adversary with a watch on it: how long it thought, as opposed to waited for episodes. */
export class TimedAdversary implements Adversary {
  readonly #inner: Adversary;
  #thinkingMs = 0;

  constructor(inner: Adversary) {
    this.#inner = inner;
  }

  get learnerSeconds(): number {
    return this.#thinkingMs / 1000;
  }

  get name(): string {
    return this.#inner.name;
  }

  get remarks(): readonly string[] {
    return this.#inner.remarks;
  }

  get done(): boolean {
    return this.#inner.done;
  }

  get budget(): number {
    return this.#inner.budget;
  }

  async ask(n: number): Promise<readonly Proposal[]> {
    const startMs = performance.now();
    try {
      return await this.#inner.ask(n);
    } finally {
      this.#thinkingMs += performance.now() - startMs;
    }
  }

  /** Some learn when they are told. */
  tell(trials: readonly Trial[]): void {
    const startMs = performance.now();
    this.#inner.tell(trials);
    this.#thinkingMs += performance.now() - startMs;
  }

  distribution(): FailureDistribution {
    return this.#inner.distribution();
  }

  draft(): FailureDistribution | null {
    return this.#inner.draft();
  }

  diagnostics(): Json {
    return this.#inner.diagnostics();
  }

  close(): void {
    this.#inner.close();
  }
}
