import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { UniformDistribution } from '../../../adversary/index.ts';
import { explainRun } from '../../../server/explain/explain-run.ts';
import { explanationJson } from '../../../server/explain/explanation-json.ts';
import { explanationText } from '../../../server/explain/explanation-text.ts';
import { mixtureParts } from '../../../server/explain/mixture-parts.ts';
import { boxWords } from '../../../server/explain/rule-words.ts';
import { explainSection } from '../../../server/report/sections/explain.ts';
import { Rng } from '../../../sim/core/rng.ts';
import type { Axis, Point } from '../../../sim/space/axis.ts';
import { cli } from '../cli/cli-io.ts';
import { LANDSCAPE_SPACE, landscapeRun } from '../report/landscape-run.ts';
import { attackToy, newFolder, TOY_PLUGIN } from '../toy-runs.ts';

const { axes } = LANDSCAPE_SPACE;

describe('boxWords', () => {
  it('says a box in the words and units of its axes', () => {
    const range = (axis: number, low: number, high: number) => ({ axis, kind: 'range' as const, low, high });
    const infinity = Number.POSITIVE_INFINITY;
    expect(boxWords(axes, [range(0, 0.4, infinity), range(1, -infinity, 0)])).toBe(
      'camera height above 1.7 m and pitch<b>deg below −15 deg',
    );
    expect(boxWords(axes, [range(0, -0.5, 0.5)])).toBe('camera height from 1.25 to 1.75 m');
    const categories = (...some: number[]) => [{ axis: 2, kind: 'categories' as const, categories: some }];
    expect(boxWords(axes, categories(1))).toBe('weather Wet & dark');
    expect(boxWords(axes, categories(0, 2))).toBe('weather not Wet & dark');
  });
});

describe('explainRun', () => {
  const run = landscapeRun({ pool: 500 });
  const explanation = explainRun(run, { seed: 1 });

  it('tells of the scenes spread over the space where enough of them fail', () => {
    expect(explanation.about).toBe('uniform');
    const { learnedOn = 0, countedOn = 0 } = explanation.rules ?? {};
    expect(learnedOn + countedOn).toBe(500);
    const text = explanationText(run, explanation);
    expect(text).toMatch(/Fails in \d+ % .* of \d+ episodes with .*pitch<b>deg below −1\d/);
    expect(text).toMatch(/camera height \(m\) +0\.\d\d \(0\.\d\d to 0\.\d\d\)/);
    expect(text).toMatch(/failures +in the middle/);
  });

  it('tells of all scenes where too few of those fail, and says so', () => {
    const rare = landscapeRun({ pool: 60, generated: 60, failsBelow: 0.05 });
    const told = explainRun(rare, { seed: 1 });
    expect(told.about).toBe('all');
    expect(explanationText(rare, told)).toContain('their shares are not those of the space');
  });

  it('is whole where nothing failed, or there is one episode', () => {
    for (const run of [landscapeRun({ failsBelow: -1 }), landscapeRun({ pool: 1, generated: 0 })]) {
      const told = explainRun(run, { seed: 1 });
      expect(told.rules).toBeNull();
      expect(explanationText(run, told)).toContain('Too few failures');
    }
  });

  it('gives programs the same figures in the units of the axes', () => {
    const json = JSON.parse(JSON.stringify(explanationJson(run, explanation)));
    const [first] = json.rules.failing;
    expect(first.fails).toEqual(explanation.rules?.failing[0]?.fails);
    for (const { axis, from, below } of first.box) {
      if (axis !== 'pitch<b>Deg') continue;
      expect(from ?? -20).toBeGreaterThanOrEqual(-20);
      expect(below ?? -10).toBeLessThanOrEqual(-10);
    }
    expect(json.mainEffects.map(({ axis }: { axis: string }) => axis)).toEqual(axes.map(({ name }) => name));
    const members = json.groups.flatMap((group: { members: readonly string[] }) => group.members);
    expect(members).toHaveLength(run.episodes.filter(({ failed }) => failed).length);
  });
});

describe('mixtureParts', () => {
  const rng = new Rng(1, 'heaps');
  const about = (at: Point, n: number) =>
    Array.from({ length: n }, () => LANDSCAPE_SPACE.snap(at.map((x) => x + 0.08 * rng.normal())));
  /** Two places, in different weather each. */
  const draws = [...about([-0.6, 0.5, -0.66], 90), ...about([0.4, -0.5, 0.66], 210)];

  it('says in the units of the axes in which heaps draws lie', () => {
    const [first, second, ...more] = mixtureParts(LANDSCAPE_SPACE, draws, 1);
    expect(more).toEqual([]);
    expect([first?.share, second?.share]).toEqual([expect.closeTo(0.7, 2), expect.closeTo(0.3, 2)]);
    const [height, , weather] = LANDSCAPE_SPACE.axes as [Axis, Axis, Extract<Axis, { kind: 'categorical' }>];
    expect(first?.axes[0]).toMatchObject({ axis: height.name, mean: expect.closeTo(1.7, 1) });
    expect(first?.axes[0]).toMatchObject({ deviation: expect.closeTo(0.04, 2) });
    const [light, , dark] = weather.values as [string, string, string];
    expect(first?.axes[2]).toMatchObject({ axis: weather.name, shares: { [dark]: expect.closeTo(1, 9) } });
    expect(second?.axes[2]).toMatchObject({ shares: { [light]: expect.closeTo(1, 9) } });
    expect(second?.where.join()).toContain(light);
  });

  it('counts a scene that is drawn again and again once', () => {
    const [only, ...more] = mixtureParts(LANDSCAPE_SPACE, new Array(300).fill([0.2, 0.2, 0]), 1);
    expect(more).toEqual([]);
    expect(only).toMatchObject({ share: 1 });
  });

  it('has nothing to say of a run that learned nothing', () => {
    const run = { ...landscapeRun({ pool: 40 }), distribution: new UniformDistribution(3).save() };
    const told = explainRun(run, { seed: 1 });
    expect(told.distribution?.mixture).toEqual([]);
    expect(explanationText(run, told)).not.toContain('heap');
  });
});

describe('the score of a run that was judged by rules', () => {
  /** Each rule's robustness falls along an axis of its own. */
  function judgedRun() {
    const run = landscapeRun({ pool: 80, generated: 0 });
    const episodes = run.episodes.map((episode) => ({
      ...episode,
      terms: {
        taskQ: episode.q,
        'robustness of safe': episode.point[0] as number,
        'robustness of <swift>': episode.point[1] as number,
      },
    }));
    const taskId = `${run.taskId}?score=safe: always x > 0; <swift>: always y > 0`;
    return { ...run, taskId, episodes };
  }

  it('is told rule by rule, with the episodes that none is worse than by both', async () => {
    const run = judgedRun();
    const { score } = explainRun(run, { seed: 1 });
    const below = run.episodes.filter(({ point }) => (point[0] as number) <= 0).length;
    expect(score?.rules[0]).toMatchObject({ name: 'safe', violated: { hits: below, total: 80 } });
    const front = score?.front ?? [];
    expect(front[0]?.id).toBe(score?.rules[0]?.worst.id);
    for (const { robustness: a } of front) {
      for (const { point: b } of run.episodes) {
        const worse = (b[0] as number) < (a[0] as number) && (b[1] as number) < (a[1] as number);
        expect(worse).toBe(false);
      }
    }
    const page = await explainSection(run, explainRun(run, { seed: 1 }));
    expect(page.text).toContain('&lt;swift&gt;: always y &gt; 0');
    expect(page.text).toContain('The Pareto front');
  });

  it('is not there for a run that its task judged', () => {
    expect(explainRun(landscapeRun({ pool: 30 }), { seed: 1 }).score).toBeNull();
  });
});

describe('faultscape explain', () => {
  let run: string;
  beforeAll(async () => {
    ({ out: run } = await attackToy());
  });

  it('explains a run from its folder, with the distribution that it learned', async () => {
    const text = await cli('--plugin', TOY_PLUGIN, 'explain', run);
    expect(text.code, text.err).toBe(0);
    expect(text.out).toContain('Learned distribution: generator.');
    const svg = join(newFolder(), 'axes.svg');
    const { out } = await cli('--plugin', TOY_PLUGIN, 'explain', run, '--json', '--svg', svg);
    const json = JSON.parse(out);
    expect(json.distribution.saved.kind).toBe('generator');
    const { mixture } = json.distribution;
    expect(mixture.reduce((sum: number, part: { share: number }) => sum + part.share, 0)).toBeCloseTo(1, 9);
    for (const { axes: own } of mixture) expect(own).toHaveLength(json.space.axes.length);
    expect(text.out).toContain('nine in ten lie at');
    for (const { shares } of json.distribution.marginals) {
      expect(shares.reduce((sum: number, share: number) => sum + share, 0)).toBeCloseTo(1, 9);
    }
    expect(readFileSync(svg, 'utf8')).toContain('</svg>');
  });

  it('says the same again, and refuses a folder without episodes', async () => {
    const [once, again] = [await cli('explain', run, '--json'), await cli('explain', run, '--json')];
    expect(again.out).toBe(once.out);
    expect((await cli('explain', newFolder())).code).toBe(65);
  });
});
