import type { Axis } from '../../../sim/space/index.ts';
import type { LearningAbout } from '../../http/api.ts';
import { axisTitle, figure } from '../../report/format.ts';

/** Per axis, how widely the generated scenes lie beside those that were learned from. */
export function AxisSpread({
  axes,
  learning,
}: {
  readonly axes: readonly Axis[];
  readonly learning: LearningAbout;
}) {
  const rows = axes.map((axis, i) => {
    const induced = learning.inducedStd[i] ?? Number.NaN;
    const generated = learning.generatedStd[i] ?? Number.NaN;
    return { axis, induced, generated, ratio: generated / induced };
  });
  const least = rows.reduce((a, b) => (b.ratio < a.ratio ? b : a), rows[0] as (typeof rows)[number]);
  const most = Math.max(0.01, ...rows.flatMap(({ induced, generated }) => [induced, generated]));
  return (
    <figure class="chart">
      <figcaption>
        <h3>Spread along each axis</h3>
        <p class="muted">
          {`Standard deviation, in [−1, 1]. Near a ratio of 1 the generator spreads as widely as what it was trained on; near 0 it collapsed. The least is ${figure(least.ratio)}, along ${axisTitle(least.axis)}.`}
        </p>
      </figcaption>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">axis</th>
              <th scope="col">
                <span class="visually-hidden">bars</span>
              </th>
              <th scope="col" class="number">
                ratio
              </th>
              <th scope="col" class="number">
                generated
              </th>
              <th scope="col" class="number">
                induced
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ axis, induced, generated, ratio }) => (
              <tr key={axis.name}>
                <td>{axisTitle(axis)}</td>
                <td>
                  <svg class="spread-bars" width="90" height="20" aria-hidden="true">
                    <rect x="1" y="2" width={(88 * generated) / most} height="7" fill="var(--generated)" />
                    <rect
                      x="1"
                      y="11"
                      width={(88 * induced) / most}
                      height="7"
                      fill="none"
                      stroke="var(--induced)"
                      stroke-dasharray="4 2"
                    />
                  </svg>
                </td>
                <td class="number">
                  <b>{figure(ratio)}</b>
                </td>
                <td class="number">{figure(generated)}</td>
                <td class="number">{figure(induced)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
