import { createAgent } from '../../agents/index.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import { type CameraSpec, createTask, type Renderer, splitTask, taskIds } from '../../sim/index.ts';
import { type GlChoice, openHeadlessRenderer } from '../../sim/render/headless.ts';
import { FILE_CONTEXT } from '../evaluate/episode-host.ts';
import { readerOf } from '../evaluate/open-task.ts';
import type { Studio } from './gallery/build-gallery.ts';
import type { RunView } from './run-view.ts';

/**
 * What it takes to photograph this run's episodes again, or, in words, why it cannot be done
 * here: a report without pictures is better than none. The caller closes the renderer.
 */
export async function openStudio(run: RunView, gl: GlChoice): Promise<Studio | string> {
  if (!taskIds().includes(splitTask(run.taskId).id)) {
    return `No pictures: task ${run.taskId} is not known here. Name its module with --plugin.`;
  }
  try {
    const camera = await cameraOf(run.agent);
    const task = createTask(run.taskId, readerOf(run.taskFiles()));
    return { task, renderer: openLikeTheRun(run, gl), camera };
  } catch (error) {
    if (error instanceof FaultscapeError && ['environment', 'data'].includes(error.kind)) {
      return `No pictures: ${error.message}`;
    }
    throw error;
  }
}

/** The run's own GL route where it works here, so that the agent's pixels are the very same. */
function openLikeTheRun(run: RunView, gl: GlChoice): Renderer {
  const route = run.manifest.renderer?.split(':')[0];
  if (gl !== 'auto' || route === undefined) return openHeadlessRenderer({ route: gl });
  try {
    return openHeadlessRenderer({ route: route as GlChoice });
  } catch (error) {
    if (error instanceof FaultscapeError) return openHeadlessRenderer({ route: 'auto' });
    throw error;
  }
}

/** The agent's camera; null if it has none or cannot come alive here (a remote program, say). */
async function cameraOf(name: string): Promise<CameraSpec | null> {
  try {
    const agent = await createAgent(name, FILE_CONTEXT);
    await agent.close?.();
    return agent.needs.camera;
  } catch (error) {
    if (error instanceof FaultscapeError) return null;
    throw error;
  }
}
