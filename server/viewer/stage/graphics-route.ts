export interface GraphicsRoute {
  readonly name: string;
  /** Drawn by the processor: fewer pixels from the start, no smoothing of edges. */
  readonly software: boolean;
}

let known: GraphicsRoute | null | undefined;

/** What draws WebGL 2 here, asked once with a context of its own; null where there is none. */
export function graphicsRoute(): GraphicsRoute | null {
  if (known !== undefined) return known;
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (context === null) {
    known = null;
    return known;
  }
  const info = context.getExtension('WEBGL_debug_renderer_info');
  const name = String(context.getParameter(info?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER));
  context.getExtension('WEBGL_lose_context')?.loseContext();
  known = { name, software: /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name) };
  return known;
}
