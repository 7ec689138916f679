import type { Rng } from '../../sim/core/index.ts';
import type { Point } from '../../sim/space/index.ts';
import type { Outcome, Rewards } from './outcome.ts';
import { drawStep, moved } from './path-moves.ts';

/** A beginning of paths that was tried: the coordinates of one level more than its parent. */
interface Node {
  readonly part: readonly number[];
  readonly children: Node[];
  /** Paths asked through it, those not told yet among them. */
  asked: number;
  /** The best path through it that was told. */
  best: Outcome | null;
}

export interface TreeSettings {
  readonly dimension: number;
  /** Coordinates that a level of the tree adds. */
  readonly perLevel: number;
  /** A node asked n times has at most `widening` n^`exponent` children. */
  readonly widening: number;
  readonly exponent: number;
  /** Weight of the bound of what was asked seldom. */
  readonly exploration: number;
}

/** A path to try, and the nodes that it goes through. */
export interface Tried {
  readonly point: Point;
  readonly nodes: readonly Node[];
}

/**
 * The tree of paths so far. A path is said from its first coordinate to its last and run as a whole; the tree chooses
 * how it begins. Its one danger: `next` counts a path as asked, so that each must be told.
 */
export class PathTree {
  readonly #settings: TreeSettings;
  readonly #rewards: Rewards;
  readonly #root: Node = { part: [], children: [], asked: 0, best: null };

  constructor(settings: TreeSettings, rewards: Rewards) {
    this.#settings = settings;
    this.#rewards = rewards;
  }

  get best(): Outcome | null {
    return this.#root.best;
  }

  next(rng: Rng): Tried {
    const { dimension } = this.#settings;
    const nodes = [this.#root];
    const start: number[] = [];
    let node = this.#root;
    while (start.length < dimension && !this.#widens(node, start.length)) {
      node = this.#chosen(node);
      nodes.push(node);
      start.push(...node.part);
    }
    // The rest is the best continuation known, moved; from the root and at first a draw from the prior.
    const step = node.best === null ? 1 : drawStep(rng);
    const known = node.best?.point ?? new Array<number>(dimension).fill(0);
    const rest = known.slice(start.length).map((x) => moved(x, step, rng));
    if (rest.length > 0) {
      const child = { part: rest.slice(0, this.#settings.perLevel), children: [], asked: 0, best: null };
      node.children.push(child);
      nodes.push(child);
    }
    for (const one of nodes) one.asked++;
    return { point: [...start, ...rest], nodes };
  }

  tell({ nodes }: Tried, outcome: Outcome): void {
    for (const node of nodes) {
      if (node.best === null || this.#rewards.isBetter(outcome, node.best)) node.best = outcome;
    }
  }

  /** Progressive widening; where nothing was told yet there is nothing to choose by, and a last level has no other use. */
  #widens({ children, asked, best }: Node, length: number): boolean {
    const { dimension, perLevel, widening, exponent } = this.#settings;
    if (best === null || length + perLevel >= dimension) return true;
    return children.length < widening * Math.exp(exponent * Math.log(Math.max(1, asked)));
  }

  /** The child with the highest upper confidence bound; those not told yet wait. */
  #chosen({ children, asked }: Node): Node {
    const { exploration } = this.#settings;
    const bound = ({ asked: n, best }: Node) =>
      best === null
        ? Number.NEGATIVE_INFINITY
        : this.#rewards.share(best) + exploration * Math.sqrt(Math.log(asked) / n);
    let [chosen, highest] = [children[0] as Node, Number.NEGATIVE_INFINITY];
    for (const child of children) {
      const its = bound(child);
      if (its > highest) [chosen, highest] = [child, its];
    }
    return chosen;
  }
}
