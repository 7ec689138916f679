import type { Figures } from '../../http/api.ts';
import { figure, percent, withInterval } from '../../report/format.ts';
import { phaseTitle } from '../../report/run-view.ts';
import { markOf } from '../map/marks.tsx';
import { IntervalStrip } from './interval-strip.tsx';

/** What the report says of a run, phase by phase. */
export function FiguresTable({ figures }: { readonly figures: Figures }) {
  return (
    <section class="chart">
      <h3>{figures.headline}</h3>
      <ul>
        {figures.findings.map((finding) => (
          <li key={finding}>{finding}</li>
        ))}
      </ul>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section class="scroll" aria-label="Figures by phase" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">scenes</th>
              <th scope="col">AFR (95 % interval)</th>
              <th scope="col" class="number">
                failed / run
              </th>
              <th scope="col" class="number">
                coverage
              </th>
              <th scope="col" class="number">
                spread
              </th>
            </tr>
          </thead>
          <tbody>
            {figures.phases.map(({ phase, afr, coverage, spread }) => (
              <tr key={phase}>
                <td>{phaseTitle(phase)}</td>
                <td>
                  <IntervalStrip share={afr} colour={markOf(phase).colour} /> {withInterval(afr)}
                </td>
                <td class="number">
                  {afr.hits} / {afr.total}
                </td>
                <td class="number">{coverage === null ? 'n/a' : percent(coverage.share)}</td>
                <td class="number">{spread === null ? 'n/a' : figure(spread)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
