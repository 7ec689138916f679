import { deriveSeed, Rng } from '../../sim/core/index.ts';
import type { Trial } from '../adversary.ts';
import { type Course, type Notes, type Stage, seenFailures } from '../course.ts';
import { defaultRadius } from '../metrics.ts';
import type { OptionValues } from '../options.ts';
import type { AdversaryContext } from '../registry.ts';
import { emptiestPlaces } from './emptiest.ts';
import { evenSpread, MOST_AXES } from './even-spread.ts';
import { levelSet } from './level-set.ts';
import { type MadeMap, MapMaker } from './map-maker.ts';
import { type BatchShares, nextScenes } from './next-scenes.ts';
import { drawsFrom, failuresIn, sureRegion } from './sure-region.ts';
import { areNoisy, skillOf } from './told-scores.ts';

/** Part of what is not at a border that is to cover the region; the rest is to reach new ones. */
const COVER = 0.25;
const WHILE_SEARCHING = { first: 400, size: 100 };
/** A map is made anew at most so often, whatever the batch. */
const MOST_BATCHES = 18;
/** Scenes run again after the first: is a score to be relied on? */
const TWICE = 3;
/** Part of the last scenes that is failures run again, where scores vary. */
const AGAIN = 0.2;

/**
 * Our own method. After scenes spread evenly, a Gaussian process of the score (Matern 5/2) is the map; batch
 * by batch it is asked for likely failures near which nothing failed yet, for likely failures far from those known, and for
 * unclear borders; the less it foretells, the more scenes go to the emptiest places. Draws are half failures met,
 * sorted so that few are everywhere, and half walks from those within the region that the map is sure of: it is made
 * smaller until, leaving each trial out, what it calls failing fails. Some are run as a check: where one passes, failures
 * met are left alone. Parts: level sets by Gaussian processes (Bryan et al., NIPS 2005; Gotovos et al., IJCAI
 * 2013), subset simulation (Au and Beck 2001), hit-and-run (Smith 1984).
 */
export function* survey(options: OptionValues, context: AdversaryContext, notes: Notes): Course {
  const number = (name: string) => Number(options[name]);
  const { dimension, seed } = context;
  const bins = context.binsPerAxis ?? Array.from({ length: dimension }, () => null);
  const radius = defaultRadius(dimension);
  const samples = number('samples');
  const drawn = Math.floor(number('drawn') * samples);
  const searched = samples - drawn;
  const first = Math.max(1, Math.min(searched, Math.round(number('first') * samples)));
  const even = evenSpread(samples, dimension, new Rng(seed, 'surveyor', 'even'));
  const rng = new Rng(seed, 'surveyor', 'search');
  const maker = new MapMaker(bins, number('most'), rng);
  const trials: Trial[] = [...(yield { phase: 'filling', points: even.slice(0, first) })];
  let spread = first;
  notes.figures.evenly = spread;
  const takeEven = (n: number) => {
    spread += n;
    notes.figures.evenly = spread;
    if (dimension > MOST_AXES) return even.slice(spread - n, spread);
    return emptiestPlaces(
      n,
      trials.map(({ point }) => point),
      bins,
      rng,
    );
  };

  const twice = [...trials].sort((a, b) => a.score - b.score).slice(0, Math.min(TWICE, searched - first));
  const again = twice.length === 0 ? [] : yield { phase: 'again', points: twice.map(({ point }) => point) };
  const noisy = areNoisy(twice, again, trials);
  maker.deep = noisy;
  if (noisy) trials.push(...again);
  let spent = first + again.length;

  const batch = Math.max(number('batch'), Math.ceil((searched - spent) / MOST_BATCHES));
  function* search(size: number): Generator<Stage, void, readonly Trial[]> {
    if (isFlat(trials)) {
      trials.push(...(yield { phase: 'filling', points: takeEven(size) }));
      return;
    }
    const made = maker.map(trials);
    const skill = skillIn(made);
    notes.figures.skill = skill;
    const blind = (1 - skill) * (1 - skill) * (1 - skill);
    const exploring = number('even') + (number('blind') - number('even')) * blind;
    const evenly = Math.min(size, Math.floor(exploring * size + rng.float()));
    if (evenly > 0) trials.push(...(yield { phase: 'filling', points: takeEven(evenly) }));
    if (evenly === size) return;
    const region = levelSet(
      (point) => made.map.mean(point),
      made.level,
      { dimension, ...WHILE_SEARCHING },
      rng,
    );
    const points = nextScenes(made, region, sharesOf(size - evenly, number('border')), { radius, rng });
    trials.push(...(yield { phase: 'search', points }));
  }
  for (; spent < searched; spent += batch) yield* search(Math.min(batch, searched - spent));

  const region = isFlat(trials) ? null : sureRegion(maker, trials, { noisy, sure: number('sure') });
  if (region === null) {
    if (drawn > 0) trials.push(...(yield { phase: 'filling', points: takeEven(drawn) }));
    return seenFailures(noisy ? trials : [...trials, ...again], notes);
  }
  const { map, level, caution } = region;
  const { lengths, signal, noise } = map.settings;
  notes.figures.map = { level, caution, lengths: [...lengths], signal, noise };
  const seeds = () => {
    const within = noisy ? failuresIn(trials, region) : [];
    return within.length > 0 ? within : failuresIn(trials, null);
  };
  const leave = (asMet: number, points = seeds()) => drawsFrom(region, points, { asMet, radius, rng });
  if (drawn > 0) {
    const repeated = noisy ? Math.floor(AGAIN * drawn) : 0;
    const met = new Set(noisy ? [] : trials.map(({ point }) => String(point)));
    const points = leave(0).sample(drawn - repeated, deriveSeed(seed, 'samples'));
    // Where the region is thin many a walk stays at its failure, and to run that again would tell nothing.
    const fresh = points.filter((point) => !met.has(String(point)));
    const checks = fresh.length === 0 ? [] : yield { phase: 'generated', points: fresh };
    const seen = seenFailures(trials, { ...notes, remarks: [] });
    const repeats = repeated === 0 ? [] : yield { phase: 'again', points: seen.sample(repeated, seed) };
    trials.push(...checks);
    let spare = points.length - fresh.length;
    for (; spare > 0; spare -= batch) yield* search(Math.min(batch, spare));
    const [drawnFail, metFail] = [failingShare(checks), failingShare(repeats)];
    notes.figures.check = { drawnFail, metFail };
    if (drawnFail < metFail) {
      const failing = checks.filter((trial) => trial.failed).length;
      notes.remarks.push(
        `Of ${checks.length} scenes drawn from the map ${failing} failed: the failures met are left, not the map.`,
      );
      return leave(1, failuresIn(trials, null));
    }
  }
  return leave(noisy ? 0 : number('met'));
}

/** Nothing to make a map from: all scores are equal. */
function isFlat(trials: readonly Trial[]): boolean {
  return trials.every((trial) => trial.score === trials[0]?.score);
}

function skillIn({ map, level }: MadeMap): number {
  return skillOf(
    map.leaveOneOut().map(({ mean }) => mean),
    map.scores,
    level,
  );
}

/** 1 where nothing was run: scenes that failed are taken to fail again. */
function failingShare(trials: readonly Trial[]): number {
  return trials.length === 0 ? 1 : trials.filter((trial) => trial.failed).length / trials.length;
}

function sharesOf(size: number, borderShare: number): BatchShares {
  const border = Math.round(size * borderShare);
  const cover = Math.round((size - border) * COVER);
  return { cover, reach: size - border - cover, border };
}
