import type { ExplanationAbout } from '../../http/api.ts';
import { percent } from '../../report/format.ts';

/** The heaps that draws of the learned distribution fall into, with where they lie. */
export function HeapsTable({
  heaps,
  note,
}: {
  readonly heaps: NonNullable<ExplanationAbout['distribution']>['heaps'];
  readonly note: string;
}) {
  return (
    <>
      <p class="muted">{note}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section class="scroll" aria-label="Heaps of the learned distribution" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col" class="number">
                of its draws
              </th>
              <th scope="col">nine in ten lie at</th>
            </tr>
          </thead>
          <tbody>
            {heaps.map(({ share, where }) => (
              <tr key={`${share} ${where}`}>
                <td class="number">{percent(share)}</td>
                <td>{where}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
