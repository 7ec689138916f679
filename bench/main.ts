import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { cameraLoop } from './camera-loop.ts';
import { detectionLoop } from './detection-loop.ts';
import { askTell } from './learners/ask-tell.ts';
import { gpMemory } from './learners/gp-memory.ts';
import { learnerTime } from './learners/learner-time.ts';
import type { Ratio } from './measure.ts';
import { memory } from './memory.ts';
import { netEngines } from './net-engines.ts';
import { stateLoop } from './state-loop.ts';
import { TORCH_BENCHES } from './torch/nets.ts';
import { trafficLoop } from './traffic-loop.ts';
import { uavGates, uavLoop } from './uav-loop.ts';
import { agentOverWire } from './wire/agent-over-wire.ts';
import { pythonEnv } from './wire/python-env.ts';
import { workers } from './workers.ts';

const FILE = 'bench/results/bench.json';
const progress = (done: number, of: number) => {
  if (done % 500 === 0) process.stderr.write(`  ${done} of ${of} episodes\n`);
};
const BENCHES: readonly (readonly [string, () => Promise<Ratio | null>])[] = [
  ['camera-loop', cameraLoop],
  ['detection-loop', detectionLoop],
  ['state-loop', stateLoop],
  ['traffic-loop', trafficLoop],
  ['uav-loop', uavLoop],
  ['uav-gates', uavGates],
  ['two-workers', workers],
  ['net-engines', netEngines],
  ['memory', () => memory(progress)],
  ['learner', learnerTime],
  ['ask-tell', askTell],
  ['gp-5000', gpMemory],
  ['agent-over-wire', agentOverWire],
  ['python-env', pythonEnv],
  ...TORCH_BENCHES,
];

const wanted = process.argv.slice(2);
const results: Ratio[] = [];
for (const [name, bench] of BENCHES) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stderr.write(`${name} ...\n`);
  const result = await bench();
  if (result === null) continue;
  results.push(result);
  const target =
    'atMost' in result.target ? `at most ${result.target.atMost}` : `at least ${result.target.atLeast}`;
  const sides = Object.entries(result.sides).map(([side, value]) => `${side} ${value.toPrecision(3)}`);
  process.stdout.write(
    `${result.met ? 'met   ' : 'MISSED'} ${result.name}: ${result.ratio.toFixed(2)} (${target})\n` +
      `       ${result.question}\n       ${sides.join(', ')}; ${result.note}\n`,
  );
}
const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
mkdirSync('bench/results', { recursive: true });
writeFileSync(FILE, `${JSON.stringify({ machine, results: [...kept(), ...results] }, null, 2)}\n`);
process.stdout.write(`saved ${FILE}\n`);

/** Results of benches that were not asked for now stay, if they come from a machine like this one. */
function kept(): readonly Ratio[] {
  if (!existsSync(FILE)) return [];
  const before = JSON.parse(readFileSync(FILE, 'utf8')) as { machine: unknown; results: readonly Ratio[] };
  if (JSON.stringify(before.machine) !== JSON.stringify(machine)) return [];
  return before.results.filter(({ name }) => !results.some((result) => result.name === name));
}
