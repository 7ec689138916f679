/** A door of its own for pages: the same scenes and the same renderer class, in a browser's WebGL. */
import { SceneView } from '../scene/scene-view.ts';
import { ThreeRenderer } from './three-renderer.ts';

export { SceneView } from '../scene/scene-view.ts';
export { type StageView, StageViews } from './stage-views.ts';
export { ThreeRenderer } from './three-renderer.ts';

/** Opens the renderer of an agent's camera in a page; frames are read back as in a run. */
export function openBrowserRenderer(canvas: HTMLCanvasElement | OffscreenCanvas): ThreeRenderer {
  const context = canvas.getContext('webgl2', { antialias: false }) as WebGL2RenderingContext | null;
  if (context === null) throw new Error('This browser offers no WebGL 2.');
  return new ThreeRenderer({
    context,
    description: `browser: ${context.getParameter(context.RENDERER)}`,
    buildView: (stage) => new SceneView(stage),
  });
}
