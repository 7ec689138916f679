import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli } from './cli/cli-io.ts';
import { newFolder } from './toy-runs.ts';

const HEAD = 'step,learning_rate,set,total,wrongShare,inputBits,labelBits,correctedLabelBits';

/** A training folder of four rounds, with the bits and the wrong share after each of those that are done. */
function training(name: string, rounds: readonly (readonly [bits: number, wrong: number])[]): string {
  const folder = join(newFolder(), name);
  mkdirSync(folder);
  const curve = [
    HEAD,
    ...rounds.map(([bits, wrong], i) => `${i + 1},0.001,held-out,${2 + wrong},${wrong},3,3,${bits}`),
  ];
  const heldOut = rounds.map(([, wrong]) => 2 + wrong);
  writeFileSync(join(folder, 'curve.csv'), `${curve.join('\n')}\n`);
  const state = { settings: { rounds: 4, seed: 1 }, rounds: rounds.length, heldOut, curve };
  writeFileSync(join(folder, 'training.json'), JSON.stringify(state));
  return folder;
}

const to = (bits: number, early: number, final: number) =>
  [
    [bits, early],
    [0, 0.9],
    [0, 0.9],
    [0, final],
  ] as const;

describe('faultscape perception rank', () => {
  it('ranks trainings by an early round, and says how well each sign foresaw the end', async () => {
    // Bits foresee the end wholly, early accuracy turns it round.
    const folders = [
      training('good', to(2, 0.8, 0.1)),
      training('fair', to(1, 0.7, 0.2)),
      training('poor', to(0.5, 0.6, 0.3)),
    ];
    const { code, out } = await cli('perception', 'rank', ...folders.reverse(), '--json');
    expect(code).toBe(0);
    const { trainings, tau } = JSON.parse(out);
    expect(
      trainings.map((one: { early: { correctedLabelBits: number } }) => one.early.correctedLabelBits),
    ).toEqual([2, 1, 0.5]);
    expect(trainings[0]).toMatchObject({ round: 1, finalShare: 0.9 });
    expect(tau).toEqual({ correctedLabelBits: 1, rightShare: -1, loss: -1 });
    const { out: table } = await cli('perception', 'rank', ...folders);
    expect(table).toContain('corrected I(T;Y) 1.00, right -1.00, loss -1.00');
  });

  it('ranks what is not finished, without a word on how right it was', async () => {
    const folders = [training('begun', [[1, 0.5]]), training('more', to(2, 0.4, 0.1))];
    const { code, out } = await cli('perception', 'rank', ...folders);
    expect(code).toBe(0);
    expect(out).toContain('Three finished trainings or more');
  });

  it('refuses trainings that have not come so far, and folders without one', async () => {
    const begun = training('begun', [[1, 0.5]]);
    expect((await cli('perception', 'rank', begun, '--after', '0.5')).err).toContain('2 of its 4 rounds');
    expect((await cli('perception', 'rank', join(begun, 'nowhere'))).err).toContain(
      'There is no training in',
    );
    expect((await cli('perception', 'rank', begun, '--after', '2')).code).toBe(64);
  });
});
