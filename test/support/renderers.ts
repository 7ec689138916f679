import { openEglContext } from '../../sim/render/gl/egl-context.ts';
import { openHeadlessRenderer } from '../../sim/render/headless.ts';
import { NullRenderer } from '../../sim/render/null-renderer.ts';
import type { Renderer } from '../../sim/render/renderer.ts';

export interface RendererCase {
  readonly name: string;
  /** Why it cannot run here, or null. */
  readonly missing: string | null;
  open(): Renderer;
}

/** Every renderer there is; Mesa only where the machine has it. */
export const RENDERERS: readonly RendererCase[] = [
  { name: 'null', missing: null, open: () => new NullRenderer() },
  { name: 'swiftshader', missing: null, open: () => openHeadlessRenderer({ route: 'swiftshader' }) },
  { name: 'mesa', missing: mesaProblem(), open: () => openHeadlessRenderer({ route: 'mesa' }) },
];

/** Why Mesa's OpenGL ES cannot be used here, or null when it can. */
export function mesaProblem(): string | null {
  try {
    openEglContext('mesa').destroy();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
