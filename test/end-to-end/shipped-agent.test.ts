import { expect, it } from 'vitest';
import { parseEvaluateConfig } from '../../server/config/evaluate-config.ts';
import { runEvaluation } from '../../server/evaluate/run-evaluation.ts';

/**
 * The model card has the full evaluation (100 episodes a route); here a dozen show that the weights
 * in this checkout are the ones that drive.
 */
it.each([
  ['driving/straight', 12],
  ['driving/one-curve', 12],
  ['driving/navigation', 9],
])(
  'the shipped cil drives %s in its nominal scene',
  async (task, least) => {
    const config = parseEvaluateConfig({ task, agent: 'cil', episodes: 12, seed: 4, gl: 'swiftshader' });
    const summary = await runEvaluation(config, { err: () => {}, errIsTty: false });
    expect(summary.goal.hits).toBeGreaterThanOrEqual(least);
  },
  240_000,
);
