/** What an expert taught, as flat arrays; lesson i owns row i of each. */
export interface Lessons {
  readonly count: number;
  /** count x 48 x 96 x 3, RGB, 8 bits. */
  readonly images: Uint8Array;
  readonly speedsMps: Float32Array;
  /** Index into COMMANDS. */
  readonly commands: Uint8Array;
  /** count x 3: steer, gas, brake. */
  readonly labels: Float32Array;
  /** How much each lesson counts; 1 where left out. */
  readonly weights?: Float32Array;
}
