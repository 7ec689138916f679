import type { CameraPose, Picture, Retrace } from '../../../sim/index.ts';
import type { Sight } from '../stage/sight-drawing.ts';
import type { StageFrame, StageSource } from '../stage/stage-source.ts';

/** What the explorer's stage shows: one moment of a scene, put there whenever it changes. */
export class SceneSource implements StageSource {
  #frame: StageFrame | null = null;
  #sight: Sight | null = null;

  /** `row` holds a number for each of the task's traceNames; the scene's start where left out. */
  show(retrace: Retrace | null, row: ArrayLike<number> | null = null, timeS = 0): void {
    if (retrace === null) {
      this.#frame = null;
      this.#sight = null;
      return;
    }
    const at = row ?? retrace.start;
    const picture: Picture = retrace.picture(at, timeS);
    const agentCamera: CameraPose | null = retrace.cameraPose(at);
    const focus = picture.movers[0] ?? null;
    this.#frame = { picture, focus, agentCamera, ribbon: null, routeXyM: retrace.routeXyM };
    this.#sight = agentCamera === null ? null : { picture, pose: agentCamera };
  }

  /** For the agent's own camera. */
  readonly sight = (): Sight | null => this.#sight;

  frame(): StageFrame | null {
    return this.#frame;
  }
}
