import type { CameraPose, MoverKind, Pose } from '../../../sim/index.ts';
import type { StageFrame } from './stage-source.ts';

export const CAMERA_MODES = ['chase', 'orbit', 'top', 'agent'] as const;
export type CameraMode = (typeof CAMERA_MODES)[number];

export const CAMERA_NAMES: Readonly<Record<CameraMode, string>> = {
  chase: 'Chase',
  orbit: 'Orbit',
  top: 'Map',
  agent: "Agent's eye",
};

interface Swing {
  readonly azimuthRad: number;
  readonly elevationRad: number;
  readonly distanceM: number;
}

/** Chase turns with the car; orbit stands still in the world. For the map, distance is a share of the whole. */
const HOME: Readonly<Record<CameraMode, Swing>> = {
  chase: { azimuthRad: 0, elevationRad: 0.3, distanceM: 9 },
  orbit: { azimuthRad: 0.9, elevationRad: 0.95, distanceM: 28 },
  top: { azimuthRad: 0, elevationRad: Math.PI / 2, distanceM: 1 },
  agent: { azimuthRad: 0, elevationRad: 0, distanceM: 1 },
};
const LIMITS_M: Readonly<Record<CameraMode, readonly [number, number]>> = {
  chase: [4, 60],
  orbit: [5, 200],
  top: [0.08, 1],
  agent: [1, 1],
};

/** How far away the camera stays from what it follows, in shares of what suits a car. */
const REACH: Readonly<Record<MoverKind, number>> = { car: 1, drone: 0.35, pedestrian: 0.6, cyclist: 0.7 };

const VERTICAL_FOV_RAD = (46 * Math.PI) / 180;
const WIDEST_FOV_RAD = (92 * Math.PI) / 180;
const LOWEST_RAD = 0.03;
const STEEPEST_RAD = 1.5;
const AIM_ABOVE_M = 1;
const TURN_TIME_S = 0.35;
/** A larger step in time is a jump; the camera then stands behind at once. */
const JUMP_S = 1;
/** Farther away the ground would lie behind the far plane. */
const HIGHEST_M = 400;

/** Which way a panel's chase camera looks; it lags a little behind the car. */
export interface Following {
  timeS: number;
  headingRad: number;
}

/**
 * Where the eye of every panel is. All panels share what a person turned and zoomed; each has its
 * own `Following`. The chase camera lags by the episode's clock, so a paused picture stands still.
 */
export class CameraRig {
  /** Changes whenever the same frame would look different. */
  version = 0;
  #mode: CameraMode = 'chase';
  readonly #swings = new Map<CameraMode, Swing>();

  get mode(): CameraMode {
    return this.#mode;
  }

  set mode(mode: CameraMode) {
    if (mode === this.#mode) return;
    this.#mode = mode;
    this.version++;
  }

  turn(azimuthRad: number, elevationRad: number): void {
    const swing = this.#swing();
    this.#put({
      ...swing,
      azimuthRad: swing.azimuthRad + azimuthRad,
      elevationRad: clamp(swing.elevationRad + elevationRad, LOWEST_RAD, STEEPEST_RAD),
    });
  }

  /** A factor above 1 goes farther away. */
  zoom(factor: number): void {
    const swing = this.#swing();
    const [nearest, farthest] = LIMITS_M[this.#mode];
    this.#put({ ...swing, distanceM: clamp(swing.distanceM * factor, nearest, farthest) });
  }

  reset(): void {
    this.#put(HOME[this.#mode]);
  }

  pose(frame: StageFrame, aspect: number, following: Following): CameraPose {
    const heading = follow(following, frame);
    if (this.#mode === 'agent' && frame.agentCamera !== null) return frame.agentCamera;
    if (this.#mode === 'top') return this.#map(frame, aspect);
    const swing = this.#swing();
    const azimuth = swing.azimuthRad + (this.#mode === 'chase' ? heading : 0);
    const reach = this.#mode === 'chase' ? reachOf(frame) : 1;
    const distanceM = swing.distanceM * reach;
    const flat = distanceM * Math.cos(swing.elevationRad);
    const target = frame.focus ?? middle(frame);
    return {
      xM: target.xM - flat * Math.cos(azimuth),
      yM: target.yM - flat * Math.sin(azimuth),
      zM: target.zM + AIM_ABOVE_M * reach + distanceM * Math.sin(swing.elevationRad),
      headingRad: azimuth,
      pitchRad: -swing.elevationRad,
      rollRad: 0,
      horizontalFovDeg: horizontalFovDeg(aspect),
      carriedBy: null,
    };
  }

  /** North is up. Zoomed out it shows the whole route, zoomed in what surrounds the focus. */
  #map(frame: StageFrame, aspect: number): CameraPose {
    const share = this.#swing().distanceM;
    const whole = middle(frame);
    const near = frame.focus ?? whole;
    const towards = clamp((share - 0.3) / 0.7, 0, 1);
    const [minX, minY, maxX, maxY] = extentOf(frame);
    const fovDeg = horizontalFovDeg(aspect);
    const slope = Math.tan((fovDeg * Math.PI) / 360);
    const halfWidthM = Math.max((maxX - minX) / 2 + 15, ((maxY - minY) / 2 + 15) * aspect);
    return {
      xM: near.xM + (whole.xM - near.xM) * towards,
      yM: near.yM + (whole.yM - near.yM) * towards,
      zM: Math.min(HIGHEST_M, (share * halfWidthM) / slope),
      headingRad: Math.PI / 2,
      pitchRad: -Math.PI / 2,
      rollRad: 0,
      horizontalFovDeg: fovDeg,
      carriedBy: null,
    };
  }

  #swing(): Swing {
    return this.#swings.get(this.#mode) ?? HOME[this.#mode];
  }

  #put(swing: Swing): void {
    if (this.#mode === 'agent') return;
    this.#swings.set(this.#mode, swing);
    this.version++;
  }
}

/** The chase camera's heading at a frame: behind at once after a jump, else a little late. */
function follow(following: Following, { focus, picture }: StageFrame): number {
  if (focus === null) return following.headingRad;
  const passedS = picture.timeS - following.timeS;
  following.timeS = picture.timeS;
  const gap = shortWay(following.headingRad, focus.headingRad);
  const share = Math.abs(passedS) > JUMP_S ? 1 : 1 - Math.exp(-Math.abs(passedS) / TURN_TIME_S);
  following.headingRad += gap * share;
  return following.headingRad;
}

/** A panel that has not followed anything: its first frame stands behind the car. */
export function newFollowing(): Following {
  return { timeS: Number.NEGATIVE_INFINITY, headingRad: 0 };
}

/** From one heading to another, in [-pi, pi]. */
export function shortWay(fromRad: number, toRad: number): number {
  const turn = (toRad - fromRad) % (2 * Math.PI);
  if (turn > Math.PI) return turn - 2 * Math.PI;
  return turn < -Math.PI ? turn + 2 * Math.PI : turn;
}

function reachOf({ picture }: StageFrame): number {
  const kind = picture.movers[0]?.kind;
  return kind === undefined ? 1 : REACH[kind];
}

/** Where the route lies, or the whole stage where there is none: [minX, minY, maxX, maxY]. */
function extentOf({ routeXyM, picture }: StageFrame): readonly [number, number, number, number] {
  if (routeXyM === null || routeXyM.length < 4) return picture.stage.boundsM;
  const extent: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i + 1 < routeXyM.length; i += 2) {
    const x = routeXyM[i] as number;
    const y = routeXyM[i + 1] as number;
    extent[0] = Math.min(extent[0], x);
    extent[1] = Math.min(extent[1], y);
    extent[2] = Math.max(extent[2], x);
    extent[3] = Math.max(extent[3], y);
  }
  return extent;
}

function middle(frame: StageFrame): Pose {
  const [minX, minY, maxX, maxY] = extentOf(frame);
  const still = { zM: 0, headingRad: 0, pitchRad: 0, rollRad: 0 };
  return { xM: (minX + maxX) / 2, yM: (minY + maxY) / 2, ...still };
}

function horizontalFovDeg(aspect: number): number {
  const fov = 2 * Math.atan(Math.tan(VERTICAL_FOV_RAD / 2) * aspect);
  return (Math.min(fov, WIDEST_FOV_RAD) * 180) / Math.PI;
}

function clamp(x: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, x));
}
