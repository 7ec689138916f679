import type { ExplanationAbout } from '../../http/api.ts';
import { figure, withInterval } from '../../report/format.ts';
import { IntervalStrip } from '../charts/interval-strip.tsx';
import { EpisodeButton } from './episode-button.tsx';

/** How often each rule of the score is violated, and the episodes that no other is worse than by all of them. */
export function ScoreRulesTable(props: {
  readonly score: NonNullable<ExplanationAbout['score']>;
  onOpen(id: string): void;
}) {
  const { written, rules, front, note } = props.score;
  return (
    <section class="chart">
      <h3>The rules of the score</h3>
      <p class="mono">{written}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section class="scroll" aria-label="How often each rule is violated" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">rule, the most important first</th>
              <th scope="col">violated (95 % interval)</th>
              <th scope="col">worst</th>
              <th scope="col" class="number">
                robustness
              </th>
            </tr>
          </thead>
          <tbody>
            {rules.map(({ name, violated, worst }) => (
              <tr key={name}>
                <td>{name}</td>
                <td>
                  <IntervalStrip share={violated} colour="--generated" /> {withInterval(violated)}
                </td>
                <td>
                  <EpisodeButton id={worst.id} onOpen={props.onOpen} />
                </td>
                <td class="number">{figure(worst.robustness)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rules.length < 2 ? null : (
        <>
          <p class="muted">{note}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
          <section class="scroll" aria-label="The Pareto front" tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th scope="col">episode</th>
                  {rules.map(({ name }) => (
                    <th key={name} scope="col" class="number">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {front.map(({ id, robustness }) => (
                  <tr key={id}>
                    <td>
                      <EpisodeButton id={id} onOpen={props.onOpen} />
                    </td>
                    {robustness.map((x, k) => (
                      <td key={rules[k]?.name} class={`number ${x <= 0 ? 'failed' : ''}`}>
                        {figure(x)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </section>
  );
}
