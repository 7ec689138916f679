import type { Adversary, Proposal, Trial } from '../../adversary/index.ts';
import { cpuMs } from '../measure.ts';

/** As many as a worker has seats. */
const ASKED = 8;

/** Takes an adversary to its end and returns the processor time of its asks and tells alone, and for how many trials. */
export async function thinkingMs(
  adversary: Adversary,
  evaluate: (proposal: Proposal) => Trial,
): Promise<{ readonly ms: number; readonly trials: number }> {
  let ms = 0;
  let trials = 0;
  while (!adversary.done) {
    let asked: readonly Proposal[] = [];
    ms += await cpuMs(async () => {
      asked = await adversary.ask(ASKED);
    });
    const told = asked.map(evaluate);
    ms += await cpuMs(() => adversary.tell(told));
    trials += told.length;
  }
  return { ms, trials };
}
