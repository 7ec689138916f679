/**
 * The sensors besides the camera that an agent may ask for, as plain data, with what each number is when it
 * is left out and the range it must keep. docs/sensors.md has the models behind them.
 */

/** A spinning laser scanner; its reading is `[channels, azimuthSteps]` ranges in metres, 0 where nothing came back. */
export interface LidarSpec {
  readonly kind: 'lidar';
  /** Rows, lowest first; 1 is a 2-D scanner. */
  readonly channels?: number | undefined;
  /** Elevation of the lowest and the highest channel; a single channel looks half-way between. */
  readonly lowestDeg?: number | undefined;
  readonly highestDeg?: number | undefined;
  /** Columns, from the left end of the horizontal field of view to its right end. */
  readonly azimuthSteps?: number | undefined;
  readonly horizontalFovDeg?: number | undefined;
  /** Farther things give no return, in clear air. */
  readonly rangeM?: number | undefined;
  /** Above the body's reference point: the ground under a car, the centre of a drone. */
  readonly heightM?: number | undefined;
  /** Standard deviation of a range. */
  readonly noiseM?: number | undefined;
  /** Share of returns lost whatever the weather. */
  readonly dropout?: number | undefined;
}

/** An inertial unit; its reading is body rates (x, y, z) and specific force (x, y, z). */
export interface ImuSpec {
  readonly kind: 'imu';
  /** Noise densities. */
  readonly gyroNoiseDegpsRtHz?: number | undefined;
  readonly accelNoiseMps2RtHz?: number | undefined;
  /** Standard deviations of the biases, each of which wanders with the time constant below. */
  readonly gyroBiasDegps?: number | undefined;
  readonly accelBiasMps2?: number | undefined;
  readonly biasTimeS?: number | undefined;
}

/** A satellite receiver; its reading is east, north, up, ground speed, latitude, longitude and the fix's age. */
export interface GnssSpec {
  readonly kind: 'gnss';
  readonly rateHz?: number | undefined;
  /** Standard deviations of the white part of a position. */
  readonly horizontalNoiseM?: number | undefined;
  readonly verticalNoiseM?: number | undefined;
  /** Standard deviation of the slow part, along each axis, and its time constant. */
  readonly driftM?: number | undefined;
  readonly driftTimeS?: number | undefined;
  readonly speedNoiseMps?: number | undefined;
  /** Where the world's origin lies on the earth. */
  readonly originLatitudeDeg?: number | undefined;
  readonly originLongitudeDeg?: number | undefined;
}

/** What the camera does to its pictures, each effect off unless given; a real camera's lens, shutter and sensor. */
export interface CameraEffectsSpec {
  /** Radial distortion; below 0 the lens shows more towards its edges. */
  readonly k1?: number | undefined;
  readonly k2?: number | undefined;
  /** Radius of the disc that a point is spread over, as a share of the picture's width. */
  readonly defocus?: number | undefined;
  /** Each doubles the light; below 0 it halves. */
  readonly exposureStops?: number | undefined;
  /** How far every point is dragged, as a share of the picture's width, and the direction from its x axis. */
  readonly motionBlur?: number | undefined;
  readonly motionBlurDeg?: number | undefined;
  /** Deviation of the noise of every pixel and channel, as a share of full scale. */
  readonly noise?: number | undefined;
}

export type SensorSpec = LidarSpec | ImuSpec | GnssSpec;
export type SensorKind = SensorSpec['kind'];
/** Sensors by the name under which their readings are shown. */
export type Sensors = Readonly<Record<string, SensorSpec>>;

/** A number of a sensor: what it is when left out, and its range. */
export interface SensorNumber {
  readonly usual: number;
  readonly low: number;
  readonly high: number;
  readonly whole?: true;
}

type NumbersOf<Spec> = Readonly<Record<Exclude<keyof Spec, 'kind'>, SensorNumber>>;

export const SENSOR_NUMBERS: {
  readonly lidar: NumbersOf<LidarSpec>;
  readonly imu: NumbersOf<ImuSpec>;
  readonly gnss: NumbersOf<GnssSpec>;
} = {
  lidar: {
    channels: { usual: 1, low: 1, high: 128, whole: true },
    lowestDeg: { usual: 0, low: -90, high: 90 },
    highestDeg: { usual: 0, low: -90, high: 90 },
    azimuthSteps: { usual: 360, low: 1, high: 4096, whole: true },
    horizontalFovDeg: { usual: 360, low: 1, high: 360 },
    rangeM: { usual: 100, low: 1, high: 300 },
    heightM: { usual: 1.8, low: -5, high: 5 },
    noiseM: { usual: 0.02, low: 0, high: 5 },
    dropout: { usual: 0, low: 0, high: 1 },
  },
  imu: {
    gyroNoiseDegpsRtHz: { usual: 0.01, low: 0, high: 10 },
    accelNoiseMps2RtHz: { usual: 0.002, low: 0, high: 10 },
    gyroBiasDegps: { usual: 0.1, low: 0, high: 10 },
    accelBiasMps2: { usual: 0.05, low: 0, high: 10 },
    biasTimeS: { usual: 100, low: 0.1, high: 1e6 },
  },
  gnss: {
    rateHz: { usual: 10, low: 0.01, high: 1000 },
    horizontalNoiseM: { usual: 0.3, low: 0, high: 100 },
    verticalNoiseM: { usual: 0.6, low: 0, high: 100 },
    driftM: { usual: 1, low: 0, high: 100 },
    driftTimeS: { usual: 60, low: 0.1, high: 1e6 },
    speedNoiseMps: { usual: 0.05, low: 0, high: 10 },
    originLatitudeDeg: { usual: 0, low: -80, high: 80 },
    originLongitudeDeg: { usual: 0, low: -180, high: 180 },
  },
};

export const CAMERA_EFFECT_NUMBERS: Readonly<Record<keyof CameraEffectsSpec, SensorNumber>> = {
  k1: { usual: 0, low: -0.5, high: 0.5 },
  k2: { usual: 0, low: -0.5, high: 0.5 },
  defocus: { usual: 0, low: 0, high: 0.05 },
  exposureStops: { usual: 0, low: -6, high: 6 },
  motionBlur: { usual: 0, low: 0, high: 0.2 },
  motionBlurDeg: { usual: 0, low: -180, high: 180 },
  noise: { usual: 0, low: 0, high: 0.5 },
};

export const SENSOR_KINDS = Object.keys(SENSOR_NUMBERS) as readonly SensorKind[];

/** A sensor's name: it is a key of the readings. */
export const SENSOR_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
/** Sensors of one agent. */
export const MOST_SENSORS = 8;
/** Rays of one lidar. */
export const MOST_RAYS = 65_536;
