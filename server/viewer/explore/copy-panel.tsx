import { useState } from 'preact/hooks';
import type { Scene } from '../../../sim/space/index.ts';
import type { TaskAbout } from '../../http/api.ts';
import { type Choice, changesOf, readScene } from './choice.ts';
import { driveCommand } from './drive-command.ts';

/** The scene as text: to take away, or to put one in. */
export function CopyPanel(props: {
  readonly choice: Choice;
  readonly task: TaskAbout;
  readonly agent: string;
  readonly onScene: (scene: Scene) => void;
}) {
  const { choice, task, agent, onScene } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const json = JSON.stringify(choice.scene, null, 2);
  const command = driveCommand({ ...choice, agent, scene: changesOf(choice.scene, task.nominal) });
  const take = (text: string) => {
    const read = readScene(text, task);
    if ('problem' in read) return setProblem(read.problem);
    setDraft(null);
    setProblem(null);
    onScene(read.scene);
  };
  return (
    <>
      <div class="row">
        <CopyButton text={json}>Copy as JSON</CopyButton>
        <CopyButton text={command}>Copy as command</CopyButton>
        <CopyButton text={location.href}>Copy link</CopyButton>
      </div>
      <p class="muted">
        The command drives this scene once from a shell; scenery and start are drawn anew from the seed.
      </p>
      <pre class="command mono">{command}</pre>
      <details>
        <summary>The scene as JSON</summary>
        <textarea
          class="mono"
          rows={6}
          aria-label="Scene as JSON"
          aria-invalid={problem !== null}
          spellcheck={false}
          value={draft ?? json}
          onInput={(event) => setDraft(event.currentTarget.value)}
        />
        <button type="button" disabled={draft === null} onClick={() => take(draft ?? json)}>
          Show this scene
        </button>
        {problem === null ? null : (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
      </details>
    </>
  );
}

const SAID_FOR_MS = 2_000;

function CopyButton({ text, children }: { readonly text: string; readonly children: string }) {
  const [said, setSaid] = useState<string | null>(null);
  const say = (words: string) => {
    setSaid(words);
    setTimeout(() => setSaid(null), SAID_FOR_MS);
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      say('Copied');
    } catch {
      say('The browser did not allow it');
    }
  };
  return (
    <button type="button" onClick={copy}>
      {children}
      <span role="status" class="said">
        {said === null ? '' : ` · ${said}`}
      </span>
    </button>
  );
}
