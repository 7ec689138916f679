/** What agents of a car give, and what its tasks take. */
export const CAR_CONTROLS: readonly string[] = ['steer', 'gas', 'brake'];

/** What agents of a drone give, and what its tasks take. */
export const DRONE_CONTROLS: readonly string[] = ['rollRad', 'pitchRad', 'yawRateRadps', 'thrust'];
