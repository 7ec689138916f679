/** Draws docs/images/traffic.jpg: who is met in `driving/traffic`, from the driver's seat and from above. */
import { writeFileSync } from 'node:fs';
import { PursuitIdmAgent } from '../../agents/index.ts';
import { encodeJpeg } from '../../server/encode/jpeg.ts';
import { type Action, createTask, type Scene } from '../../sim/index.ts';
import { openHeadlessRenderer } from '../../sim/render/headless.ts';
import type { CameraPose, Mover } from '../../sim/scene/picture.ts';

const WIDTH_PX = 400;
const HEIGHT_PX = 225;
const COLUMNS = 3;
/** Who is beside the car is not in the picture. */
const LEAST_AHEAD_M = 6;

/** From the driver's seat, or from behind and above an actor's side of the street. */
type View = 'seat' | 'above';

interface Moment {
  readonly scene: Scene;
  readonly view: View;
  /** The actor that the panel is about, and how far from the car it is then. */
  readonly actor: string;
  readonly withinM: number;
}

const CLOSER = { cameraFovDeg: 75, cameraPitchDeg: -7 } as const;
const ALONE = { ...CLOSER, leadGapM: 40, leadSpeedMps: 9, cutInGapM: 3 } as const;
const MOMENTS: readonly Moment[] = [
  {
    scene: { ...CLOSER, leadGapM: 12, leadSpeedMps: 6, leadBrakesAtS: 3, leadBrakingMps2: 6 },
    view: 'seat',
    actor: 'lead',
    withinM: 9.5,
  },
  {
    scene: { ...CLOSER, leadGapM: 20, leadSpeedMps: 4, cutInGapM: 3, crossingDelayS: 0, crossingGapS: -3 },
    view: 'above',
    actor: 'crossing',
    withinM: 9.5,
  },
  {
    scene: { ...CLOSER, leadGapM: 40, cutInGapM: 14, cutInSpeedMps: 4 },
    view: 'seat',
    actor: 'cutIn',
    withinM: 9,
  },
  { scene: { ...ALONE, oncomingIntrusionM: 1.5 }, view: 'above', actor: 'oncoming', withinM: 9 },
  { scene: { ...ALONE, cyclistOffsetM: 1.2 }, view: 'seat', actor: 'cyclist', withinM: 8.5 },
  {
    scene: { ...ALONE, pedestrianGapM: 24, pedestrianSpeedMps: 1.4 },
    view: 'seat',
    actor: 'pedestrian',
    withinM: 9.5,
  },
];

const renderer = openHeadlessRenderer({ route: 'swiftshader' });
const task = createTask('driving/traffic');
const rows = Math.ceil(MOMENTS.length / COLUMNS);
const sheet = new Uint8Array(WIDTH_PX * COLUMNS * HEIGHT_PX * rows * 3);
for (const [k, { scene, view, actor, withinM }] of MOMENTS.entries()) {
  const agent = new PursuitIdmAgent();
  const episode = task.begin(scene, { seed: 5, seat: 0, renderer: null, needs: agent.needs });
  const about = () => episode.picture().movers.filter(({ id }) => id === 'ego' || id === actor);
  for (;;) {
    const [ego, other] = about();
    if (
      ego !== undefined &&
      other !== undefined &&
      aheadM(ego, other) > LEAST_AHEAD_M &&
      apartM(ego, other) < withinM
    )
      break;
    if (episode.over) throw new Error(`${actor} was never within ${withinM} m`);
    episode.advance(agent.act([episode.observe()])[0] as Action);
  }
  const ego = about()[0] as Mover;
  const pose = view === 'seat' ? (episode.cameraPose() as CameraPose) : fromAbove(ego);
  const camera = { widthPx: WIDTH_PX, heightPx: HEIGHT_PX, rgb: true, depth: false, semantic: false };
  const { rgb } = renderer.render(episode.picture(), pose, camera, 0);
  const left = (k % COLUMNS) * WIDTH_PX;
  const top = Math.floor(k / COLUMNS) * HEIGHT_PX;
  for (let y = 0; y < HEIGHT_PX; y++) {
    const row = (rgb as Uint8Array).subarray(y * WIDTH_PX * 3, (y + 1) * WIDTH_PX * 3);
    sheet.set(row, ((top + y) * WIDTH_PX * COLUMNS + left) * 3);
  }
  renderer.release(0);
  episode.close();
}
renderer.close();
const jpeg = encodeJpeg(sheet, { widthPx: WIDTH_PX * COLUMNS, heightPx: HEIGHT_PX * rows });
writeFileSync(new URL('../../docs/images/traffic.jpg', import.meta.url), jpeg);

function aheadM({ xM, yM, headingRad }: Mover, other: Mover): number {
  return (other.xM - xM) * Math.cos(headingRad) + (other.yM - yM) * Math.sin(headingRad);
}

function apartM(one: Mover, other: Mover): number {
  return Math.hypot(one.xM - other.xM, one.yM - other.yM);
}

/** Over the car's roof, looking down along the street. */
function fromAbove({ xM, yM, headingRad }: Mover): CameraPose {
  const behindM = 9;
  return {
    xM: xM - behindM * Math.cos(headingRad),
    yM: yM - behindM * Math.sin(headingRad),
    zM: 7.5,
    headingRad,
    pitchRad: -0.42,
    rollRad: 0,
    horizontalFovDeg: 70,
    carriedBy: null,
  };
}
