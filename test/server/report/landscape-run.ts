import type { EpisodeView, RunView } from '../../../server/report/run-view.ts';
import type { Manifest } from '../../../server/store/manifest.ts';
import { Rng } from '../../../sim/core/rng.ts';
import type { Axis, Point } from '../../../sim/space/axis.ts';
import { Space } from '../../../sim/space/space.ts';

/** Three axes, one of them categorical, one with a name that must be escaped. */
export const LANDSCAPE_SPACE = new Space('slope', [
  { kind: 'continuous', name: 'cameraHeightM', unit: 'm', low: 1, high: 2, description: 'height' },
  { kind: 'continuous', name: 'pitch<b>Deg', unit: 'deg', low: -20, high: -10, description: 'pitch' },
  { kind: 'categorical', name: 'weather', values: ['Clear', 'Wet & dark', 'Storm'], description: 'weather' },
]);

export function wideSpace(dimension: number): Space {
  const axes = Array.from(
    { length: dimension },
    (_, i): Axis => ({ kind: 'continuous', name: `axis${i}`, unit: '1', low: 0, high: 1, description: '' }),
  );
  return new Space('wide', axes);
}

export type Landscape = (point: Point) => number;

/** Fails in a low corner of the first two axes, the more so in later categories. */
export const corner: Landscape = (p) =>
  Math.max(0, Math.min(1, 0.55 + 0.35 * (p[0] as number) + 0.4 * (p[1] as number) - 0.15 * (p[2] as number)));

/** A run over a landscape: a uniform pool, the worst as induced set, and draws near those. */
export function landscapeRun({
  space = LANDSCAPE_SPACE,
  landscape = corner,
  pool = 300,
  generated = 50,
  failsBelow = 0.3,
  finished = true,
}: {
  space?: Space;
  landscape?: Landscape;
  pool?: number;
  generated?: number;
  failsBelow?: number;
  finished?: boolean;
} = {}): RunView {
  const rng = new Rng(7, 'landscape');
  const episode = (phase: string, i: number, raw: Point): EpisodeView => {
    const point = space.snap(raw);
    const q = landscape(point);
    const failed = q <= failsBelow;
    return {
      id: `${phase}-${String(i).padStart(5, '0')}`,
      phase,
      point,
      scene: space.decode(point),
      seed: i,
      status: 'done',
      q,
      terms: { completion: q, speed: 0.5 + q / 2 },
      failed,
      reason: failed ? (q < 0.1 ? 'collision:<tree>' : 'timeout') : 'goal',
      terminated: true,
      truncated: false,
      steps: 10,
      task: 'toy/landscape',
      agent: 'roller',
      agentVersion: '1',
      versions: {},
      wallMs: 1,
      error: null,
    };
  };
  const poolRows = Array.from({ length: pool }, (_, i) =>
    episode(
      'pool',
      i,
      Array.from({ length: space.dimension }, () => rng.range(-1, 1)),
    ),
  );
  const induced = [...poolRows].sort((a, b) => a.q - b.q).slice(0, Math.ceil(pool / 10));
  const near = (p: Point) => p.map((x) => Math.max(-1, Math.min(1, x + 0.1 * rng.normal())));
  const generatedRows = Array.from({ length: generated }, (_, i) =>
    episode('generated', i, near(rng.pick(induced).point)),
  );
  return {
    name: 'landscape',
    folder: 'runs/landscape',
    taskId: 'toy/landscape',
    agent: 'roller',
    adversary: 'bbgan',
    space,
    taskFiles: () => [],
    failsBelow,
    finished,
    episodes: [...generatedRows, ...poolRows],
    aborted: 0,
    invalid: new Map(),
    inducedIds: generated > 0 ? induced.map(({ id }) => id) : [],
    remarks: generated > 0 ? ['only 20 of the induced 30 are failures'] : [],
    distribution: null,
    manifest: {
      format: 'faultscape-run',
      formatVersion: 1,
      name: 'landscape',
      command: 'attack',
      status: finished ? 'done' : 'interrupted',
      faultscape: '0.1.0',
      gitCommit: null,
      node: 'v20.19.0',
      platform: 'linux x64',
      cpu: 'some <CPU>',
      cpus: 2,
      renderer: null,
      agentTensor: null,
      camera: null,
      learnerTensor: { backend: 'wasm', version: '4.22.0' },
      task: 'toy/landscape',
      taskFiles: [],
      failsBelow,
      space: { name: space.name, axes: [...space.axes] } as Manifest['space'],
      agent: 'roller',
      agentVersion: '1',
      adversary: { name: 'bbgan', settings: { pool, samples: generated } },
      seed: 1,
      workers: 2,
      seats: 8,
      config: { task: 'toy/landscape', agent: 'roller', out: 'runs/landscape', seed: 1 },
      startedAt: '2026-01-01T00:00:00.000Z',
      resumedAt: [],
      finishedAt: null,
      learnerSeconds: 1.5,
      diagnostics: null,
      cachedEpisodes: 0,
      remarks: [],
    },
    kept: () => null,
    trajectory: () => null,
  };
}
