import type { ExplanationAbout } from '../../http/api.ts';
import { figure } from '../../report/format.ts';
import { EpisodeButton } from './episode-button.tsx';

/** Groups of failures, each with the one in its middle, which can be played. */
export function GroupsTable(props: { readonly told: ExplanationAbout['groups']; onOpen(id: string): void }) {
  const { note, groups } = props.told;
  return (
    <section class="chart">
      <h3>Groups of failures</h3>
      <p class="muted">{note}</p>
      {groups.length === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <section class="scroll" aria-label="Groups of failures" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col" class="number">
                  failures
                </th>
                <th scope="col">in the middle</th>
                <th scope="col" class="number">
                  Q
                </th>
                <th scope="col">mostly ended by</th>
                <th scope="col">where</th>
              </tr>
            </thead>
            <tbody>
              {groups.map(({ failures, representative, q, reason, where }) => (
                <tr key={representative}>
                  <td class="number">{failures}</td>
                  <td>
                    <EpisodeButton id={representative} onOpen={props.onOpen} />
                  </td>
                  <td class="number">{figure(q)}</td>
                  <td>{reason}</td>
                  <td>{where}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
