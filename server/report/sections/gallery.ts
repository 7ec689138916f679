import type { Axis } from '../../../sim/space/index.ts';
import { axisValue, axisWords, figure as number } from '../format.ts';
import type { Gallery, GalleryEntry } from '../gallery/build-gallery.ts';
import type { Shot } from '../gallery/film.ts';
import { type Html, html, NOTHING, trusted } from '../html.ts';
import { type EpisodeView, phaseTitle, type RunView } from '../run-view.ts';

/** Axes listed before the rest is folded away. */
const LISTED_DIFFERENCES = 4;
/** Distance below which scenes look the same to anyone. */
const ALL_BUT_THE_SAME = 0.05;

/** Frames of failures beside the nearest scenes that passed. */
export function gallerySection(run: RunView, gallery: Gallery): Html {
  if (gallery.entries.length === 0) return NOTHING;
  return html`<section id="gallery"><h2>Failures beside the nearest pass</h2>
<p class="note">Failures unlike each other, each beside the scene most like it in which the agent passed. Pictures
are from the agent's camera, played back from the log: the failure shortly before its end, the pass where the agent had
come as far. The small picture is what the agent was given, pixel for pixel.</p>
${gallery.note === null ? null : html`<p class="warning">${gallery.note}</p>`}
${gallery.entries.map((entry) => pair(run, entry))}</section>`;
}

function pair(run: RunView, entry: GalleryEntry): Html {
  const { failure, passed } = entry;
  return html`<div class="pair">
<div class="sides">${side(failure, entry.failureShot)}${
    passed === null
      ? html`<p class="note">The agent passed in no scene of this run.</p>`
      : side(passed, entry.passedShot)
  }</div>
${passed === null ? null : differences(entry, passed)}
<details><summary>Whole scenes</summary>${sceneTable(run.space.axes, failure, passed)}
<p class="note">Run the failure again: <code>faultscape replay ${run.folder} ${failure.id}</code></p></details></div>`;
}

function side(episode: EpisodeView, shot: Shot | null): Html {
  const words = episode.failed ? 'fails' : 'passes';
  return html`<figure class="shot"><span class="badge ${episode.failed ? 'fail' : 'ok'}">${words}: ${episode.reason}, Q ${number(episode.q)}</span>
${shot === null ? null : image(shot.wide, `Camera view ${shot.timeS.toFixed(1)} s into ${episode.id}`, '')}
<figcaption class="beside">${shot?.seen == null ? null : image(shot.seen, 'What the agent was given at that moment', 'seen')}
<span>${shot?.seen == null ? null : 'What the agent was given. '}Episode ${episode.id}, ${phaseTitle(episode.phase)}${
    shot === null ? null : `, ${shot.timeS.toFixed(1)}\u00a0s after the start`
  }.</span></figcaption></figure>`;
}

function image(uri: string, alt: string, kind: string): Html {
  // A data URI of our own encoder: base64 needs no escaping.
  return html`<img class="${kind}" alt="${alt}" src="${trusted(uri)}">`;
}

function differences({ failure, distance, differences: differing }: GalleryEntry, passed: EpisodeView): Html {
  const seen = differing.filter((axis) => shown(axis, failure) !== shown(axis, passed));
  const listed = seen.slice(0, LISTED_DIFFERENCES);
  const more = seen.length - listed.length;
  const same = 'All but the same scene: what the seed decides (the start, the scenery) made the difference.';
  return html`<p class="note">Distance ${number(distance)}. ${
    distance < ALL_BUT_THE_SAME ? same : 'What differs most, besides the seed:'
  }</p>
${listed.length === 0 ? null : html`<div class="scroll">${valueTable(listed, failure, passed)}</div>`}${
  more > 0 ? html`<p class="note">and ${more} more, below.</p>` : null
}`;
}

function sceneTable(axes: readonly Axis[], failure: EpisodeView, passed: EpisodeView | null): Html {
  return html`<div class="scroll">${valueTable(axes, failure, passed)}</div>`;
}

function valueTable(axes: readonly Axis[], failure: EpisodeView, passed: EpisodeView | null): Html {
  return html`<table class="narrow"><thead><tr><th>parameter</th><th class="n">fails</th>${
    passed === null ? null : html`<th class="n">passes</th>`
  }</tr></thead><tbody>${axes.map(
    (axis) =>
      html`<tr><td>${axisWords(axis)}</td><td class="n">${shown(axis, failure)}</td>${
        passed === null ? null : html`<td class="n">${shown(axis, passed)}</td>`
      }</tr>`,
  )}</tbody></table>`;
}

function shown(axis: Axis, episode: EpisodeView): string {
  return axisValue(axis, episode.scene[axis.name] as number | string);
}
