/**
 * A program of its own: opens a context by the route named on the command line, draws one pixel
 * and prints what it found as one line of JSON.
 */
import { type GlRoute, openEglContext } from './egl-context.ts';
import { GL } from './gl-constants.ts';

const RED = [1, 0, 0, 1] as const;

function probe(route: GlRoute): { description?: string; problem?: string } {
  try {
    const { gl, destroy } = openEglContext(route);
    const pixel = new Uint8Array(4);
    gl.ClearColor(...RED);
    gl.Clear(GL.COLOR_BUFFER_BIT);
    gl.ReadPixels(0, 0, 1, 1, GL.RGBA, GL.UNSIGNED_BYTE, pixel);
    const description = `${gl.GetString(GL.RENDERER)}, ${gl.GetString(GL.VERSION)}`;
    destroy();
    if (pixel[0] === 255 && pixel[1] === 0) return { description };
    return { problem: `${description} drew ${pixel.join(' ')} instead of red` };
  } catch (error) {
    return { problem: error instanceof Error ? error.message.replaceAll('\n  ', ', ') : String(error) };
  }
}

process.stdout.write(`${JSON.stringify(probe(process.argv[2] as GlRoute))}\n`);
