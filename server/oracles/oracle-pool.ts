import { FaultscapeError } from '../../sim/core/index.ts';
import type { EpisodeJob } from '../../sim/index.ts';
import type { EpisodeResult } from '../evaluate/episode-host.ts';
import type { EpisodePool } from '../evaluate/episode-pool.ts';
import type { Oracle } from './oracle.ts';

const NO_STEPS = { names: [], rows: new Float64Array() };

/** Puts scenes to an oracle, so many side by side, in place of workers that simulate them. */
export function openOraclePool(options: {
  oracle: Oracle;
  sideBySide: number;
  signal: AbortSignal;
}): EpisodePool {
  const { oracle, sideBySide, signal } = options;
  const stop = new AbortController();
  const end = () => stop.abort();
  if (signal.aborted) end();
  signal.addEventListener('abort', end);
  const waiting: (() => void)[] = [];
  const asked = new Set<Promise<unknown>>();
  let free = sideBySide;

  const ask = async (job: EpisodeJob): Promise<EpisodeResult> => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      if (stop.signal.aborted) throw new FaultscapeError('interrupted', 'The oracle is asked no more.');
      const startMs = performance.now();
      const { id = '', scene, seed } = job;
      const { score, terms, reason } = await oracle.ask(scene, { id, seed, signal: stop.signal });
      const total = oracle.scale.q(score);
      const failed = total <= oracle.scale.failsBelow;
      return {
        score: {
          total,
          terms: { rawScore: score, ...terms },
          failed,
          reason: reason ?? (failed ? 'failed' : 'goal'),
          terminated: true,
          truncated: false,
          steps: 0,
        },
        trajectory: NO_STEPS,
        wallMs: performance.now() - startMs,
      };
    } finally {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };

  return {
    about: { agentVersion: oracle.version, renderer: null, tensor: null, camera: null },
    pool: {
      run(job) {
        const answer = ask(job);
        const settled = answer.then(
          () => {},
          () => {},
        );
        asked.add(settled);
        void settled.then(() => asked.delete(settled));
        return answer;
      },
      tellAll() {},
      async close() {
        end();
        signal.removeEventListener('abort', end);
        await Promise.all(asked);
      },
    },
  };
}
