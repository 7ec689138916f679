import { useMemo } from 'preact/hooks';
import { cssColour, scaleColour } from '../stage/colour-scale.ts';
import type { EpisodeLog } from './episode-log.ts';
import { type RibbonValue, shareOf } from './ribbon-values.ts';

/** Colours along the bar; more could not be told apart. */
const MOST_STOPS = 90;

export interface TimelineRow {
  readonly id: string;
  readonly log: EpisodeLog;
  /** How it ended, e.g. "failed: off-road"; null while it is under way. */
  readonly outcome: string | null;
  readonly failed: boolean;
}

export interface TimelineProps {
  readonly rows: readonly TimelineRow[];
  readonly timeS: number;
  readonly endS: number;
  readonly stepS: number;
  readonly value: RibbonValue | null;
  readonly range: readonly [number, number];
  readonly onSeek: (timeS: number) => void;
}

/** The slider through time; below it each episode as a bar in the ribbon's colours, with its end marked. */
export function Timeline({ rows, timeS, endS, stepS, value, range, onSeek }: TimelineProps) {
  return (
    <div class="timeline">
      <input
        type="range"
        aria-label="Time in the episode"
        aria-valuetext={`${timeS.toFixed(1)} of ${endS.toFixed(1)} seconds`}
        min={0}
        max={endS}
        step={stepS / 10}
        value={timeS}
        onInput={(event) => onSeek(event.currentTarget.valueAsNumber)}
      />
      {rows.map((row) => (
        <Bar key={row.id} row={row} endS={endS} value={value} range={range} steps={row.log.steps} />
      ))}
    </div>
  );
}

interface BarProps extends Pick<TimelineProps, 'endS' | 'value' | 'range'> {
  readonly row: TimelineRow;
  readonly steps: number;
}

function Bar({ row: { log, outcome, failed }, endS, value, range, steps }: BarProps) {
  const colours = useMemo(() => gradient(log, value, range), [log, steps, value, range[0], range[1]]);
  const width = endS === 0 ? 0 : (log.durationS / endS) * 100;
  return (
    <div class="bar">
      <span class="way" style={{ width: `${width}%`, background: colours }} />
      {outcome === null ? null : (
        <span
          class={failed ? 'end failed' : 'end passed'}
          style={{ [width > 50 ? 'right' : 'left']: width > 50 ? `${100 - width}%` : `${width}%` }}
        >
          {failed ? <Cross /> : <Tick />}
          {outcome}
        </span>
      )}
    </div>
  );
}

function gradient(
  log: EpisodeLog,
  value: RibbonValue | null,
  [low, high]: readonly [number, number],
): string {
  if (value === null || log.steps === 0) return 'var(--line)';
  const stops = Math.min(MOST_STOPS, log.steps + 1);
  const colours = Array.from({ length: stops }, (_, i) => {
    const step = Math.round((i / Math.max(1, stops - 1)) * log.steps);
    return cssColour(scaleColour(shareOf(value.of(log, step), low, high)));
  });
  return `linear-gradient(to right, ${colours.join(', ')}${stops === 1 ? `, ${colours[0]}` : ''})`;
}

function Cross() {
  return (
    <svg viewBox="0 0 10 10" width="9" height="9" aria-hidden="true">
      <path d="M1 1 9 9M9 1 1 9" stroke="currentColor" stroke-width="2" />
    </svg>
  );
}

function Tick() {
  return (
    <svg viewBox="0 0 10 10" width="9" height="9" aria-hidden="true">
      <path d="M1 5.5 4 9 9 1" stroke="currentColor" stroke-width="2" fill="none" />
    </svg>
  );
}
