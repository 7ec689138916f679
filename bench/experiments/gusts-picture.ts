/**
 * Draws one flight in gusts of a finished run as SVG: `npx tsx bench/experiments/gusts-picture.ts RUN EPISODE FILE`.
 * Left the course from above, with the flight, another one in still air and the gusts; right the gusts by time.
 */
import { writeFileSync } from 'node:fs';
import { UavPdAgent } from '../../agents/index.ts';
import { viewRun } from '../../server/report/load-run.ts';
import { RunFolder } from '../../server/store/run-folder.ts';
import { createTask, EpisodeRunner, type Trajectory } from '../../sim/index.ts';

const [folder, id, file] = process.argv.slice(2);
if (folder === undefined || id === undefined || file === undefined)
  throw new RangeError('expected RUN EPISODE FILE');

const run = viewRun(RunFolder.open(folder, { write: false }), folder);
const episode = run.episodes.find((one) => one.id === id);
const flown = run.trajectory(id);
if (episode === undefined || flown === null) throw new RangeError(`no episode ${id} in ${folder}`);
const task = createTask(run.taskId);
const course = task.course?.(episode.scene, episode.seed);
if (course?.kind !== 'gates') throw new RangeError(`${run.taskId} has no gates`);
const still = await new EpisodeRunner({ task, agent: new UavPdAgent(), renderer: null, seats: 1 }).run({
  scene: {},
  seed: episode.seed,
});

const SIDE_PX = 400;
const SPAN_M = 44;
const MIDDLE_M = { x: -2, y: 0 };
/** Pixels of an arrow for a gust of 1 m/s, on the map and beside the clock. */
const MAP_PX_PER_MPS = 4;
const CLOCK_PX_PER_MPS = 6;
const STRETCH_S = 2;

const x = (xM: number) => SIDE_PX / 2 + ((xM - MIDDLE_M.x) / SPAN_M) * SIDE_PX;
const y = (yM: number) => SIDE_PX / 2 - ((yM - MIDDLE_M.y) / SPAN_M) * SIDE_PX;
const px = (value: number) => value.toFixed(1);

function places({ names, rows }: Trajectory): { readonly xM: number; readonly yM: number }[] {
  const [atX, atY] = [names.indexOf('xM'), names.indexOf('yM')];
  return Array.from({ length: rows.length / names.length }, (_, k) => ({
    xM: rows[k * names.length + atX] as number,
    yM: rows[k * names.length + atY] as number,
  }));
}

function line(points: readonly { readonly xM: number; readonly yM: number }[], style: string): string {
  return `<polyline points="${points.map((p) => `${px(x(p.xM))},${px(y(p.yM))}`).join(' ')}" fill="none" ${style}/>`;
}

function arrow(fromX: number, fromY: number, eastPx: number, northPx: number): string {
  if (Math.hypot(eastPx, northPx) < 2)
    return `<circle cx="${px(fromX)}" cy="${px(fromY)}" r="1.5" fill="#1769aa"/>`;
  const [toX, toY] = [fromX + eastPx, fromY - northPx];
  return `<line x1="${px(fromX)}" y1="${px(fromY)}" x2="${px(toX)}" y2="${px(toY)}" stroke="#1769aa" stroke-width="2" marker-end="url(#tip)"/>`;
}

const flight = places(flown);
const stretches = Array.from({ length: 6 }, (_, i) => ({
  east: episode.scene[`gust${i + 1}EastMps`] as number,
  north: episode.scene[`gust${i + 1}NorthMps`] as number,
}));
const gates = course.gates.map(({ xM, yM, headingRad, openingM }) => {
  const [across, up] = [(-Math.sin(headingRad) * openingM) / 2, (Math.cos(headingRad) * openingM) / 2];
  return line(
    [
      { xM: xM - across, yM: yM - up },
      { xM: xM + across, yM: yM + up },
    ],
    'stroke="#e07b00" stroke-width="4"',
  );
});
const blown = stretches.flatMap(({ east, north }, i) => {
  const at = flight[Math.round((i * STRETCH_S + STRETCH_S / 2) / task.controlStepS)];
  return at === undefined ? [] : [arrow(x(at.xM), y(at.yM), east * MAP_PX_PER_MPS, north * MAP_PX_PER_MPS)];
});
const end = flight.at(-1) as (typeof flight)[number];
const clock = stretches.map(({ east, north }, i) => {
  const rowY = 62 + i * 58;
  const strength = Math.hypot(east, north).toFixed(1);
  return (
    `<text x="430" y="${rowY + 4}">${i * STRETCH_S} to ${(i + 1) * STRETCH_S} s</text>` +
    `<circle cx="580" cy="${rowY}" r="27" fill="none" stroke="#ddd"/>` +
    arrow(580, rowY, east * CLOCK_PX_PER_MPS, north * CLOCK_PX_PER_MPS) +
    `<text x="640" y="${rowY + 4}">${strength} m/s</text>`
  );
});
writeFileSync(
  file,
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 ${SIDE_PX}" font-family="sans-serif" font-size="13">
<title>A likely failure from above, and its gusts</title>
<defs><marker id="tip" viewBox="0 0 6 6" refX="4" refY="3" markerWidth="4" markerHeight="4" orient="auto"><path d="M0 0 6 3 0 6z" fill="#1769aa"/></marker></defs>
<rect width="720" height="${SIDE_PX}" fill="#fff"/>
${gates.join('\n')}
${line(places(still.trajectory), 'stroke="#999" stroke-width="1.5" stroke-dasharray="4 3"')}
${line(flight, 'stroke="#b00020" stroke-width="2.5"')}
${blown.join('\n')}
<circle cx="${px(x(end.xM))}" cy="${px(y(end.yM))}" r="6" fill="#b00020"/>
<text x="12" y="40" fill="#b00020">ends with ${episode.reason} after ${(flight.length * task.controlStepS).toFixed(1)} s</text>
<text x="12" y="20">from above: flight in gusts, in still air (dashed), gates</text>
<text x="430" y="20">gusts; a ring is one deviation (4.5 m/s)</text>
${clock.join('\n')}
</svg>
`,
);
