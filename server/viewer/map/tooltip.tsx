import type { Axis } from '../../../sim/space/index.ts';
import { axisWords, figure } from '../../report/format.ts';
import { kindTitle, MarkIcon } from './marks.tsx';
import type { Place } from './nearest.ts';
import { shownValue } from './plot-axis.ts';
import type { Spot } from './spots.ts';

const WIDTH_PX = 250;

/** What an episode is, beside its mark. The same words are read out when a key moves to it. */
export function Tooltip(props: {
  readonly spot: Spot;
  readonly axes: readonly Axis[];
  readonly at: Place;
  readonly widthPx: number;
}) {
  const { spot, axes, at, widthPx } = props;
  const right = at.x + 16 + WIDTH_PX <= widthPx;
  const left = right ? at.x + 14 : Math.max(0, at.x - 14 - WIDTH_PX);
  const top = widthPx < WIDTH_PX * 2 ? at.y + 20 : Math.max(0, at.y - 20);
  return (
    <div
      class="map-tip"
      aria-hidden="true"
      style={{ left: `${left}px`, top: `${top}px`, width: `${WIDTH_PX}px` }}
    >
      <strong>
        <MarkIcon kind={spot.kind} failed={spot.failed} /> {spot.entry.id}
      </strong>
      <div>
        <span class={spot.failed ? 'failed' : 'passed'}>{spot.failed ? 'failed' : 'passed'}</span>
        {`, ${spot.entry.reason ?? 'no reason'}, Q ${figure(spot.entry.q ?? Number.NaN)}`}
      </div>
      <div class="muted">{kindTitle(spot.kind)}</div>
      <dl>
        {axes.map((axis) => (
          <div key={axis.name}>
            <dt>{axisWords(axis)}</dt>
            <dd>{shownValue(axis, spot.entry.scene)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** An episode in one sentence. */
export function spotSentence(spot: Spot, axes: readonly Axis[]): string {
  const scene = axes.map((axis) => `${axisWords(axis)} ${shownValue(axis, spot.entry.scene)}`).join(', ');
  const outcome = `${spot.failed ? 'failed' : 'passed'}, ${spot.entry.reason ?? 'no reason'}, Q ${figure(spot.entry.q ?? Number.NaN)}`;
  return `${spot.entry.id}, ${kindTitle(spot.kind)}: ${outcome}; ${scene}`;
}
