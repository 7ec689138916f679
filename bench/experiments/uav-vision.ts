/**
 * How well uav-vision races: gates passed on unseen mild tracks, and against how hard a track is.
 *
 *   npx tsx bench/experiments/uav-vision.ts [--agent uav-vision] [--gl auto] [--tracks 100]
 */
import { parseArgs } from 'node:util';
import { createAgent } from '../../agents/index.ts';
import { FILE_CONTEXT } from '../../server/evaluate/episode-host.ts';
import { formatShare } from '../../server/evaluate/summary.ts';
import { validTrack } from '../../server/train/training-tracks.ts';
import { createTask, EpisodeRunner, Rng, type Scene, type Task, wilson } from '../../sim/index.ts';
import { type GlChoice, openHeadlessRenderer } from '../../sim/render/headless.ts';
import { sharpestTurnPerM } from './track-difficulty.ts';

const { values } = parseArgs({
  options: {
    agent: { type: 'string', default: 'uav-vision' },
    gl: { type: 'string', default: 'auto' },
    tracks: { type: 'string', default: '100' },
  },
});
const SEED = 2026;
/** Mild: anchors in the inner half of their ranges. */
const MILD_SHARE = 0.5;
const BAND_EDGES_PER_M = [0.1, 0.15, 0.2, 0.3, 0.45];

interface Flight {
  readonly gates: number;
  readonly of: number;
  readonly reason: string;
  readonly turnPerM: number;
}

const agent = await createAgent(values.agent, FILE_CONTEXT);
const renderer = agent.needs.camera === null ? null : openHeadlessRenderer({ route: values.gl as GlChoice });

/** Gates of a lap. */
const GATES: Readonly<Record<string, number>> = {
  'uav/3-anchors': 8,
  'uav/4-anchors': 10,
  'uav/5-anchors': 12,
};

async function race(id: string, share: number, tracks: number): Promise<Flight[]> {
  const task = createTask(id);
  const runner = new EpisodeRunner({ task, agent, renderer, seats: 8 });
  const rng = new Rng(SEED, 'tracks', id, String(share));
  const scenes = Array.from({ length: tracks }, () => validTrack(task, rng, share));
  return Promise.all(scenes.map((scene, i) => flight(runner, task, scene, SEED + i)));
}

async function flight(runner: EpisodeRunner, task: Task, scene: Scene, seed: number): Promise<Flight> {
  const { score } = await runner.run({ scene, seed });
  const of = GATES[task.id] ?? 0;
  return {
    gates: Math.round((score.terms.gates ?? 0) * of),
    of,
    reason: score.reason,
    turnPerM: sharpestTurnPerM(task, scene),
  };
}

function report(name: string, flights: readonly Flight[]): void {
  const sum = (of: (flight: Flight) => number) => flights.reduce((total, each) => total + of(each), 0);
  const whole = flights.filter(({ reason }) => reason === 'goal').length;
  const gates = wilson(
    sum(({ gates }) => gates),
    sum(({ of }) => of),
  );
  console.log(
    `${name}: gates ${formatShare(gates)}; whole laps ${formatShare(wilson(whole, flights.length))}`,
  );
}

const tracks = Number(values.tracks);
report('mild, 3 anchors', await race('uav/3-anchors', MILD_SHARE, tracks));
const all: Flight[] = [];
for (const count of [3, 4, 5]) {
  const flights = await race(`uav/${count}-anchors`, 1, tracks);
  report(`whole paper space, ${count} anchors`, flights);
  all.push(...flights);
}
for (const [i, low] of [0, ...BAND_EDGES_PER_M].entries()) {
  const high = BAND_EDGES_PER_M[i] ?? Number.POSITIVE_INFINITY;
  const band = all.filter(({ turnPerM }) => turnPerM >= low && turnPerM < high);
  if (band.length > 0) report(`sharpest turn ${low} to ${high} per m, ${band.length} tracks`, band);
}
await agent.close?.();
renderer?.close();
