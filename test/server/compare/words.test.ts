import { expect, it } from 'vitest';
import type { Comparison } from '../../../server/compare/summarise-comparison.ts';
import { settingText } from '../../../server/compare/words.ts';

function told(...tasks: readonly string[]): string {
  const cases = tasks.map((task) => ({ case: { task, agent: 'pursuit-idm', space: 'traffic' } }));
  const rest = {
    episodes: 60,
    seeds: 3,
    firstSeed: 1,
    draws: 10,
    against: 'random',
    settings: {},
    cached: 0,
  };
  return settingText({ ...rest, cases } as unknown as Comparison);
}

it('says by which number a task is judged that several rules judge, and in which order', () => {
  const rules =
    'safe: always minDistanceM > 0.3; on time: eventually[0,60] progressM > 100; always speedMps < 9;';
  const text = told('driving/traffic', `driving/traffic?score=${rules}`, `driving/traffic?score=${rules}`);
  expect(text).toContain(
    'driving/traffic is judged by rules in their order, safe before on time before rule 3,',
  );
  expect(text.match(/is judged by/g)).toHaveLength(1);
});

it('says of a single rule that it is in place of the own score, and nothing where tasks judge themselves', () => {
  expect(told('driving/traffic?score=always speedMps < 9')).toContain(
    'is judged by a rule in place of its own',
  );
  expect(told('driving/traffic')).not.toContain('judged');
});
