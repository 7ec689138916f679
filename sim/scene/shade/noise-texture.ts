import * as THREE from 'three';
import { hash01 } from '../bake/hash.ts';

export const NOISE_SIZE = 128;

let texels: Uint8Array | null = null;

/**
 * A tiling noise texture: R fine grain, G fractal noise from 8 cells up, B fractal noise from 4
 * cells up, A as G but unrelated. Mipmaps make every use of it free of aliasing.
 */
export function noiseTexture(): THREE.DataTexture {
  texels ??= makeTexels();
  const texture = new THREE.DataTexture(texels, NOISE_SIZE, NOISE_SIZE, THREE.RGBAFormat);
  texture.wrapS = THREE.RepeatWrapping;
  texture.wrapT = THREE.RepeatWrapping;
  texture.magFilter = THREE.LinearFilter;
  texture.minFilter = THREE.LinearMipmapNearestFilter;
  texture.generateMipmaps = true;
  texture.needsUpdate = true;
  return texture;
}

function makeTexels(): Uint8Array {
  const channels = [
    { cells: 64, octaves: 1 },
    { cells: 8, octaves: 4 },
    { cells: 4, octaves: 4 },
    { cells: 8, octaves: 4 },
  ];
  const out = new Uint8Array(NOISE_SIZE * NOISE_SIZE * 4);
  channels.forEach((channel, c) => {
    const layer = fractal(channel.cells, channel.octaves, c + 1);
    for (let i = 0; i < layer.length; i++) out[i * 4 + c] = Math.round((layer[i] as number) * 255);
  });
  return out;
}

/** Value noise summed over octaves and stretched to fill [0, 1]. */
function fractal(cells: number, octaves: number, seed: number): Float64Array {
  const sum = new Float64Array(NOISE_SIZE * NOISE_SIZE);
  let gain = 1;
  for (let octave = 0; octave < octaves; octave++) {
    const n = Math.min(cells << octave, NOISE_SIZE);
    const lattice = (x: number, y: number): number => hash01(x % n, y % n, seed, octave);
    for (let y = 0; y < NOISE_SIZE; y++) {
      for (let x = 0; x < NOISE_SIZE; x++) {
        const u = (x * n) / NOISE_SIZE;
        const v = (y * n) / NOISE_SIZE;
        const i = Math.floor(u);
        const j = Math.floor(v);
        const s = ease(u - i);
        const t = ease(v - j);
        const low = lattice(i, j) + (lattice(i + 1, j) - lattice(i, j)) * s;
        const high = lattice(i, j + 1) + (lattice(i + 1, j + 1) - lattice(i, j + 1)) * s;
        const at = y * NOISE_SIZE + x;
        sum[at] = (sum[at] as number) + gain * (low + (high - low) * t);
      }
    }
    gain *= 0.5;
  }
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of sum) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return sum.map((value) => (value - low) / (high - low));
}

function ease(t: number): number {
  return t * t * (3 - 2 * t);
}
