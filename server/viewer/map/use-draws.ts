import type { Point } from '../../../sim/space/index.ts';
import type { Draws, RunDetail, RunSummary } from '../../http/api.ts';
import { isUniform } from '../../report/run-view.ts';
import { runApi } from '../shell/api.ts';
import type { RunWatch } from '../shell/live.ts';
import { useLoad } from '../shell/use-load.ts';
import { kindTitle } from './marks.tsx';

/** Draws of what a run has learned so far, and where they come from, in words. */
export interface LearnedDraws {
  readonly points: readonly Point[];
  readonly words: string;
}

const DRAWS = 1_000;

/** Something was drawn from what is learned, so there is a distribution to ask for. */
export function hasLearned({ command, phases }: RunSummary): boolean {
  return command === 'attack' && phases.some(({ phase }) => !isUniform(phase));
}

/**
 * While the learner trains, its latest sample; after that, draws of the learned distribution. Asks
 * for them only once something was drawn from it: before, there is nothing to answer.
 */
export function useDraws(watch: RunWatch, detail: RunDetail): LearnedDraws | null {
  const news = watch.learning.value.findLast(({ sample }) => sample !== null) ?? null;
  const isLearning = watch.status.value?.status === 'learning';
  const summary = watch.summary.value ?? detail.summary;
  const learned = summary.phases.map(({ phase }) => phase).filter((phase) => !isUniform(phase));
  const isThere = hasLearned(summary);
  const path = isThere ? `${runApi(summary.name)}/distribution?n=${DRAWS}&seed=1` : null;
  const load = useLoad<Draws>(path, `${summary.status} ${learned.join()}`);
  if (isLearning && news?.sample) {
    return {
      points: news.sample,
      words: `${news.sample.length} draws at iteration ${news.iteration.toLocaleString('en')} of ${news.iterations.toLocaleString('en')}, learning for ${kindTitle(news.phase)}`,
    };
  }
  if (isThere && load.state === 'ready') {
    return {
      points: load.value.points,
      words: `${load.value.points.length.toLocaleString('en')} draws of the learned distribution`,
    };
  }
  return null;
}
