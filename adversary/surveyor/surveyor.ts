import { deriveSeed, Rng } from '../../sim/core/index.ts';
import type { FailureDistribution, Trial } from '../adversary.ts';
import { type Course, type Notes, seenFailures } from '../course.ts';
import { haltonPoints } from '../filling/halton.ts';
import type { OptionValues } from '../options.ts';
import type { AdversaryContext } from '../registry.ts';
import { cautionFor } from './caution.ts';
import { failingLevel } from './failing-level.ts';
import { levelSet } from './level-set.ts';
import { MapMaker } from './map-maker.ts';
import { type BatchShares, nextScenes } from './next-scenes.ts';
import { RegionDistribution } from './region-distribution.ts';

const WHILE_SEARCHING = { first: 1000, size: 120 };
const AT_THE_END = { first: 2000, size: 400 };
/** Part of the last scenes that is failures run again: how far can a failure be relied on? */
const AGAIN = 0.2;

/**
 * Our own method. After scenes spread evenly, a Gaussian process of the score (Matern 5/2) is the map; batch
 * by batch it is asked for likely failures far from those known, for unclear borders, and for what nobody looked
 * at. Then the map's failing region is made smaller until, leaving each trial out, what it calls failing
 * fails; draws are uniform on that region. Some are run as a check, and so are failures met, again: where too
 * many of the draws pass, and more than of the failures, those are left in place of the region. Parts: level sets by Gaussian processes (Bryan et al., NIPS 2005; Gotovos
 * et al., IJCAI 2013), subset simulation (Au and Beck 2001), hit-and-run (Smith 1984).
 */
export function* survey(options: OptionValues, context: AdversaryContext, notes: Notes): Course {
  const number = (name: string) => Number(options[name]);
  const { dimension, seed } = context;
  const bins = context.binsPerAxis ?? Array.from({ length: dimension }, () => null);
  const samples = number('samples');
  const drawn = Math.floor(number('drawn') * samples);
  const searched = samples - drawn;
  const first = Math.max(1, Math.min(searched, Math.round(number('first') * samples)));
  const even = haltonPoints(searched, dimension, new Rng(seed, 'surveyor', 'even'));
  const rng = new Rng(seed, 'surveyor', 'search');
  const maker = new MapMaker(bins, number('most'), rng);
  const trials: Trial[] = [...(yield { phase: 'filling', points: even.slice(0, first) })];

  while (trials.length < searched) {
    const size = Math.min(number('batch'), searched - trials.length);
    if (isFlat(trials)) {
      trials.push(...(yield { phase: 'filling', points: even.slice(trials.length, trials.length + size) }));
      continue;
    }
    const { map } = maker.map(trials);
    const level = failingLevel(trials);
    const region = levelSet((point) => map.mean(point), level, { dimension, ...WHILE_SEARCHING }, rng);
    const points = nextScenes(map, level, region, sharesOf(size, number('even'), number('border')), rng);
    trials.push(...(yield { phase: 'search', points }));
  }

  const learn = (): FailureDistribution | null => {
    if (isFlat(trials) || !trials.some((trial) => trial.failed)) return null;
    const { map, known } = maker.map(trials);
    const level = failingLevel(trials);
    const failed = known.map((trial) => trial.failed);
    const caution = cautionFor(map.leaveOneOut(), failed, level, number('sure'));
    const height = (point: readonly number[], bar: number) => map.upper(point, caution, bar);
    const seeds = levelSet(height, level, { dimension, ...AT_THE_END }, rng);
    const { lengths, signal, noise } = map.settings;
    notes.figures.map = { level, caution, lengths: [...lengths], signal, noise };
    return seeds.length === 0 ? null : new RegionDistribution({ map, level, caution, seeds });
  };
  let region = learn();
  if (drawn > 0) {
    const met = seenFailures(trials, { ...notes, remarks: [] });
    const again = Math.floor(AGAIN * drawn);
    const checks = yield {
      phase: 'generated',
      points: (region ?? met).sample(drawn - again, deriveSeed(seed, 'samples')),
    };
    const repeats = again === 0 ? [] : yield { phase: 'again', points: met.sample(again, seed) };
    trials.push(...checks);
    const [drawnFail, metFail] = [failingShare(checks), failingShare(repeats)];
    notes.figures.check = { drawnFail, metFail };
    if (region !== null && drawnFail < number('sure') - 1 / checks.length && drawnFail < metFail) {
      const failing = checks.filter((trial) => trial.failed).length;
      notes.remarks.push(
        `Of ${checks.length} scenes drawn from the map ${failing} failed: the failures met are left, not the map.`,
      );
      return seenFailures(trials, notes);
    }
    region = learn();
  }
  return region ?? seenFailures(trials, notes);
}

/** Nothing to make a map from: all scores are equal. */
function isFlat(trials: readonly Trial[]): boolean {
  return trials.every((trial) => trial.score === trials[0]?.score);
}

/** 1 where nothing was run: scenes that failed are taken to fail again. */
function failingShare(trials: readonly Trial[]): number {
  return trials.length === 0 ? 1 : trials.filter((trial) => trial.failed).length / trials.length;
}

function sharesOf(size: number, evenShare: number, borderShare: number): BatchShares {
  const even = Math.round(size * evenShare);
  const border = Math.min(size - even, Math.round(size * borderShare));
  return { cover: size - even - border, border, even };
}
