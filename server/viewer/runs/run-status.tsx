import type { RunSummary } from '../../http/api.ts';
import { plural } from '../../report/format.ts';

/** How a run stands: a word, and while it runs what it does and how far it is. */
export function RunStatus({ summary }: { readonly summary: RunSummary }) {
  const { status, news, name } = summary;
  const doing = status === 'running' && news !== null ? news.status : status;
  const { word, tone } = WORDS[doing];
  return (
    <>
      <span class={`run-status ${tone}`}>{word}</span>
      {status === 'running' && news !== null && news.total > 0 ? (
        <span class="run-progress">
          <progress value={news.done} max={news.total} aria-label={`Progress of ${name}`} />
          {news.status === 'learning' ? news.text : `${news.done} of ${plural(news.total, 'episode')}`}
        </span>
      ) : null}
    </>
  );
}

/** What a run needs a person for, word for word as it said it. */
export function RunNotice({ summary }: { readonly summary: RunSummary }) {
  const { status, news, problem } = summary;
  if (problem !== null) return <p class="problem">{problem}</p>;
  if (news === null) {
    return status === 'stale' ? (
      <p class="muted">Its program ended without a word; what it had logged is all here.</p>
    ) : null;
  }
  if (news.status === 'waiting') return <pre class="run-notice">{news.text}</pre>;
  return news.status === 'failed' ? <p class="problem">{news.text}</p> : null;
}

interface Words {
  readonly word: string;
  readonly tone: '' | 'passed' | 'failed' | 'warned' | 'muted';
}

const WORDS: Readonly<Record<RunSummary['status'] | 'starting' | 'waiting' | 'learning', Words>> = {
  starting: { word: 'starting', tone: '' },
  running: { word: 'running', tone: '' },
  learning: { word: 'learning', tone: '' },
  waiting: { word: 'waiting', tone: 'warned' },
  done: { word: 'done', tone: 'passed' },
  interrupted: { word: 'interrupted', tone: 'warned' },
  failed: { word: 'failed to run', tone: 'failed' },
  stale: { word: 'stale', tone: 'warned' },
};
