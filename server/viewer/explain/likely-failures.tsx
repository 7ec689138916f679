import type { ExplanationAbout } from '../../http/api.ts';
import { figure, withInterval } from '../../report/format.ts';
import { EpisodeButton } from './episode-button.tsx';

/** The failures that are likeliest to happen, each of which can be played, and how often they fail again. */
export function LikelyFailures(props: {
  readonly likeliest: NonNullable<ExplanationAbout['likeliest']>;
  onOpen(id: string): void;
}) {
  const { words, failures } = props.likeliest;
  return (
    <section class="chart">
      <h3>The likeliest failure</h3>
      <p class="muted">{words}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section class="scroll" aria-label="The likeliest failures" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">failure</th>
              <th scope="col" class="number">
                below the likeliest scene
              </th>
              <th scope="col" class="number">
                new seeds that fail
              </th>
            </tr>
          </thead>
          <tbody>
            {failures.map(({ id, below, again }) => (
              <tr key={id}>
                <td>
                  <EpisodeButton id={id} onOpen={props.onOpen} />
                </td>
                <td class="number">{figure(below)}</td>
                <td class="number">
                  {again === null
                    ? 'not run again'
                    : `${again.hits} of ${again.total}: ${withInterval(again)}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
