import { writeFileSync } from 'node:fs';
import { loadTensorflow } from '../../agents/tensor/index.ts';
import { KernelProfile } from '../torch/kernel-profile.ts';
import { cnnStep, MOBILE_NET, mobileStep, type Stepper } from '../torch/our-nets.ts';

/** Where training steps spend their time on wasm, kernel by kernel. */
const OUT = 'bench/experiments/training-split.md';
const STEPS = 20;
const { tf, detail } = await loadTensorflow('wasm');

const NETS: readonly (readonly [string, () => Stepper])[] = [
  ['MobileNet `base`, width 0.25, 32 pictures of 96 x 96', () => mobileStep(tf)],
  [
    'MobileNet `d3`, width 0.25, 32 pictures of 96 x 96',
    () => mobileStep(tf, { ...MOBILE_NET, variant: 'd3' }),
  ],
  ['four convolutions, 32 pictures of 64 x 64', () => cnnStep(tf)],
];

const profile = new KernelProfile(tf);
const sections = NETS.map(([name, open]) => {
  const stepper = open();
  for (let i = 0; i < 5; i++) stepper.step();
  const { stepCpuMs, kernels } = profile.of(stepper.step, STEPS);
  stepper.dispose();
  const shown = kernels.filter(({ cpuMs }) => cpuMs >= 0.01 * stepCpuMs);
  const outside = stepCpuMs - kernels.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  const rows = shown.map(
    ({ kernel, calls, cpuMs }) =>
      `| ${kernel} | ${Math.round(calls)} | ${cpuMs.toFixed(1)} | ${share(cpuMs / stepCpuMs)} |`,
  );
  return [
    `## A step of ${name}: ${stepCpuMs.toFixed(0)} ms`,
    '',
    '| kernel | calls | CPU ms | share |',
    '|---|---|---|---|',
    ...rows,
    `| outside kernels: pictures, loss, tape, collector | | ${outside.toFixed(1)} | ${share(outside / stepCpuMs)} |`,
    '',
  ].join('\n');
});

const text = [
  '# Where a training step spends its time',
  '',
  `\`npx tsx ${OUT.replace('.md', '.ts')}\`, ${detail}, processor time of one step, the mean of ${STEPS}. Kernels under 1 % are left out.`,
  '',
  ...sections,
].join('\n');
writeFileSync(OUT, text);
process.stdout.write(text);

function share(part: number): string {
  return `${Math.round(100 * part)} %`;
}
