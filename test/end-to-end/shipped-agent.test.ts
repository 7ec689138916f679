import { expect, it } from 'vitest';
import { parseEvaluateConfig } from '../../server/config/evaluate-config.ts';
import { runEvaluation } from '../../server/evaluate/run-evaluation.ts';

/**
 * The model card has the full evaluation (100 episodes a route); here six show that the weights
 * in this checkout are the ones that drive.
 */
it.each([
  ['driving/straight', 6],
  ['driving/one-curve', 6],
  ['driving/navigation', 4],
])(
  'the shipped cil drives %s in its nominal scene',
  async (task, least) => {
    const config = parseEvaluateConfig({ task, agent: 'cil', episodes: 6, seed: 4, gl: 'swiftshader' });
    const summary = await runEvaluation(config, { err: () => {}, errIsTty: false });
    expect(summary.goal.hits).toBeGreaterThanOrEqual(least);
  },
  240_000,
);
