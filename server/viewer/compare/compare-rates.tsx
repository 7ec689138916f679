import type { RunSummary, Share } from '../../http/api.ts';
import { withInterval } from '../../report/format.ts';
import { phasesInOrder, phaseTitle } from '../../report/run-view.ts';
import { IntervalStrip } from '../charts/interval-strip.tsx';
import { markOf } from '../map/marks.tsx';
import { rateVerdict } from './rate-verdict.ts';

/** Fooling rates of two runs, phase by phase, and whether they differ. */
export function CompareRates({ a, b }: { readonly a: RunSummary; readonly b: RunSummary }) {
  const phases = phasesInOrder([...a.phases, ...b.phases]);
  if (phases.length === 0) return <p class="muted">Neither run has an episode that ended.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="scroll" aria-label="Fooling rates" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">scenes, and whether they differ</th>
            <th scope="col">A: AFR (95 % interval)</th>
            <th scope="col">B: AFR (95 % interval)</th>
          </tr>
        </thead>
        <tbody>
          {phases.map((phase) => {
            const [left, right] = [shareOf(a, phase), shareOf(b, phase)];
            return (
              <tr key={phase}>
                <td>
                  {phaseTitle(phase)}
                  <div class="muted">{rateVerdict(left, right)}</div>
                </td>
                <RateCell phase={phase} share={left} />
                <RateCell phase={phase} share={right} />
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function RateCell({ phase, share }: { readonly phase: string; readonly share: Share | null }) {
  if (share === null || share.total === 0) return <td class="muted">not run</td>;
  return (
    <td>
      <IntervalStrip share={share} colour={markOf(phase).colour} /> {withInterval(share)}
      <div class="muted">
        {share.hits} of {share.total}
      </div>
    </td>
  );
}

function shareOf({ phases }: RunSummary, phase: string): Share | null {
  return phases.find((one) => one.phase === phase)?.failed ?? null;
}
