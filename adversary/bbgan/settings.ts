import type { Latent } from './latent.ts';

/** How a GAN is built and trained; docs/bbgan.md says why. */
export interface GanSettings {
  readonly latent: Latent;
  readonly generatorHidden: readonly number[];
  readonly discriminatorHidden: readonly number[];
  /** Standard deviation of the first weights (normal, redrawn beyond two), or He's rule. */
  readonly initialStd: number | 'he';
  readonly learningRate: number;
  /** Whether the learning rate falls linearly to zero over the second half. */
  readonly learningRateDecays: boolean;
  readonly beta1: number;
  readonly beta2: number;
  readonly batch: number;
  readonly iterations: number;
  /** Generator steps on the same latents after each discriminator step. */
  readonly generatorSteps: number;
  /** Std of the noise on all the discriminator sees: at the start, and from 60 % of training on. */
  readonly noiseStart: number;
  readonly noiseEnd: number;
  /**
   * Noise on the induced points alone, so that the generator learns their surroundings and not
   * their list: its std, in units of the median distance to the nearest other one per root of d.
   */
  readonly smoothing: number;
  /** Weight of trials that passed among the discriminator's fakes; 0 hides them from it. */
  readonly passWeight: number;
  /** Averaging of the generator's weights over training; 0 takes the last ones. */
  readonly averaging: number;
  /** Whether told points are spread over the bin they were snapped to. */
  readonly dequantises: boolean;
  /**
   * Share of the induced points that the discriminator may find less real than a sample it lets
   * pass; null lets every sample pass.
   */
  readonly rejects: number | null;
  /** Fresh starts allowed until the samples fit the induced set; the best fit is kept. */
  readonly attempts: number;
}

export type InducerName = 'rank' | 'eps';

export interface Preset {
  readonly inducer: InducerName;
  readonly gan: GanSettings;
}

/**
 * The networks and training of the published method: z-10-10-10-10-d and d-10-10-10-1, small
 * first weights, learning rate 1e-4, one discriminator step and two generator steps per iteration.
 * Its one danger is known and kept: it collapses (bench/experiments/gan-collapse.md).
 */
const paper: Preset = {
  inducer: 'rank',
  gan: {
    latent: { normals: 17, categories: 0 },
    generatorHidden: [10, 10, 10, 10],
    discriminatorHidden: [10, 10, 10],
    initialStd: 0.02,
    learningRate: 1e-4,
    learningRateDecays: false,
    beta1: 0.5,
    beta2: 0.999,
    batch: 64,
    iterations: 600,
    generatorSteps: 2,
    noiseStart: 0,
    noiseEnd: 0,
    smoothing: 0,
    passWeight: 0,
    averaging: 0,
    dequantises: false,
    rejects: null,
    attempts: 1,
  },
};

/**
 * The same plain GAN, mended: He's first weights and a larger learning rate so that it trains at
 * all; a categorical part of the latent and instance noise (Sonderby 2017) against mode collapse;
 * passing trials as further fakes (negative data, Sinha 2021) and rejection by the discriminator
 * (Azadi 2019) for precision; averaged generator weights for a steady result.
 */
const healthy: Preset = {
  inducer: 'eps',
  gan: {
    latent: { normals: 4, categories: 16 },
    generatorHidden: [64, 64],
    discriminatorHidden: [64, 64],
    initialStd: 'he',
    learningRate: 2e-3,
    learningRateDecays: true,
    beta1: 0.5,
    beta2: 0.99,
    batch: 64,
    iterations: 2000,
    generatorSteps: 1,
    noiseStart: 0.5,
    noiseEnd: 0.01,
    smoothing: 0.3,
    passWeight: 0.2,
    averaging: 0.995,
    dequantises: true,
    rejects: 0.05,
    attempts: 3,
  },
};

export const PRESETS = { healthy, paper } as const satisfies Record<string, Preset>;
export type PresetName = keyof typeof PRESETS;
