import { beforeAll, describe, expect, it } from 'vitest';
import { attackTable } from '../../../server/cli/attack-table.ts';
import { parseEvaluateConfig } from '../../../server/config/evaluate-config.ts';
import { runEvaluation } from '../../../server/evaluate/run-evaluation.ts';
import { gatherFacts } from '../../../server/report/facts.ts';
import { viewRun } from '../../../server/report/load-run.ts';
import { renderPage } from '../../../server/report/page.ts';
import { renderText } from '../../../server/report/terminal.ts';
import { RunFolder } from '../../../server/store/run-folder.ts';
import { attackToy, comparable, TOY_PLUGIN } from '../toy-runs.ts';

let attack: Awaited<ReturnType<typeof attackToy>>;

beforeAll(async () => {
  attack = await attackToy({ task: 'toy/fenced', seed: 3 });
});

describe('an attack on a task that refuses some scenes', () => {
  it('logs a refused scene as invalid, with the reason, and simulates nothing', () => {
    const refused = attack.rows.filter((row) => Number(row.scene.eastM) > 1);
    expect(refused.length).toBeGreaterThan(3);
    for (const row of refused) {
      expect(row).toMatchObject({ status: 'invalid', q: null, failed: null, steps: 0, wallMs: 0 });
      expect(row.error).toMatch(/behind the fence/);
    }
    for (const row of attack.rows) if (!refused.includes(row)) expect(row.status).toBe('done');
  });

  it('counts every refused scene as a spent proposal that fooled nobody', () => {
    const pool = attack.rows.filter((row) => row.phase === 'pool');
    expect(pool).toHaveLength(40);
    const figures = attackTable(attack.rows).phases.find(({ phase }) => phase === 'pool');
    expect(figures?.failed.total).toBe(40);
    expect(figures?.failed.hits).toBe(pool.filter((row) => row.failed === true).length);
    expect(figures?.invalid).toBe(pool.filter((row) => row.status === 'invalid').length);
  });

  it('never teaches the generator a refused scene', () => {
    const folder = RunFolder.open(attack.out, { write: false });
    const { inducedIds } = viewRun(folder, attack.out);
    folder.close();
    const invalid = new Set(attack.rows.filter((row) => row.status === 'invalid').map((row) => row.id));
    expect(inducedIds.length).toBeGreaterThan(0);
    for (const id of inducedIds) expect(invalid.has(id)).toBe(false);
  });

  it('says in table, report and page how many scenes were invalid', async () => {
    const said = /\d+ of (the )?40 scenes (were )?invalid/;
    expect(attackTable(attack.rows).text).toMatch(said);
    const folder = RunFolder.open(attack.out, { write: false });
    const run = viewRun(folder, attack.out);
    const facts = gatherFacts(run);
    expect(renderText(run, facts)).toMatch(said);
    expect(await renderPage(run, facts, { entries: [], note: null })).toMatch(said);
    folder.close();
  });

  it('ends in the same rows when it is run again with two workers', async () => {
    const again = await attackToy({ task: 'toy/fenced', seed: 3, workers: 2 });
    expect(comparable(again.rows)).toEqual(comparable(attack.rows));
  });
});

it('refuses to evaluate an agent in an invalid scene, with the reason', async () => {
  const config = parseEvaluateConfig({
    task: 'toy/fenced',
    agent: 'toy',
    scene: { eastM: 1.5 },
    plugins: [TOY_PLUGIN],
  });
  await expect(runEvaluation(config, { err: () => {}, errIsTty: false })).rejects.toThrow(/behind the fence/);
});
