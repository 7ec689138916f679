import * as THREE from 'three';
import type { Ribbon } from './stage-source.ts';

const ABOVE_ROAD_M = 0.09;
const ROUTE_ABOVE_M = 0.06;
const ROUTE_WIDTH_M = 0.14;
const ROUTE_STEP_M = 1;

/** One panel's paint over the road: the way driven and, faint, the way to drive. Frees what it replaces. */
export class StagePaint {
  readonly scene = new THREE.Scene();
  readonly #ribbonLook = new THREE.MeshBasicMaterial({
    vertexColors: true,
    side: THREE.DoubleSide,
    transparent: true,
    opacity: 0.9,
    depthWrite: false,
  });
  readonly #routeLook = new THREE.MeshBasicMaterial({
    color: 0xffffff,
    side: THREE.DoubleSide,
    transparent: true,
    opacity: 0.4,
    depthWrite: false,
  });
  readonly #ribbon = this.#mesh(this.#ribbonLook, 2);
  readonly #route = this.#mesh(this.#routeLook, 1);
  #shownRibbon: Ribbon | null = null;
  #shownRoute: ArrayLike<number> | null = null;

  show(ribbon: Ribbon | null, routeXyM: ArrayLike<number> | null): void {
    if (ribbon !== this.#shownRibbon) {
      this.#shownRibbon = ribbon;
      replace(this.#ribbon, ribbon === null ? null : stripGeometry(ribbon));
    }
    if (routeXyM !== this.#shownRoute) {
      this.#shownRoute = routeXyM;
      replace(this.#route, routeXyM === null ? null : routeGeometry(routeXyM));
    }
  }

  dispose(): void {
    this.show(null, null);
    this.#ribbonLook.dispose();
    this.#routeLook.dispose();
  }

  #mesh(material: THREE.Material, order: number): THREE.Mesh {
    const mesh = new THREE.Mesh(new THREE.BufferGeometry(), material);
    mesh.visible = false;
    mesh.frustumCulled = false;
    mesh.renderOrder = order;
    this.scene.add(mesh);
    return mesh;
  }
}

function replace(mesh: THREE.Mesh, geometry: THREE.BufferGeometry | null): void {
  mesh.geometry.dispose();
  mesh.visible = geometry !== null;
  mesh.geometry = geometry ?? new THREE.BufferGeometry();
}

/** A band that follows points; each point's two edges lie across the way to the next one. */
export function stripGeometry({ pointsM, colours, widthM }: Ribbon): THREE.BufferGeometry {
  const count = pointsM.length / 3;
  const corners = new Float32Array(count * 6);
  const paint = new Float32Array(count * 6);
  const colour = new THREE.Color();
  let acrossX = 0;
  let acrossY = 0;
  for (let i = 0; i < count; i++) {
    const from = Math.max(0, i - 1) * 3;
    const to = Math.min(count - 1, i + 1) * 3;
    const dx = (pointsM[to] as number) - (pointsM[from] as number);
    const dy = (pointsM[to + 1] as number) - (pointsM[from + 1] as number);
    const length = Math.hypot(dx, dy);
    // Where the car stands still, the last direction holds.
    if (length > 1e-3) {
      acrossX = (-dy / length) * (widthM / 2);
      acrossY = (dx / length) * (widthM / 2);
    }
    const [x, y, z] = pointsM.subarray(i * 3, i * 3 + 3) as unknown as [number, number, number];
    corners.set([x + acrossX, y + acrossY, z, x - acrossX, y - acrossY, z], i * 6);
    const [r, g, b] = colours.subarray(i * 3, i * 3 + 3) as unknown as [number, number, number];
    colour.setRGB(r, g, b, THREE.SRGBColorSpace);
    paint.set([colour.r, colour.g, colour.b, colour.r, colour.g, colour.b], i * 6);
  }
  for (let i = 2; i < corners.length; i += 3) corners[i] = (corners[i] as number) + ABOVE_ROAD_M;
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute('position', new THREE.BufferAttribute(corners, 3));
  geometry.setAttribute('color', new THREE.BufferAttribute(paint, 3));
  geometry.setIndex(bandIndex(count));
  return geometry;
}

function bandIndex(count: number): number[] {
  const index: number[] = [];
  for (let i = 0; i + 1 < count; i++) {
    const k = i * 2;
    index.push(k, k + 1, k + 2, k + 2, k + 1, k + 3);
  }
  return index;
}

/** The route as a thin band, thinned out to about one point a metre. */
function routeGeometry(routeXyM: ArrayLike<number>): THREE.BufferGeometry {
  const points: number[] = [];
  let lastX = Number.POSITIVE_INFINITY;
  let lastY = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 1 < routeXyM.length; i += 2) {
    const x = routeXyM[i] as number;
    const y = routeXyM[i + 1] as number;
    const isEnd = i + 3 >= routeXyM.length;
    if (Math.hypot(x - lastX, y - lastY) < ROUTE_STEP_M && !isEnd) continue;
    points.push(x, y, ROUTE_ABOVE_M - ABOVE_ROAD_M);
    lastX = x;
    lastY = y;
  }
  const pointsM = Float32Array.from(points);
  const ribbon = { pointsM, colours: new Float32Array(points.length).fill(1), widthM: ROUTE_WIDTH_M };
  const geometry = stripGeometry(ribbon);
  geometry.deleteAttribute('color');
  return geometry;
}
