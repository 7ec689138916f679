import type { NativeGl } from './gl-signatures.ts';

/** A GL object as WebGL hands it out: an opaque thing that carries its native name. */
export interface GlObject {
  readonly name: number;
}

/** The native name of an object, 0 for none. */
export function nameOf(object: GlObject | null | undefined): number {
  return object === null || object === undefined ? 0 : object.name;
}

/** Buffers, textures, framebuffers, renderbuffers and vertex arrays: their making, binding and end. */
export function objectCalls(gl: NativeGl) {
  const name = new Uint32Array(1);
  const create = (generate: (count: number, names: Uint32Array) => void) => (): GlObject => {
    generate(1, name);
    return { name: name[0] as number };
  };
  const remove = (destroy: (count: number, names: Uint32Array) => void) => (object: GlObject | null) => {
    if (object === null || object === undefined) return;
    name[0] = object.name;
    destroy(1, name);
  };
  return {
    createBuffer: create(gl.GenBuffers),
    createFramebuffer: create(gl.GenFramebuffers),
    createRenderbuffer: create(gl.GenRenderbuffers),
    createTexture: create(gl.GenTextures),
    createVertexArray: create(gl.GenVertexArrays),
    deleteBuffer: remove(gl.DeleteBuffers),
    deleteFramebuffer: remove(gl.DeleteFramebuffers),
    deleteRenderbuffer: remove(gl.DeleteRenderbuffers),
    deleteTexture: remove(gl.DeleteTextures),
    deleteVertexArray: remove(gl.DeleteVertexArrays),
    bindBuffer: (target: number, object: GlObject | null) => gl.BindBuffer(target, nameOf(object)),
    bindBufferBase: (target: number, index: number, object: GlObject | null) =>
      gl.BindBufferBase(target, index, nameOf(object)),
    bindFramebuffer: (target: number, object: GlObject | null) => gl.BindFramebuffer(target, nameOf(object)),
    bindRenderbuffer: (target: number, object: GlObject | null) =>
      gl.BindRenderbuffer(target, nameOf(object)),
    bindTexture: (target: number, object: GlObject | null) => gl.BindTexture(target, nameOf(object)),
    bindVertexArray: (object: GlObject | null) => gl.BindVertexArray(nameOf(object)),
    framebufferTexture2D: (
      target: number,
      attachment: number,
      textureTarget: number,
      texture: GlObject | null,
      level: number,
    ) => gl.FramebufferTexture2D(target, attachment, textureTarget, nameOf(texture), level),
    framebufferTextureLayer: (
      target: number,
      attachment: number,
      texture: GlObject | null,
      level: number,
      layer: number,
    ) => gl.FramebufferTextureLayer(target, attachment, nameOf(texture), level, layer),
    framebufferRenderbuffer: (
      target: number,
      attachment: number,
      renderbufferTarget: number,
      renderbuffer: GlObject | null,
    ) => gl.FramebufferRenderbuffer(target, attachment, renderbufferTarget, nameOf(renderbuffer)),
    drawBuffers: (buffers: readonly number[]) => gl.DrawBuffers(buffers.length, Uint32Array.from(buffers)),
    invalidateFramebuffer: (target: number, attachments: readonly number[]) =>
      gl.InvalidateFramebuffer(target, attachments.length, Uint32Array.from(attachments)),
  };
}
