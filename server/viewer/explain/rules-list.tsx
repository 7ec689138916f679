import type { ExplanationAbout } from '../../http/api.ts';
import { IntervalStrip } from '../charts/interval-strip.tsx';
import { EpisodeButton } from './episode-button.tsx';

/** Where it fails, a sentence for each rule; the worst episode of each can be played. */
export function RulesList({ told, onOpen }: { readonly told: ExplanationAbout; onOpen(id: string): void }) {
  const { head, rules } = told;
  return (
    <section class="chart">
      <h3>Where it fails, in words</h3>
      <p class="muted">{head}</p>
      {rules.length === 0 ? null : (
        <ul class="rules">
          {rules.map(({ words, fails, worst }) => (
            <li key={words}>
              <IntervalStrip share={fails} colour={worst === null ? '--pool' : '--generated'} />
              <span>{worst === null ? words : <Sentence words={words} worst={worst} onOpen={onOpen} />}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The sentence with the worst episode's name in it as a button. */
function Sentence(props: { readonly words: string; readonly worst: string; onOpen(id: string): void }) {
  const { words, worst, onOpen } = props;
  const at = words.lastIndexOf(worst);
  if (at < 0) return <>{words}</>;
  return (
    <>
      {words.slice(0, at)}
      <EpisodeButton id={worst} onOpen={onOpen} />
      {words.slice(at + worst.length)}
    </>
  );
}
