import { FaultscapeError } from '../core/errors.ts';
import { SceneView } from '../scene/scene-view.ts';
import { GL_ROUTES, type GlRoute, openEglContext } from './gl/egl-context.ts';
import { createWebGl2Facade } from './gl/webgl2-facade.ts';
import { ThreeRenderer } from './three-renderer.ts';

export { type GlProbe, probeGlRoutes } from './headless-probe.ts';
export type { GlRoute };

export const GL_CHOICES = ['auto', ...GL_ROUTES] as const;
export type GlChoice = (typeof GL_CHOICES)[number];

/**
 * Opens a renderer that draws in this process without a window, on the calling thread; use it
 * and close it there, and open no second one before. `auto` takes the first route that works, in the order of `GL_ROUTES`.
 * Throws an error of kind `environment` that tells why each route failed.
 */
export function openHeadlessRenderer({ route }: { readonly route: GlChoice }): ThreeRenderer {
  if (route !== 'auto') return openRoute(route);
  const reasons: string[] = [];
  for (const candidate of GL_ROUTES) {
    try {
      return openRoute(candidate);
    } catch (error) {
      reasons.push(`${candidate}: ${messageOf(error)}`);
    }
  }
  throw new FaultscapeError('environment', 'No way to draw without a window works here.', {
    expected: `one of ${GL_ROUTES.join(', ')}`,
    got: `\n    ${reasons.join('\n    ')}`,
    hint: 'npm ci brings SwiftShader (Linux x64); apt-get install -y --no-install-recommends libegl1 libgles2 libgl1-mesa-dri brings Mesa',
  });
}

function openRoute(route: GlRoute): ThreeRenderer {
  const { gl, destroy } = openEglContext(route);
  try {
    const context = createWebGl2Facade(gl);
    return new ThreeRenderer({
      context,
      description: `${route}: ${context.getParameter(context.RENDERER)}`,
      buildView: (stage) => new SceneView(stage),
      onClose: destroy,
    });
  } catch (error) {
    destroy();
    throw error;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.replaceAll('\n  ', ', ') : String(error);
}
