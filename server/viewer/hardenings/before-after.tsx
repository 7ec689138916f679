import '../charts/charts.css';
import { chance } from '../../harden/verdict-rows.ts';
import type { HardeningRow } from '../../http/api.ts';
import { figure, withInterval } from '../../report/format.ts';
import { IntervalStrip } from '../charts/interval-strip.tsx';

/** What failed before and after, a line for each place, with its interval and the pairs that changed. */
export function BeforeAfter({ rows }: { readonly rows: readonly HardeningRow[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="scroll" aria-label="What failed before and after" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">scenes</th>
            <th scope="col">failed before</th>
            <th scope="col">failed after</th>
            <th scope="col" class="number">
              mean Q before
            </th>
            <th scope="col" class="number">
              mean Q after
            </th>
            <th scope="col">mended, broken</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ where, before, after, meanQBefore, meanQAfter, paired }) => (
            <tr key={where}>
              <th scope="row">{where}</th>
              <FailedCell share={before} colour="--pool" />
              <FailedCell share={after} colour="--generated" />
              <td class="number">{meanQBefore === null ? 'none' : figure(meanQBefore)}</td>
              <td class="number">{meanQAfter === null ? 'none' : figure(meanQAfter)}</td>
              <td>
                {paired === null
                  ? 'not paired'
                  : `${paired.mended}, ${paired.broken} (p ${chance(paired.p)})`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function FailedCell(props: {
  readonly share: HardeningRow['before'];
  readonly colour: '--pool' | '--generated';
}) {
  const { share, colour } = props;
  return (
    <td>
      <IntervalStrip share={share} colour={colour} /> {withInterval(share)}
      <div class="muted">
        {share.hits} of {share.total}
      </div>
    </td>
  );
}
