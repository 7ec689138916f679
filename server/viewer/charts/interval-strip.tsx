import type { Share } from '../../http/api.ts';
import { withInterval } from '../../report/format.ts';
import type { ColourName } from './colours.ts';

/** A share as a dot with its 95 % interval on a line from 0 to 100 %. The words beside it say the same. */
export function IntervalStrip({ share, colour }: { readonly share: Share; readonly colour: ColourName }) {
  const ink = `var(${colour})`;
  return (
    <svg class="interval-strip" viewBox="0 0 104 12" preserveAspectRatio="none" aria-hidden="true">
      <title>{withInterval(share)}</title>
      <line x1="2" x2="102" y1="6" y2="6" stroke="var(--line)" />
      {share.total === 0 ? null : (
        <>
          <line
            x1={2 + 100 * share.low}
            x2={2 + 100 * share.high}
            y1="6"
            y2="6"
            stroke={ink}
            stroke-width="3"
          />
          <rect x={2 + 100 * share.share - 1.5} y="1" width="3" height="10" fill={ink} />
        </>
      )}
    </svg>
  );
}
