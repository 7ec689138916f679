import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WorkerCrash, WorkerPool, type WorkerPoolOptions } from '../../../server/evaluate/worker-pool.ts';
import { AgentFault } from '../../../sim/agent.ts';
import { FaultscapeError } from '../../../sim/core/errors.ts';
import type { ToyJob } from '../../toys/pool-worker.ts';

interface ToyResult {
  readonly beside: number;
  readonly value: unknown;
}

const pools: WorkerPool<ToyJob, ToyResult>[] = [];
let folder: string;

function openPool(options: Partial<WorkerPoolOptions> = {}): WorkerPool<ToyJob, ToyResult> {
  const pool = new WorkerPool<ToyJob, ToyResult>({
    module: new URL('../../toys/pool-worker.ts', import.meta.url),
    config: {},
    workers: 1,
    jobsPerWorker: 4,
    ...options,
  });
  pools.push(pool);
  return pool;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'faultscape-pool-'));
});

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
  rmSync(folder, { recursive: true });
});

describe('WorkerPool', () => {
  it('runs jobs side by side in each worker and returns typed arrays as they are', async () => {
    const pool = openPool({ workers: 2 });
    expect(await pool.ready()).toHaveLength(2);
    const results = await Promise.all([0.1, 2, 3].map((x) => pool.run({ do: 'double', x })));
    expect(results.map((result) => result.value)).toEqual([0.2, 4, 6].map((x) => Float64Array.of(x)));
    const waits = await Promise.all(Array.from({ length: 8 }, () => pool.run({ do: 'wait', ms: 100 })));
    expect(Math.max(...waits.map((wait) => wait.beside))).toBe(4);
  });

  it.each(['SIGKILL', 'SIGSEGV'] as const)(
    'survives a worker that dies of %s and loses no job',
    async (signal) => {
      const crashes: string[] = [];
      const pool = openPool({ onCrash: (how) => crashes.push(how) });
      const onceMarker = join(folder, 'died');
      const results = await Promise.all(
        [
          ...Array.from({ length: 3 }, (): ToyJob => ({ do: 'wait', ms: 50 })),
          { do: 'die', signal, onceMarker } as ToyJob,
          ...Array.from({ length: 12 }, (): ToyJob => ({ do: 'wait', ms: 20 })),
        ].map((job) => pool.run(job)),
      );
      expect(crashes).toEqual([`signal ${signal}`]);
      expect(results[3]?.value).toBe('survived');
      expect(Math.max(...results.slice(4).map((result) => result.beside))).toBe(4);
    },
  );

  it('gives up on a job that kills its worker every time, and on no other', async () => {
    const pool = openPool();
    const deadly = pool.run({ do: 'die', signal: 'SIGKILL' });
    const harmless = Promise.all([1, 2, 3, 4, 5].map((x) => pool.run({ do: 'double', x })));
    await expect(deadly).rejects.toThrow(WorkerCrash);
    expect(await harmless).toHaveLength(5);
  });

  it('kills a worker that has gone silent and counts it as a crash', async () => {
    const pool = openPool({ silenceMs: 200, tries: 1 });
    await pool.ready();
    await expect(pool.run({ do: 'hang' })).rejects.toThrow('signal SIGKILL');
    expect((await pool.run({ do: 'double', x: 4 })).value).toEqual(Float64Array.of(8));
  });

  it('hands an error of a job back with its kind and exit code', async () => {
    const error = await openPool()
      .run({ do: 'complain' })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(FaultscapeError);
    expect((error as FaultscapeError).exitCode).toBe(70);
    expect((error as FaultscapeError).message).toBe('The action is not a number.');
  });

  it('says what went wrong when its workers cannot open', async () => {
    const pool = openPool({ config: { broken: true } });
    await expect(pool.ready()).rejects.toThrow(/No weights.\n {2}expected: a file/);
    await expect(pool.run({ do: 'double', x: 1 })).rejects.toThrow('No weights');
  });

  it('rejects what is left when it closes', async () => {
    const pool = openPool();
    const waiting = pool.run({ do: 'hang' });
    await pool.ready();
    await Promise.all([expect(waiting).rejects.toThrow('closed'), pool.close()]);
  });

  it('answers the calls of its workers, and hands on what the answer threw', async () => {
    const pool = openPool({
      openService: () => ({
        async call(method, [question]) {
          if (question === 'why?') throw new AgentFault('the agent hung up');
          return `${method} to ${question}`;
        },
        closed: () => {},
      }),
    });
    await expect(pool.run({ do: 'ask', question: 'how?' })).resolves.toMatchObject({
      value: 'answer to how?',
    });
    await expect(pool.run({ do: 'ask', question: 'why?' })).rejects.toThrow(AgentFault);
  });

  it('does not take a worker that waits for an answer for one that hangs', async () => {
    const crashes: string[] = [];
    const pool = openPool({
      silenceMs: 300,
      onCrash: (how) => crashes.push(how),
      openService: () => ({
        call: () => new Promise((resolve) => setTimeout(() => resolve('at last'), 1_200)),
        closed: () => {},
      }),
    });
    await expect(pool.run({ do: 'ask', question: 'when?' })).resolves.toMatchObject({ value: 'at last' });
    expect(crashes).toEqual([]);
  });

  it('closes the service of a worker that died', async () => {
    const log: string[] = [];
    let count = 0;
    const pool = openPool({
      openService: () => {
        const number = count++;
        return { call: async () => null, closed: () => log.push(`closed ${number}`) };
      },
    });
    await pool.run({ do: 'die', signal: 'SIGKILL', onceMarker: join(folder, 'once') });
    expect(log).toEqual(['closed 0']);
  });

  it('hands on what workers report, and tells all of them, late ones too, its last word', async () => {
    const news: unknown[] = [];
    const pool = openPool({ onNews: (said) => news.push(said) });
    await pool.run({ do: 'report', news: 'step 7' });
    expect(news).toEqual(['step 7']);
    pool.tellAll('watch two');
    pool.tellAll('watch none');
    await pool.run({ do: 'die', signal: 'SIGKILL', onceMarker: join(folder, 'once') });
    await expect(pool.run({ do: 'heard' })).resolves.toMatchObject({ value: 'watch none' });
  });
});
