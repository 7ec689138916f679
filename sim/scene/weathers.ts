import type { Weather } from './picture.ts';

/** The six weathers of the published driving attack, by CARLA's names. */
export const WEATHER_NAMES = [
  'ClearNoon',
  'WetNoon',
  'WetCloudyNoon',
  'HardRainNoon',
  'ClearSunset',
  'SoftRainSunset',
] as const;
export type WeatherName = (typeof WEATHER_NAMES)[number];

/** Named weathers are points in the continuous space; noon stands high in the south, a
 * summer sunset low in the north-west. */
export const WEATHERS: Readonly<Record<WeatherName, Weather>> = {
  ClearNoon: {
    sunAzimuthDeg: -115,
    sunAltitudeDeg: 58,
    cloud: 0.12,
    fogDensityPerM: 0,
    rain: 0,
    wetness: 0,
  },
  WetNoon: {
    sunAzimuthDeg: -115,
    sunAltitudeDeg: 58,
    cloud: 0.35,
    fogDensityPerM: 0.001,
    rain: 0,
    wetness: 0.85,
  },
  WetCloudyNoon: {
    sunAzimuthDeg: -115,
    sunAltitudeDeg: 58,
    cloud: 0.8,
    fogDensityPerM: 0.003,
    rain: 0,
    wetness: 0.8,
  },
  HardRainNoon: {
    sunAzimuthDeg: -115,
    sunAltitudeDeg: 58,
    cloud: 1,
    fogDensityPerM: 0.009,
    rain: 1,
    wetness: 1,
  },
  ClearSunset: {
    sunAzimuthDeg: 130,
    sunAltitudeDeg: 9,
    cloud: 0.15,
    fogDensityPerM: 0.0005,
    rain: 0,
    wetness: 0,
  },
  SoftRainSunset: {
    sunAzimuthDeg: 130,
    sunAltitudeDeg: 9,
    cloud: 0.6,
    fogDensityPerM: 0.005,
    rain: 0.45,
    wetness: 0.7,
  },
};
