import { Body, Box, Quaternion, Vec3, type World } from 'cannon-es';
import { type Gate, gateParts } from '../geometry/gate.ts';
import { GateDistance } from '../geometry/gate-distance.ts';
import { QUADROTOR } from './quadrotor-spec.ts';

/** No part of the drone is further from its middle. */
const DRONE_REACH_M = Math.hypot(...QUADROTOR.halfSizeM);
/** More than any thrust and gravity bend a move within a command step. */
const SWERVE_M = 0.06;

/**
 * Keeps exactly the gates in the engine that the drone could touch before the next look, each as one body
 * of several boxes, so that a track of many gates costs about as much as empty air; a drone in the middle of an
 * opening is far from its frame. The danger: `update` must run before every command step.
 */
export class GateBodies {
  readonly #world: World;
  readonly #gates: readonly Gate[];
  readonly #distances: readonly GateDistance[];
  readonly #stepS: number;
  readonly #addBody: (body: Body) => void;
  readonly #bodies: (Body | undefined)[];
  readonly #inside: boolean[];

  constructor(world: World, gates: readonly Gate[], stepS: number, addBody: (body: Body) => void) {
    this.#world = world;
    this.#gates = gates;
    this.#distances = gates.map((gate) => new GateDistance(gate));
    this.#stepS = stepS;
    this.#addBody = addBody;
    this.#bodies = new Array(gates.length);
    this.#inside = gates.map(() => false);
  }

  /** Which gate a body of the engine stands for, or -1. */
  indexOf(body: Body): number {
    return this.#bodies.indexOf(body);
  }

  update({ position, velocity }: Body): void {
    const { x, y, z } = velocity;
    const reach = DRONE_REACH_M + Math.sqrt(x * x + y * y + z * z) * this.#stepS + SWERVE_M;
    for (let i = 0; i < this.#gates.length; i++) {
      const near = (this.#distances[i] as GateDistance).below(position.x, position.y, position.z, reach);
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
