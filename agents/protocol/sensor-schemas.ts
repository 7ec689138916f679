import { z } from 'zod';
import {
  CAMERA_EFFECT_NUMBERS,
  type CameraEffectsSpec,
  MOST_RAYS,
  MOST_SENSORS,
  SENSOR_NAME,
  SENSOR_NUMBERS,
  type SensorKind,
  type SensorNumber,
} from '../../sim/sensor-spec.ts';

function numberOf({ low, high, whole }: SensorNumber) {
  return (whole === true ? z.int() : z.number()).min(low).max(high).optional();
}

/** The numbers of one kind of sensor, each of which may be left out. */
function numbersOf<Kind extends SensorKind>(kind: Kind) {
  const numbers = SENSOR_NUMBERS[kind] as Readonly<Record<string, SensorNumber>>;
  const fields = Object.fromEntries(Object.entries(numbers).map(([name, about]) => [name, numberOf(about)]));
  return fields as Record<keyof (typeof SENSOR_NUMBERS)[Kind], ReturnType<typeof numberOf>>;
}

/** What the camera does to its pictures; each number may be left out. */
export const cameraEffects = z.object(
  Object.fromEntries(
    Object.entries(CAMERA_EFFECT_NUMBERS).map(([name, about]) => [name, numberOf(about)]),
  ) as Record<keyof CameraEffectsSpec, ReturnType<typeof numberOf>>,
);

const { channels, azimuthSteps, lowestDeg, highestDeg } = SENSOR_NUMBERS.lidar;

const lidar = z.object({ kind: z.literal('lidar'), ...numbersOf('lidar') }).check(({ value, issues }) => {
  const rays = (value.channels ?? channels.usual) * (value.azimuthSteps ?? azimuthSteps.usual);
  if (rays > MOST_RAYS) {
    const message = `at most ${MOST_RAYS} rays, which is channels times azimuthSteps`;
    issues.push({ code: 'custom', path: ['azimuthSteps'], input: value.azimuthSteps, message });
  }
  const lowest = value.lowestDeg ?? lowestDeg.usual;
  if (lowest > (value.highestDeg ?? highestDeg.usual)) {
    const message = 'at most highestDeg';
    issues.push({ code: 'custom', path: ['lowestDeg'], input: value.lowestDeg, message });
  }
});

const sensor = z.discriminatedUnion('kind', [
  lidar,
  z.object({ kind: z.literal('imu'), ...numbersOf('imu') }),
  z.object({ kind: z.literal('gnss'), ...numbersOf('gnss') }),
]);

const name = z
  .string()
  .regex(SENSOR_NAME, 'a letter, then at most 63 letters, digits, "_" or "-" as the name');

/** Sensors besides the camera that a program asks for, by the name of their readings. */
export const askedSensors = z
  .record(name, sensor)
  .refine((asked) => Object.keys(asked).length <= MOST_SENSORS, `at most ${MOST_SENSORS} sensors`);
