import { type DetectedBox, SHAPE_CLASSES } from '../../../sim/index.ts';
import type { EpisodeEntry } from '../../http/api.ts';
import type { EpisodeLog } from './episode-log.ts';
import { words } from './ribbon-values.ts';

/** One number with a bar: where it lies between two ends. */
interface Reading {
  readonly name: string;
  readonly text: string;
  /** The filled part of the bar, in shares of its width; null draws no bar. */
  readonly bar: readonly [from: number, to: number] | null;
}

const FULL_SPEED_MPS = 15;

export interface GaugeColumn {
  readonly id: string;
  readonly log: EpisodeLog;
  /** How it ended; null while it is under way. */
  readonly entry: EpisodeEntry | null;
}

/** Speed, actions, Q and its terms at a moment: a column per episode. */
export function Gauges({
  columns,
  timeS,
}: {
  readonly columns: readonly GaugeColumn[];
  readonly timeS: number;
}) {
  const readings = columns.map((column) => readAll(column, timeS));
  const names = [...new Set(readings.flat().map(({ name }) => name))];
  return (
    <table class="gauges">
      <caption class="visually-hidden">Readings at {timeS.toFixed(1)} seconds</caption>
      {columns.length < 2 ? null : (
        <thead>
          <tr>
            <td />
            {columns.map(({ id }) => (
              <th key={id} scope="col">
                {id}
              </th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {names.map((name) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {readings.map((column, i) => {
              const reading = column.find((one) => one.name === name);
              return (
                <td key={columns[i]?.id}>{reading === undefined ? null : <Gauge reading={reading} />}</td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Gauge({ reading: { text, bar } }: { readonly reading: Reading }) {
  return (
    <div class="gauge">
      {bar === null ? null : (
        <span class="bar" aria-hidden="true">
          <span style={{ left: percent(bar[0]), width: percent(bar[1] - bar[0]) }} />
        </span>
      )}
      <span class="value">{text}</span>
    </div>
  );
}

function readAll({ log, entry }: GaugeColumn, timeS: number): readonly Reading[] {
  return [...speed(log, timeS), ...actions(log, timeS), ...score(log, entry, log.stepAt(timeS))];
}

function speed(log: EpisodeLog, timeS: number): readonly Reading[] {
  const mps = log.value('speedMps', log.stepAt(timeS));
  if (mps === null) return [];
  return [
    { name: 'Speed', text: `${mps.toFixed(1)} m/s`, bar: [0, Math.min(1, Math.abs(mps) / FULL_SPEED_MPS)] },
  ];
}

/** An action's bar starts where the action is zero. */
function actions(log: EpisodeLog, timeS: number): readonly Reading[] {
  const boxes = log.boxesAt(timeS);
  if (boxes !== null) return boxes.map(boxReading);
  const spec = log.task?.action;
  const action = log.actionAt(timeS);
  if (spec === undefined || action === null) return [];
  return spec.names.map((name, i) => {
    const low = spec.low[i] as number;
    const high = spec.high[i] as number;
    const place = (x: number) => Math.min(1, Math.max(0, (x - low) / (high - low)));
    const at = place(action[i] as number);
    const zero = place(0);
    return {
      name: words(name),
      text: signed(action[i] as number, low < 0),
      bar: [Math.min(at, zero), Math.max(at, zero)],
    };
  });
}

function boxReading({ classIndex, objectness }: DetectedBox, place: number): Reading {
  const name = `Box ${place + 1}: ${SHAPE_CLASSES[classIndex] ?? classIndex}`;
  return { name, text: objectness.toFixed(2), bar: [0, objectness] };
}

/** Until the end, what it would be if the episode were cut there; then what was logged. */
function score(log: EpisodeLog, entry: EpisodeEntry | null, step: number): readonly Reading[] {
  const isOver = step >= log.steps && entry !== null && entry.q !== null;
  const cut = log.scoreAt(step);
  const q = isOver ? entry.q : (cut?.total ?? null);
  const terms = isOver ? entry.terms : (cut?.terms ?? null);
  return [
    ...(q === null ? [] : [{ name: 'Q if it ended now', text: q.toFixed(3), bar: [0, q] as const }]),
    ...Object.entries(terms ?? {}).map(([name, x]) => term(name, x)),
  ];
}

function term(name: string, x: number): Reading {
  const inSeconds = name.endsWith('S');
  return {
    name: words(inSeconds ? name.slice(0, -1) : name),
    text: inSeconds ? `${x.toFixed(1)} s` : x.toFixed(3),
    bar: inSeconds ? null : [0, Math.min(1, Math.max(0, x))],
  };
}

function signed(x: number, withSign: boolean): string {
  const text = Math.abs(x).toFixed(2);
  return !withSign || Number(text) === 0 ? text : `${x < 0 ? '-' : '+'}${text}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
