import * as THREE from 'three';
import type { Weather } from '../picture.ts';

/** Everything the shaders need to know of light and air; colours are linear and display-referred. */
export interface LightState {
  /** Unit vector towards the sun. */
  readonly sunDirection: THREE.Vector3;
  /** Direct light on a surface facing the sun. */
  readonly sun: THREE.Color;
  readonly skyAmbient: THREE.Color;
  readonly groundAmbient: THREE.Color;
  readonly zenith: THREE.Color;
  readonly horizon: THREE.Color;
  /** Light scattered round the sun. */
  readonly sunGlow: THREE.Color;
  readonly fog: THREE.Color;
  readonly fogDensityPerM: number;
  readonly cloud: number;
  readonly cloudLit: THREE.Color;
  readonly cloudShade: THREE.Color;
  /** 0 by day, 1 when street lamps burn. */
  readonly lamps: number;
}

interface Key {
  readonly altitudeDeg: number;
  readonly zenith: number;
  readonly horizon: number;
  readonly sun: number;
  readonly sunGain: number;
  readonly ambientGain: number;
}

/** A clear sky by the sun's altitude, judged by eye. */
const KEYS: readonly Key[] = [
  { altitudeDeg: -14, zenith: 0x0d1428, horizon: 0x232c46, sun: 0x000000, sunGain: 0, ambientGain: 0.3 },
  { altitudeDeg: -6, zenith: 0x1d2c52, horizon: 0x6a5668, sun: 0x000000, sunGain: 0, ambientGain: 0.55 },
  { altitudeDeg: -1, zenith: 0x35558c, horizon: 0xd88a62, sun: 0xff5a20, sunGain: 0, ambientGain: 0.8 },
  { altitudeDeg: 4, zenith: 0x4672ae, horizon: 0xf0b078, sun: 0xff8a40, sunGain: 1.1, ambientGain: 0.95 },
  { altitudeDeg: 10, zenith: 0x4a80c2, horizon: 0xf2cf9e, sun: 0xffb066, sunGain: 1.7, ambientGain: 1 },
  { altitudeDeg: 25, zenith: 0x417fcb, horizon: 0xcfdfe8, sun: 0xffe2b8, sunGain: 1.45, ambientGain: 1 },
  { altitudeDeg: 50, zenith: 0x3878cc, horizon: 0xb9d5ee, sun: 0xfff2dd, sunGain: 1.3, ambientGain: 1 },
  { altitudeDeg: 90, zenith: 0x2f6fc8, horizon: 0xb0d0ee, sun: 0xfff6e8, sunGain: 1.25, ambientGain: 1 },
];

const GRASS_BOUNCE = new THREE.Color(0x7c8468);

/** Light and air of a weather; a pure function. Angles in degrees, density per metre. */
export function lightState(weather: Weather): LightState {
  const clear = clearSky(weather.sunAltitudeDeg);
  const cloud = clamp01(weather.cloud);
  const rain = clamp01(weather.rain);
  const day = clear.ambientGain;

  const direct = clear.sunGain * (1 - smoothstep(0.35, 0.95, cloud)) * (1 - 0.5 * rain);
  const sun = clear.sun.clone().multiplyScalar(direct);

  const overcast = smoothstep(0.3, 1, cloud);
  const dim = day * (1 - 0.52 * rain * overcast);
  const grey = new THREE.Color(0xc3c9d0).lerp(clear.horizon, 0.3).multiplyScalar(dim);
  const greyTop = new THREE.Color(0x9aa3ae).lerp(clear.zenith, 0.15).multiplyScalar(dim);
  const zenith = clear.zenith.clone().lerp(greyTop, overcast);
  const horizon = clear.horizon.clone().lerp(grey, overcast);

  const low = 1 - smoothstep(5, 40, weather.sunAltitudeDeg);
  const skyAmbient = paler(zenith.clone().lerp(horizon, 0.5), 0.45).multiplyScalar(
    0.98 + 0.35 * overcast + 0.25 * low,
  );
  const groundAmbient = skyAmbient.clone().add(sun.clone().multiplyScalar(0.35)).multiply(GRASS_BOUNCE);

  const risen = smoothstep(-8, 0, weather.sunAltitudeDeg);
  const sunGlow = clear.sun.clone().multiplyScalar(risen * (0.18 + 0.62 * low) * (1 - overcast * 0.92));

  const fog = horizon.clone().lerp(grey, 0.6 * (1 - Math.exp(-weather.fogDensityPerM * 120)));
  return {
    sunDirection: sunDirection(weather),
    sun,
    skyAmbient,
    groundAmbient,
    zenith,
    horizon,
    sunGlow,
    fog,
    fogDensityPerM: 0.0008 + weather.fogDensityPerM + 0.003 * rain,
    cloud,
    cloudLit: new THREE.Color(1, 1, 1).lerp(clear.sun, 0.75 * low).multiplyScalar(0.95 * dim),
    cloudShade: greyTop.clone().multiplyScalar(0.8).lerp(zenith, 0.3),
    lamps: 1 - smoothstep(-2, 5, weather.sunAltitudeDeg),
  };
}

function sunDirection(weather: Weather): THREE.Vector3 {
  const azimuth = (weather.sunAzimuthDeg * Math.PI) / 180;
  const altitude = (weather.sunAltitudeDeg * Math.PI) / 180;
  const flat = Math.cos(altitude);
  return new THREE.Vector3(flat * Math.cos(azimuth), flat * Math.sin(azimuth), Math.sin(altitude));
}

function clearSky(altitudeDeg: number) {
  const last = KEYS[KEYS.length - 1] as Key;
  const upper = KEYS.find((key) => key.altitudeDeg >= altitudeDeg) ?? last;
  const lower = KEYS[Math.max(0, KEYS.indexOf(upper) - 1)] as Key;
  const span = upper.altitudeDeg - lower.altitudeDeg;
  const t = span === 0 ? 0 : clamp01((altitudeDeg - lower.altitudeDeg) / span);
  const mixed = (a: number, b: number): THREE.Color => new THREE.Color(a).lerp(new THREE.Color(b), t);
  return {
    zenith: mixed(lower.zenith, upper.zenith),
    horizon: mixed(lower.horizon, upper.horizon),
    sun: mixed(lower.sun, upper.sun),
    sunGain: lower.sunGain + (upper.sunGain - lower.sunGain) * t,
    ambientGain: lower.ambientGain + (upper.ambientGain - lower.ambientGain) * t,
  };
}

/** A colour moved towards the grey of its own brightness: shade is lit by walls and clouds too. */
function paler(colour: THREE.Color, share: number): THREE.Color {
  const grey = 0.2126 * colour.r + 0.7152 * colour.g + 0.0722 * colour.b;
  return colour.lerp(new THREE.Color(grey, grey, grey), share);
}

function clamp01(x: number): number {
  return Math.min(1, Math.max(0, x));
}

/** Rises smoothly from 0 at `from` to 1 at `to`. */
function smoothstep(from: number, to: number, x: number): number {
  const t = clamp01((x - from) / (to - from));
  return t * t * (3 - 2 * t);
}
