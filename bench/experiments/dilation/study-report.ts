import { kendallTau, mcNemar } from '../../../adversary/index.ts';
import type { MobileNetVariant } from '../../../agents/perception/index.ts';
import { mean, type Proportion, standardDeviation } from '../../../sim/core/index.ts';
import type { Checkpoint, TrainedNet } from './train-one.ts';

/** What an attack on a net found. */
export interface AttackedNet {
  readonly variant: MobileNetVariant;
  readonly seed: number;
  readonly random: Proportion;
  readonly generated: Proportion;
  /** Corrected I(T;Y) in bits, of random and of generated scenes. */
  readonly randomBits: number;
  readonly generatedBits: number;
}

/** Gains over the base in points that the paper prints, one run each (Wang et al. 2020). */
const PUBLISHED: Readonly<Partial<Record<MobileNetVariant, string>>> = {
  d1: '+0.9 / +1.4 / +0.8',
  d2: '+1.1 / +1.4 / +0.4',
  d3: '+2.1 / +0.6 / +1.2',
};
/** Student's t at 97.5 % for one to four degrees of freedom. */
const T_975 = [12.706, 4.303, 3.182, 2.776] as const;

/** Accuracy of every net, and every variant against the base of the same seed. */
export function accuracyTable(nets: readonly TrainedNet[]): string {
  const seeds = [...new Set(nets.map(({ seed }) => seed))];
  const variants = [...new Set(nets.map(({ variant }) => variant))];
  const of = (variant: MobileNetVariant, seed: number) =>
    nets.find((net) => net.variant === variant && net.seed === seed) as TrainedNet;
  const rows = variants.map((variant) => {
    const own = seeds.map((seed) => of(variant, seed));
    const gains = own.map(({ testShare, seed }) => 100 * (testShare - of('base', seed).testShare));
    const tests = own.map((net) => mcNemar(bits(net), bits(of('base', net.seed))));
    const versus =
      variant === 'base'
        ? ['', '', '']
        : [
            meanWithInterval(gains),
            tests
              .map(({ onlyFirst, onlySecond, p }) => `${onlyFirst}:${onlySecond} (${pText(p)})`)
              .join(', '),
            PUBLISHED[variant] ?? 'not published',
          ];
    const shares = own.map(({ testShare }) => (100 * testShare).toFixed(1));
    const all = (100 * mean(own.map(({ testShare }) => testShare))).toFixed(1);
    return `| ${[variant, ...shares, all, ...versus].join(' | ')} |`;
  });
  const head = [
    'variant',
    ...seeds.map((seed) => `seed ${seed}`),
    'mean',
    'gain, points',
    'only this : only base (p)',
    'published',
  ];
  return [`| ${head.join(' | ')} |`, `|${'---|'.repeat(head.length)}`, ...rows].join('\n');
}

/** How well each early sign foresees the order of all nets at the end. */
export function foresightTable(nets: readonly TrainedNet[]): string {
  const finals = nets.map(({ testShare }) => testShare);
  const signs: readonly (readonly [name: string, of: (checkpoint: Checkpoint) => number])[] = [
    ['corrected I(T;Y)', ({ correctedLabelBits }) => correctedLabelBits],
    ['right answers', ({ rightShare }) => rightShare],
    ['loss, lowest first', ({ loss }) => -loss],
  ];
  const checkpoints = (nets[0] as TrainedNet).checkpoints;
  const rows = checkpoints.map(({ step }, i) => {
    const taus = signs.map(([, of]) =>
      kendallTau(
        nets.map((net) => of(net.checkpoints[i] as Checkpoint)),
        finals,
      ).toFixed(2),
    );
    return `| ${[`${(100 * (i + 1)) / checkpoints.length} % (step ${step})`, ...taus].join(' | ')} |`;
  });
  return [`| after | ${signs.map(([name]) => name).join(' | ')} |`, '|---|---|---|---|', ...rows].join('\n');
}

/** How often every net fails, on random scenes and on those that BBGAN draws. */
export function attackTable(attacked: readonly AttackedNet[]): string {
  const rows = attacked.map(({ variant, seed, random, generated, randomBits, generatedBits }) =>
    [variant, seed, rate(random), rate(generated), randomBits.toFixed(2), generatedBits.toFixed(2)].join(
      ' | ',
    ),
  );
  const head = [
    'variant',
    'seed',
    'AFR of random scenes',
    'AFR of generated scenes',
    'bits, random',
    'bits, generated',
  ];
  return [
    `| ${head.join(' | ')} |`,
    `|${'---|'.repeat(head.length)}`,
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}

function bits({ testRight }: TrainedNet): boolean[] {
  return [...testRight].map((one) => one === '1');
}

/** "+0.8 (-1.2 to 2.8)": the mean over seeds, with Student's interval at 95 %. */
function meanWithInterval(gains: readonly number[]): string {
  const middle = mean(gains);
  const spread = standardDeviation(gains) * Math.sqrt(gains.length / (gains.length - 1));
  const half = ((T_975[gains.length - 2] as number) * spread) / Math.sqrt(gains.length);
  const signed = (x: number) => `${x < 0 ? '' : '+'}${x.toFixed(1)}`;
  return `${signed(middle)} (${signed(middle - half)} to ${signed(middle + half)})`;
}

function pText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`;
}

function rate({ share, low, high }: Proportion): string {
  return `${(100 * share).toFixed(0)} % (${(100 * low).toFixed(0)} to ${(100 * high).toFixed(0)})`;
}
