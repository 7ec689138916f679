import { beforeAll, describe, expect, it } from 'vitest';
import '../../toys/plugin.ts';
import { createAgent } from '../../../agents/index.ts';
import type { Encoding } from '../../../agents/protocol/index.ts';
import { parseEvaluateConfig } from '../../../server/config/evaluate-config.ts';
import { EpisodeHost, FILE_CONTEXT } from '../../../server/evaluate/episode-host.ts';
import { runEvaluation } from '../../../server/evaluate/run-evaluation.ts';
import { RunFolder } from '../../../server/store/run-folder.ts';
import type { EpisodeJob, EpisodeRecord } from '../../../sim/index.ts';
import { comparable, newFolder } from '../toy-runs.ts';
import { openHub, seat } from './hub-server.ts';

/** Scenes near the nominal one, one of them in bad weather. */
const JOBS = [
  { scene: {}, seed: 11 },
  { scene: { weather: 'HardRainNoon' }, seed: 12 },
  { scene: {}, seed: 13 },
];
/** Pilots see where they are and the course in their readings alone. */
const FLIGHTS: readonly EpisodeJob[] = [
  { scene: {}, seed: 21 },
  { scene: {}, seed: 22 },
];
const DRIVES = { task: 'driving/one-curve', jobs: JOBS };
const POLICIES = [
  { policy: 'pure-pursuit', run: DRIVES },
  { policy: 'cil', run: DRIVES },
  { policy: 'uav-pd', run: { task: 'uav/3-anchors', jobs: FLIGHTS } },
];
const ENCODINGS: readonly Encoding[] = ['msgpack', 'json'];

/** Score and every logged number of some episodes, side by side in one process. */
async function records(
  { task, jobs }: { readonly task: string; readonly jobs: readonly EpisodeJob[] },
  agent: string,
  desk: Parameters<typeof EpisodeHost.open>[1] = {},
) {
  const config = { task, agent, seats: 2, gl: 'auto', plugins: [] } as const;
  const host = await EpisodeHost.open(config, desk);
  try {
    const results = await Promise.all(jobs.map((job) => host.run(job)));
    return { about: host.about, results: results.map(({ score, trajectory }) => ({ score, trajectory })) };
  } finally {
    await host.close();
  }
}

function bits({ trajectory }: EpisodeRecord): Uint8Array {
  const { buffer, byteOffset, byteLength } = trajectory.rows;
  return new Uint8Array(buffer, byteOffset, byteLength);
}

describe.each(POLICIES)('the policy $policy', ({ policy, run }) => {
  let inProcess: Awaited<ReturnType<typeof records>>;

  beforeAll(async () => {
    inProcess = await records(run, policy);
  }, 120_000);

  it.each(ENCODINGS)(
    'acts bit for bit alike behind the wire, in %s',
    async (encoding) => {
      const { url, desk } = await openHub();
      const leave = seat(await createAgent(policy, FILE_CONTEXT), {
        url,
        name: 'mine',
        environments: 2,
        encoding,
      });
      const overWire = await records(run, 'ws:mine', { desk: desk() });
      await leave();
      expect(overWire.about).toMatchObject({
        agentVersion: inProcess.about.agentVersion,
        renderer: inProcess.about.renderer,
        camera: inProcess.about.camera,
      });
      expect(overWire.results).toEqual(inProcess.results);
      for (const [i, record] of overWire.results.entries()) {
        expect(bits(record)).toEqual(bits(inProcess.results[i] as EpisodeRecord));
      }
    },
    120_000,
  );
});

describe('an evaluation', () => {
  it('logs the same rows over two seats of one name, in other encodings, as in its own workers', async () => {
    const { url, desk } = await openHub();
    seat(await createAgent('pure-pursuit', FILE_CONTEXT), { url, environments: 3, encoding: 'msgpack' });
    seat(await createAgent('pure-pursuit', FILE_CONTEXT), { url, environments: 2, encoding: 'json' });
    const evaluate = async (agent: string, workers: number) => {
      const out = newFolder();
      const flags = { task: 'driving/straight', agent, episodes: 12, workers, seats: 4, out: `${out}/run` };
      await runEvaluation(parseEvaluateConfig(flags), { err: () => {}, errIsTty: false }, { desk: desk() });
      const run = RunFolder.open(`${out}/run`, { write: false });
      const rows = comparable(run.store.rows()).map(({ agent: _, ...row }) => row);
      const steps = rows.map(({ id }) => run.store.trajectory(id));
      run.close();
      return rows.map((row, i) => ({ ...row, steps: steps[i] })).sort((a, b) => (a.id < b.id ? -1 : 1));
    };
    const overWire = await evaluate('ws:pure-pursuit', 2);
    expect(overWire).toHaveLength(12);
    expect(overWire).toEqual(await evaluate('pure-pursuit', 1));
  }, 120_000);
});
