import { useMemo } from 'preact/hooks';
import type { EpisodeLog } from './episode-log.ts';

const MOST_POINTS = 240;
const WIDTH = 240;
const HEIGHT = 28;

/** Every logged column as a small line, with its value now: for tasks that the page cannot draw, too. */
export function LogColumns({ log, timeS }: { readonly log: EpisodeLog; readonly timeS: number }) {
  const step = log.stepAt(timeS);
  const at = log.durationS === 0 ? 0 : (Math.min(timeS, log.durationS) / log.durationS) * WIDTH;
  return (
    <table class="log-columns">
      <caption class="visually-hidden">Every logged number, over time and now</caption>
      <tbody>
        {log.names.map((name) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
                <Line log={log} name={name} steps={log.steps} />
                <path d={`M${at} 0V${HEIGHT}`} class="now" />
              </svg>
            </td>
            <td class="number">{shown(log.value(name, step))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Line(props: { readonly log: EpisodeLog; readonly name: string; readonly steps: number }) {
  const { log, name, steps } = props;
  const path = useMemo(() => linePath(log, name), [log, name, steps]);
  return <path d={path} class="line" />;
}

function linePath(log: EpisodeLog, name: string): string {
  const count = Math.min(MOST_POINTS, log.steps + 1);
  const values = Array.from({ length: count }, (_, i) =>
    log.value(name, Math.round((i / Math.max(1, count - 1)) * log.steps)),
  ).map((x) => x ?? 0);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const y = (x: number) =>
    high === low ? HEIGHT / 2 : HEIGHT - 2 - ((x - low) / (high - low)) * (HEIGHT - 4);
  return values
    .map(
      (x, i) =>
        `${i === 0 ? 'M' : 'L'}${((i / Math.max(1, count - 1)) * WIDTH).toFixed(1)} ${y(x).toFixed(1)}`,
    )
    .join('');
}

function shown(x: number | null): string {
  return x === null ? '' : x.toFixed(3);
}
