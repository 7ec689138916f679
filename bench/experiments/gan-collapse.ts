import { writeFileSync } from 'node:fs';
import { learnDistribution } from '../../adversary/bbgan/learn.ts';
import { PRESETS, type PresetName } from '../../adversary/bbgan/settings.ts';
import {
  coverage,
  createAdversary,
  defaultRadius,
  foolingRate,
  type OptionValues,
  type Proposal,
  runExperiment,
  type Trial,
} from '../../adversary/index.ts';
import { loadTensorflow } from '../../agents/tensor/index.ts';
import { Rng } from '../../sim/core/rng.ts';
import { mean, standardDeviation } from '../../sim/core/stats.ts';
import type { Point } from '../../sim/space/axis.ts';
import { MODE_CENTRES, modeOf, scoreProposal } from '../../test/toys/landscape.ts';

/** Does the GAN of each preset keep the spread of what it imitates, and reach every mode of failure? */
const OUT = 'bench/experiments/gan-collapse.md';
const SEEDS = [1, 2, 3, 4, 5];
const MODE_SEEDS = [...SEEDS, 6, 7, 8, 9, 10];
const PRESET_NAMES: readonly PresetName[] = ['paper', 'healthy'];
const { detail } = await loadTensorflow();

const spreadRows: string[] = [];
for (const preset of PRESET_NAMES) {
  for (const seed of SEEDS) {
    const induced = inducedPoints(seed);
    const start = performance.now();
    const set = { induced, passed: [], binsPerAxis: [null, null, null] };
    const { distribution, energyDistances } = await learnDistribution(set, PRESETS[preset].gan, seed);
    const seconds = (performance.now() - start) / 1000;
    const generated = distribution.sample(1000, seed);
    spreadRows.push(
      row(preset, seed, spread(induced), spread(generated), energyDistances.length, seconds.toFixed(1)),
    );
  }
}

const modeRows: string[] = [];
for (const preset of PRESET_NAMES) {
  for (const seed of MODE_SEEDS) {
    const trials = await attack({ preset }, 3, seed);
    modeRows.push(row(preset, seed, ...figures(trials, 'generated', 3)));
  }
}

const wideRows: string[] = [];
for (const seed of SEEDS) {
  const trials = await attack({ boost: 1 }, 12, seed);
  for (const phase of ['generated', 'boost-1', 'random']) {
    wideRows.push(row(seed, phase, ...figures(trials, phase, 12)));
  }
}

writeFileSync(
  OUT,
  `# Does the GAN collapse?

\`npx tsx bench/experiments/gan-collapse.ts\` wrote this file (${detail}; Node ${process.version}).

## Spread

A hundred induced points, two wide axes and a narrow one, with standard deviations of about
(.69, .69, .23). A healthy generator keeps them; a collapsed one does not.

| preset | seed | std of the induced points | std of 1,000 generated | trainings | seconds |
|---|---|---|---|---|---|
${spreadRows.join('\n')}

## Modes

Three separate balls of failures, each 2.2 % of a three-dimensional box; a pool of 1,000, at most 100
induced, 200 generated. \`paper\` induces by rank, \`healthy\` induces failures only. Coverage: failures of 500
independent random points with a generated failure within ${defaultRadius(3).toFixed(2)}.

| preset | seed | fooling rate | share of each mode | coverage |
|---|---|---|---|---|
${modeRows.join('\n')}

## Many axes

The same landscape with nine more axes that do not matter, preset \`healthy\`, one boost stage. Coverage is within
${defaultRadius(12).toFixed(2)}; random points are the held-out ones, so they have none.

| seed | phase | fooling rate | share of each mode | coverage |
|---|---|---|---|---|
${wideRows.join('\n')}

The fooling rate alone hides a collapse: a generator that repeats one failure has a rate of 100 %.
`,
);
process.stdout.write(`wrote ${OUT}\n`);

function inducedPoints(seed: number): readonly Point[] {
  const rng = new Rng(seed, 'wide and narrow');
  const side = () => (rng.float() < 0.5 ? -1 : 1) * rng.range(0.36, 0.98);
  return Array.from({ length: 100 }, () => [side(), side(), rng.range(-0.4, 0.4)]);
}

function spread(points: readonly Point[]): string {
  const stds = [0, 1, 2].map((axis) => standardDeviation(points.map((p) => p[axis] as number)));
  return `${stds.map((std) => std.toFixed(2)).join(', ')} (mean ${mean(stds).toFixed(2)})`;
}

async function attack(options: OptionValues, dimension: number, seed: number): Promise<readonly Trial[]> {
  const adversary = await createAdversary(
    'bbgan',
    { samples: 200, baseline: 500, ...options },
    { dimension, seed },
  );
  const evaluate = async (proposal: Proposal) => scoreProposal(proposal);
  return (await runExperiment({ adversary, evaluate, concurrency: 100 })).trials;
}

/** Fooling rate, share of the failures in each mode, and coverage of one phase. */
function figures(trials: readonly Trial[], phase: string, dimension: number): readonly string[] {
  const failing = ofPhase(trials, phase).filter((trial) => trial.failed);
  const heldOut = ofPhase(trials, 'random').filter((trial) => trial.failed);
  const shares = MODE_CENTRES.map((_, mode) => failing.filter((t) => modeOf(t.point) === mode).length).map(
    (count) => (failing.length === 0 ? 'none' : (count / failing.length).toFixed(2)),
  );
  const known = heldOut.map((trial) => trial.point);
  const found = failing.map((trial) => trial.point);
  const covered = phase === 'random' ? '' : percent(coverage(known, found, defaultRadius(dimension)).share);
  return [percent(foolingRate(ofPhase(trials, phase)).share), shares.join(' / '), covered];
}

function ofPhase(trials: readonly Trial[], phase: string): readonly Trial[] {
  return trials.filter((trial) => trial.phase === phase);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

function row(...cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}
