import type { GlChoice } from '../../sim/render/headless.ts';
import { gatherFacts, type RunFacts } from './facts.ts';
import { buildGallery, type Gallery } from './gallery/build-gallery.ts';
import { isSignificant } from './headline.ts';
import { openStudio } from './open-studio.ts';
import { renderPage } from './page.ts';
import type { EpisodeView, RunView } from './run-view.ts';

export interface Report {
  readonly facts: RunFacts;
  readonly page: string;
  /** Why the page has no pictures, or null. */
  readonly note: string | null;
}

/** The facts of a run and the page that shows them; `pictures: false` skips the gallery's frames. */
export async function buildReport(
  run: RunView,
  { gl, pictures }: { gl: GlChoice; pictures: boolean },
): Promise<Report> {
  const facts = gatherFacts(run);
  const gallery = await filmGallery(run, facts, gl, pictures);
  return { facts, page: await renderPage(run, facts, gallery), note: gallery.note };
}

/** Failures of the learned distribution; before there is one, those of the random scenes. */
function failuresToShow(facts: RunFacts): readonly EpisodeView[] {
  const failing = (episodes: readonly EpisodeView[]) => episodes.filter((episode) => episode.failed);
  const learned = failing(facts.learned);
  return learned.length > 0 ? learned : failing(facts.uniform);
}

async function filmGallery(run: RunView, facts: RunFacts, gl: GlChoice, pictures: boolean): Promise<Gallery> {
  const failures = failuresToShow(facts);
  const telling = facts.concentrations.filter(isSignificant).map((c) => c.axis);
  if (failures.length === 0) return { entries: [], note: null };
  if (!pictures) {
    return buildGallery(run, failures, telling, 'No pictures: the report was made with --no-pictures.');
  }
  const studio = await openStudio(run, gl);
  try {
    return buildGallery(run, failures, telling, studio);
  } finally {
    if (typeof studio !== 'string') studio.renderer.close();
  }
}
