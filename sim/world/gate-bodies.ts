import { Body, Box, Quaternion, Vec3, type World } from 'cannon-es';
import { type Gate, gateParts, gateReachM } from '../geometry/gate.ts';

/** Gates this close beside the drone's middle are in the engine: more than it moves between two looks. */
const NEAR_M = 2.5;

/**
 * Keeps exactly the gates in the engine that the drone could touch before the next look, each as one body
 * of several boxes, so that a track of many gates costs about as much as empty air. The danger:
 * `update` must run before the drone has moved by NEAR_M less its own reach since the last.
 */
export class GateBodies {
  readonly #world: World;
  readonly #gates: readonly Gate[];
  readonly #addBody: (body: Body) => void;
  readonly #bodies: (Body | undefined)[];
  readonly #inside: boolean[];

  constructor(world: World, gates: readonly Gate[], addBody: (body: Body) => void) {
    this.#world = world;
    this.#gates = gates;
    this.#addBody = addBody;
    this.#bodies = new Array(gates.length);
    this.#inside = gates.map(() => false);
  }

  /** Which gate a body of the engine stands for, or -1. */
  indexOf(body: Body): number {
    return this.#bodies.indexOf(body);
  }

  update(xM: number, yM: number): void {
    for (let i = 0; i < this.#gates.length; i++) {
      const gate = this.#gates[i] as Gate;
      const [dx, dy] = [xM - gate.xM, yM - gate.yM];
      const reach = gateReachM(gate) + NEAR_M;
      const near = dx * dx + dy * dy < reach * reach;
      if (near === this.#inside[i]) continue;
      this.#inside[i] = near;
      if (near) this.#addBody(this.#body(i));
      else this.#world.removeBody(this.#bodies[i] as Body);
    }
  }

  #body(i: number): Body {
    const made = this.#bodies[i] ?? gateBody(this.#gates[i] as Gate);
    this.#bodies[i] = made;
    return made;
  }
}

/** A gate as one immovable body. Its frame has the gate's heading; each part has its own roll. */
export function gateBody(gate: Gate): Body {
  const body = new Body({ mass: 0 });
  const { xM, yM, zM, headingRad } = gate;
  body.position.set(xM, yM, zM);
  body.quaternion.set(0, 0, Math.sin(headingRad / 2), Math.cos(headingRad / 2));
  const [cos, sin] = [Math.cos(headingRad), Math.sin(headingRad)];
  for (const part of gateParts(gate)) {
    const [dx, dy] = [part.xM - xM, part.yM - yM];
    body.addShape(
      new Box(new Vec3(part.lengthM / 2, part.widthM / 2, part.heightM / 2)),
      new Vec3(cos * dx + sin * dy, cos * dy - sin * dx, part.zM - zM),
      new Quaternion(Math.sin(part.rollRad / 2), 0, 0, Math.cos(part.rollRad / 2)),
    );
  }
  // The pose was set after construction: without this the bounding box stays at the origin.
  body.aabbNeedsUpdate = true;
  return body;
}
