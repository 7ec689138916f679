import type { CameraSpec, Frame } from '../agent.ts';
import {
  type BuildingItem,
  type CameraPose,
  type Picture,
  SEMANTIC_CLASSES,
  type SemanticClass,
  type StripItem,
} from '../scene/picture.ts';
import { DEPTH_LIMIT_M } from './pixels.ts';
import type { Renderer } from './renderer.ts';

type Vector = readonly [number, number, number];

interface Hit {
  /** Along the ray, in units of its direction; the direction's optical part is 1, so also depth. */
  readonly depthM: number;
  readonly what: SemanticClass;
}

const SKY: Hit = { depthM: Number.POSITIVE_INFINITY, what: 'sky' };
const COLOURS: Readonly<Partial<Record<SemanticClass, Vector>>> = {
  sky: [120, 170, 230],
  road: [70, 70, 75],
  pavement: [150, 150, 145],
  terrain: [80, 120, 60],
  building: [170, 120, 90],
};

/**
 * A renderer without graphics, for tests and for agents that never look: it casts a ray per pixel
 * at the ground, the streets and the buildings, and leaves everything else out. Slow for large
 * images, exact in depth, and the same on every machine.
 */
export class NullRenderer implements Renderer {
  readonly description = 'null: rays cast in JavaScript';

  render(picture: Picture, pose: CameraPose, camera: CameraSpec, _slot: number): Frame {
    const { widthPx, heightPx } = camera;
    const pixels = widthPx * heightPx;
    const rgb = camera.rgb ? new Uint8Array(pixels * 3) : null;
    const depthM = camera.depth ? new Float32Array(pixels) : null;
    const semantic = camera.semantic ? new Uint8Array(pixels) : null;
    const rayThrough = rays(pose, widthPx, heightPx);
    const light = brightness(picture);
    for (let y = 0, i = 0; y < heightPx; y++) {
      for (let x = 0; x < widthPx; x++, i++) {
        const hit = cast(picture, pose, rayThrough(x, y));
        if (depthM !== null) depthM[i] = hit.depthM;
        if (semantic !== null) semantic[i] = SEMANTIC_CLASSES.indexOf(hit.what);
        if (rgb !== null) shade(rgb, i * 3, hit, light, picture.weather.fogDensityPerM);
      }
    }
    return { widthPx, heightPx, rgb, depthM, semantic };
  }

  release(): void {}

  close(): void {}
}

/** Ray directions by pixel, each with length 1 along the optical axis. */
function rays(pose: CameraPose, widthPx: number, heightPx: number): (x: number, y: number) => Vector {
  const [ch, sh] = [Math.cos(pose.headingRad), Math.sin(pose.headingRad)];
  const [cp, sp] = [Math.cos(pose.pitchRad), Math.sin(pose.pitchRad)];
  const [cr, sr] = [Math.cos(pose.rollRad), Math.sin(pose.rollRad)];
  const ahead: Vector = [cp * ch, cp * sh, sp];
  const level: Vector = [sh, -ch, 0];
  const upright: Vector = [-sp * ch, -sp * sh, cp];
  const right = combine(level, cr, upright, -sr);
  const up = combine(upright, cr, level, sr);
  const halfWidth = Math.tan((pose.horizontalFovDeg * Math.PI) / 360);
  const perPixel = (2 * halfWidth) / widthPx;
  return (x, y) => {
    const across = (x + 0.5 - widthPx / 2) * perPixel;
    const down = (y + 0.5 - heightPx / 2) * perPixel;
    return combine(combine(ahead, 1, right, across), 1, up, -down);
  };
}

function combine(a: Vector, s: number, b: Vector, t: number): Vector {
  return [a[0] * s + b[0] * t, a[1] * s + b[1] * t, a[2] * s + b[2] * t];
}

function cast(picture: Picture, pose: CameraPose, ray: Vector): Hit {
  let nearest = SKY;
  for (const item of picture.stage.items) {
    if (item.kind !== 'building') continue;
    const depthM = boxDepth(item, pose, ray);
    if (depthM < nearest.depthM) nearest = { depthM, what: 'building' };
  }
  if (ray[2] < 0) {
    const depthM = -pose.zM / ray[2];
    if (depthM > 0 && depthM < Math.min(nearest.depthM, DEPTH_LIMIT_M)) {
      const [xM, yM] = [pose.xM + ray[0] * depthM, pose.yM + ray[1] * depthM];
      nearest = { depthM, what: groundAt(picture, xM, yM) };
    }
  }
  return nearest;
}

/** Where a ray enters a building's box (slab method), Infinity if it misses. */
function boxDepth(box: BuildingItem, pose: CameraPose, ray: Vector): number {
  const [c, s] = [Math.cos(box.headingRad), Math.sin(box.headingRad)];
  const [dx, dy] = [pose.xM - box.xM, pose.yM - box.yM];
  const from: Vector = [c * dx + s * dy, c * dy - s * dx, pose.zM - box.heightM / 2];
  const along: Vector = [c * ray[0] + s * ray[1], c * ray[1] - s * ray[0], ray[2]];
  const half: Vector = [box.lengthM / 2, box.widthM / 2, box.heightM / 2];
  let enter = 0;
  let leave = Number.POSITIVE_INFINITY;
  for (const k of [0, 1, 2] as const) {
    const near = (-Math.sign(along[k]) * half[k] - from[k]) / along[k];
    const far = (Math.sign(along[k]) * half[k] - from[k]) / along[k];
    if (along[k] === 0 && Math.abs(from[k]) > half[k]) return Number.POSITIVE_INFINITY;
    if (along[k] === 0) continue;
    enter = Math.max(enter, near);
    leave = Math.min(leave, far);
  }
  return enter < leave ? enter : Number.POSITIVE_INFINITY;
}

function groundAt(picture: Picture, xM: number, yM: number): SemanticClass {
  const strips = picture.stage.items.filter((item) => item.kind === 'strip');
  const covers = (strip: StripItem) => distanceTo(strip.centre, xM, yM) <= strip.widthM / 2;
  if (strips.some((strip) => strip.surface === 'road' && covers(strip))) return 'road';
  return strips.some(covers) ? 'pavement' : 'terrain';
}

function distanceTo(line: readonly number[], xM: number, yM: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 3 < line.length; i += 2) {
    const [x0, y0, x1, y1] = line.slice(i, i + 4) as [number, number, number, number];
    const [dx, dy] = [x1 - x0, y1 - y0];
    const along = ((xM - x0) * dx + (yM - y0) * dy) / Math.max(dx * dx + dy * dy, 1e-12);
    const t = Math.min(1, Math.max(0, along));
    nearest = Math.min(nearest, Math.hypot(xM - x0 - t * dx, yM - y0 - t * dy));
  }
  return nearest;
}

/** 0 to 1: darker under cloud and with a low sun. */
function brightness({ weather }: Picture): number {
  const sun = Math.max(0, Math.sin((weather.sunAltitudeDeg * Math.PI) / 180));
  return (0.25 + 0.75 * sun) * (1 - 0.5 * weather.cloud);
}

function shade(rgb: Uint8Array, at: number, hit: Hit, light: number, fogDensityPerM: number): void {
  const colour = COLOURS[hit.what] ?? [0, 0, 0];
  const clear = hit.what === 'sky' ? 1 : Math.exp(-hit.depthM * (fogDensityPerM + 0.005));
  const haze = COLOURS.sky as Vector;
  for (const k of [0, 1, 2] as const) {
    rgb[at + k] = Math.round((haze[k] + (colour[k] - haze[k]) * clear) * light);
  }
}
