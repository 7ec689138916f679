import { FaultscapeError } from '../../sim/core/index.ts';
import {
  type CameraPose,
  type Picture,
  type Renderer,
  type ShapeBounds,
  type ShapeClass,
  type ShapeItem,
  shapeBounds,
} from '../../sim/index.ts';
import { halve } from '../report/gallery/halve.ts';

export interface SheetRequest {
  /** One row each. */
  readonly classes: readonly ShapeClass[];
  /** One column each: instances 0, 1, 2, ... */
  readonly instances: number;
  /** Side of one square picture. */
  readonly sizePx: number;
  /** Where the camera stands, from the nose counter-clockwise; negative is on the shape's right. */
  readonly azimuthDeg: number;
  /** How far the camera looks down. */
  readonly pitchDeg: number;
}

export interface Sheet {
  readonly rgb: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

const FOV_DEG = 24;
/** Air around a shape, as a share of the picture. */
const MARGIN = 1.08;
const SUPERSAMPLING = 2;

/** Paints of the columns, in turn: what things of all classes come in. */
const PAINTS: readonly (readonly [number, number, number])[] = [
  [0.72, 0.07, 0.07],
  [0.1, 0.25, 0.6],
  [0.9, 0.9, 0.88],
  [0.95, 0.7, 0.08],
  [0.1, 0.42, 0.2],
  [0.55, 0.58, 0.6],
  [0.9, 0.42, 0.08],
  [0.25, 0.6, 0.75],
  [0.12, 0.12, 0.14],
  [0.5, 0.12, 0.3],
];

/**
 * Photographs shapes of the catalogue in a grid: a row per class, a column per instance, each filling
 * its square. Equal requests give equal pixels on one renderer.
 */
export function drawSheet(renderer: Renderer, request: SheetRequest): Sheet {
  const { classes, instances, sizePx } = request;
  const widthPx = instances * sizePx;
  const sheet: Sheet = {
    rgb: new Uint8Array(widthPx * classes.length * sizePx * 3),
    widthPx,
    heightPx: classes.length * sizePx,
  };
  for (const [row, name] of classes.entries()) {
    for (let column = 0; column < instances; column++) {
      const picture = photograph(renderer, name, column, request);
      for (let y = 0; y < sizePx; y++) {
        const line = picture.subarray(y * sizePx * 3, (y + 1) * sizePx * 3);
        sheet.rgb.set(line, ((row * sizePx + y) * widthPx + column * sizePx) * 3);
      }
    }
  }
  return sheet;
}

function photograph(
  renderer: Renderer,
  name: ShapeClass,
  instance: number,
  { sizePx, azimuthDeg, pitchDeg }: SheetRequest,
): Uint8Array {
  const bounds = shapeBounds({ name, instance });
  const pose = portraitPose(bounds, azimuthDeg, pitchDeg);
  const sidePx = sizePx * SUPERSAMPLING;
  const camera = { widthPx: sidePx, heightPx: sidePx, rgb: true, depth: false, semantic: false };
  const { rgb } = renderer.render(portrait(name, instance, bounds, azimuthDeg), pose, camera, 0);
  renderer.release(0);
  if (rgb === null) {
    throw new FaultscapeError('environment', 'The renderer gave no colour image.', {
      expected: 'RGB pixels',
      got: 'none',
    });
  }
  return halve(rgb, sidePx, sidePx);
}

/** The shape alone on pavement, the sun at the photographer's shoulder. */
function portrait(name: ShapeClass, instance: number, bounds: ShapeBounds, azimuthDeg: number): Picture {
  const groundM = 40 * Math.hypot(...bounds.maxM);
  const colour = PAINTS[instance % PAINTS.length] as ShapeItem['colour'];
  return {
    stage: {
      key: `shape ${name} ${instance}`,
      items: [
        {
          kind: 'patch',
          surface: 'pavement',
          outline: [-groundM, -groundM, groundM, -groundM, groundM, groundM, -groundM, groundM],
        },
        { kind: 'shape', name, instance, xM: 0, yM: 0, headingRad: 0, colour },
      ],
      boundsM: [-1, -1, 1, 1],
    },
    weather: {
      sunAzimuthDeg: azimuthDeg - 25,
      sunAltitudeDeg: 50,
      cloud: 0.2,
      fogDensityPerM: 0,
      rain: 0,
      wetness: 0,
    },
    road: { markingWear: 0, brightness: 1 },
    movers: [],
    timeS: 0,
  };
}

/** The nearest place on the given ray from which every corner of the box is in the picture. */
export function portraitPose({ minM, maxM }: ShapeBounds, azimuthDeg: number, pitchDeg: number): CameraPose {
  const azimuth = (azimuthDeg * Math.PI) / 180;
  const pitch = (pitchDeg * Math.PI) / 180;
  const back = [
    Math.cos(pitch) * Math.cos(azimuth),
    Math.cos(pitch) * Math.sin(azimuth),
    Math.sin(pitch),
  ] as const;
  const right = [-Math.sin(azimuth), Math.cos(azimuth), 0] as const;
  const up = [
    -Math.sin(pitch) * Math.cos(azimuth),
    -Math.sin(pitch) * Math.sin(azimuth),
    Math.cos(pitch),
  ] as const;
  const centre = [0, 1, 2].map((k) => ((minM[k] as number) + (maxM[k] as number)) / 2);
  const along = (axis: readonly number[], corner: readonly number[]): number =>
    axis.reduce((sum, a, k) => sum + a * ((corner[k] as number) - (centre[k] as number)), 0);
  const slope = Math.tan((FOV_DEG * Math.PI) / 360) / MARGIN;
  let distanceM = 0;
  for (let i = 0; i < 8; i++) {
    const corner = [0, 1, 2].map((k) => ((i >> k) & 1 ? maxM : minM)[k] as number);
    const aside = Math.max(Math.abs(along(right, corner)), Math.abs(along(up, corner)));
    distanceM = Math.max(distanceM, aside / slope + along(back, corner));
  }
  const [x, y, z] = centre.map((c, k) => c + distanceM * (back[k] as number)) as [number, number, number];
  return {
    xM: x,
    yM: y,
    zM: z,
    headingRad: azimuth + Math.PI,
    pitchRad: -pitch,
    rollRad: 0,
    horizontalFovDeg: FOV_DEG,
    carriedBy: null,
  };
}
