import { FaultscapeError } from '../../sim/core/index.ts';
import { type Divergence, firstDivergence, type StepListener } from '../../sim/index.ts';
import { machineFacts } from '../config/machine.ts';
import type { ServeConfig } from '../config/serve-config.ts';
import { EpisodeHost, type EpisodeResult, type HostConfig } from '../evaluate/episode-host.ts';
import { meetDriver } from '../seats/meet-driver.ts';
import type { Notice } from '../seats/notice.ts';
import { enginesOf } from '../store/engines-of.ts';
import type { EpisodeRow } from '../store/episode-store.ts';
import { versionsOf } from '../store/new-manifest.ts';
import { requireEpisode } from '../store/require-episode.ts';
import type { RunFolder } from '../store/run-folder.ts';

export interface Replay {
  readonly row: EpisodeRow;
  readonly steps: number;
  /** Null when every step is as logged. */
  readonly divergence: Divergence | null;
  /** Fields of the score that differ, as [name, logged, replayed]. */
  readonly scoreDifferences: readonly (readonly [name: string, logged: string, replayed: string])[];
  /** Versions that are not those of the log: the likely reason of a difference. */
  readonly versionDifferences: readonly (readonly [name: string, logged: string, now: string])[];
}

/** Runs a logged episode again, in this process, and compares every step with the log. */
export async function replayEpisode(
  folder: RunFolder,
  id: string,
  options: {
    plugins: readonly string[];
    onStep?: StepListener;
    /** Where to listen for a program that drove the episode. */
    serve?: ServeConfig | undefined;
    onNotice?: (notice: Notice) => void;
  },
): Promise<Replay> {
  const { manifest } = folder;
  if (manifest.task.startsWith('oracle/')) throw notSimulated(manifest.agent);
  const { row, logged } = episodeOf(folder, id);
  const { engine, tf } = enginesOf(manifest);
  if (engine !== 'auto') process.env.FAULTSCAPE_ENGINE = engine;
  if (engine !== 'auto' && tf !== 'auto') process.env.FAULTSCAPE_TF = tf;
  const { plugins, serve, onStep = () => {}, onNotice = () => {} } = options;
  const driver = await meetDriver({
    config: {
      agent: row.agent,
      pace: 'lock-step',
      stale: 'hold',
      agentTimeoutS: serve?.limits.answerTimeoutS ?? 30,
    },
    serve,
    onNotice,
  });
  let host: EpisodeHost | undefined;
  try {
    host = await EpisodeHost.open(
      {
        task: row.task,
        files: folder.taskFiles(),
        agent: row.agent,
        seats: 1,
        gl: (manifest.renderer?.split(':')[0] ?? 'auto') as HostConfig['gl'],
        plugins,
      },
      { desk: driver.desk, watch: () => onStep },
    );
    const result = await host.run({ scene: row.scene, seed: row.seed });
    const { node, gitCommit, cpu } = machineFacts();
    const before = {
      ...row.versions,
      agent: row.agentVersion,
      node: manifest.node,
      commit: String(manifest.gitCommit),
      // onnxruntime computes in another order on another kind of processor.
      ...(engine === 'onnx' ? { cpu: manifest.cpu } : {}),
    };
    const now = {
      ...versionsOf(host.about, { pace: 'lock-step', stale: 'hold' }),
      agent: host.about.agentVersion,
      node,
      commit: String(gitCommit),
      ...(engine === 'onnx' ? { cpu } : {}),
    };
    return {
      row,
      steps: result.score.steps,
      divergence: firstDivergence(logged, result.trajectory),
      scoreDifferences: scoreDifferences(row, result),
      versionDifferences: differences(before, now),
    };
  } finally {
    await host?.close();
    await driver.close();
  }
}

function episodeOf(folder: RunFolder, id: string) {
  const row = requireEpisode(folder, id);
  if (row.versions.pace !== undefined) {
    throw new FaultscapeError(
      'data',
      `Episode ${id} was driven in real time and cannot be run again alike.`,
      {
        expected: 'an episode in lock-step, where the world waits for the agent',
        got: row.versions.pace,
        hint: 'its steps are in the log: faultscape serve shows them',
      },
    );
  }
  const logged = folder.store.trajectory(id);
  if (logged !== null) return { row, logged };
  throw new FaultscapeError('data', `Episode ${id} has no steps to compare with.`, {
    expected: 'an episode that ended',
    got: `${row.status}${row.error === null ? '' : `: ${row.error}`}`,
  });
}

function scoreDifferences(row: EpisodeRow, { score }: EpisodeResult): Replay['scoreDifferences'] {
  const fields = (from: Omit<EpisodeRow, 'q'> | typeof score, q: number | null) => ({
    q: String(q),
    failed: String(from.failed),
    reason: String(from.reason),
    steps: String(from.steps),
    ...Object.fromEntries(Object.entries(from.terms ?? {}).map(([name, value]) => [name, String(value)])),
  });
  return differences(fields(row, row.q), fields(score, score.total));
}

function differences(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): readonly (readonly [string, string, string])[] {
  return Object.keys({ ...before, ...now })
    .filter((name) => before[name] !== now[name])
    .map((name) => [name, before[name] ?? 'nothing', now[name] ?? 'nothing']);
}

function notSimulated(oracle: string): FaultscapeError {
  return new FaultscapeError('usage', 'An oracle scored this run, so there are no steps to be replayed.', {
    expected: 'a run of a task of this program',
    got: oracle,
    hint: 'the scene and the seed of every episode are in the log (faultscape report)',
  });
}
