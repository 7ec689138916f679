import { bufferViewBytes } from './glb-accessor.ts';
import type { GlbFile } from './glb-file.ts';
import type { JsonPlace } from './json-place.ts';
import { isPaint, type PartLook } from './model-part.ts';
import { readTexture, type Texture, WRAPS } from './texture.ts';

const MOST_TEXTURES = 32;
const REPEAT = 10497;
/** A smooth lacquer of glTF's shines as brightly as glass does among procedural shapes. */
const MOST_GLOSS = 0.9;

/** A part's look, and where its texture takes its places from. */
export interface GlbLook {
  readonly look: PartLook;
  readonly uvs: {
    readonly attribute: string;
    readonly moved: (u: number, v: number) => [number, number];
  } | null;
}

/** Looks of a file's materials; each material and each picture is read once. */
export class GlbLooks {
  readonly #glb: GlbFile;
  readonly #looks = new Map<string, GlbLook>();
  readonly #textures = new Map<string, Texture>();

  constructor(glb: GlbFile) {
    this.#glb = glb;
  }

  /** The look that a primitive names; the scene's colour where it names none and has no `ownColours`. */
  of(primitive: JsonPlace, ownColours: boolean): GlbLook {
    const from = primitive.at('material');
    if (!from.given) {
      const look = { colour: WHITE, painted: !ownColours, gloss: 0.2, twoSided: false, texture: null };
      return { look, uvs: null };
    }
    const material = this.#glb.json.at('materials').entry(from);
    const known = this.#looks.get(material.pointer);
    if (known !== undefined) return known;
    const look = this.#read(material);
    this.#looks.set(material.pointer, look);
    return look;
  }

  #read(material: JsonPlace): GlbLook {
    const pbr = material.at('pbrMetallicRoughness');
    const [r, g, b] = (pbr.at('baseColorFactor').numbers(4) ?? [1, 1, 1]).map((x) =>
      Math.min(1, Math.max(0, x)),
    );
    const info = pbr.at('baseColorTexture');
    const texture = info.given ? this.#wrapped(info) : null;
    return {
      look: {
        colour: [r as number, g as number, b as number],
        painted: isPaint(material.at('name').text('')),
        gloss: MOST_GLOSS * (1 - pbr.at('roughnessFactor').number(0, 1, 1)),
        twoSided: material.at('doubleSided').yes(false),
        texture,
      },
      uvs: texture === null ? null : placesOf(info),
    };
  }

  #wrapped(info: JsonPlace): PartLook['texture'] {
    const { json } = this.#glb;
    const texture = json.at('textures').entry(info.at('index'));
    const sampler = texture.at('sampler');
    const wrap = (name: string) => {
      const from = sampler.given ? json.at('samplers').entry(sampler).at(name) : null;
      const wraps = WRAPS.get(from?.integer(0, 65535, REPEAT) ?? REPEAT);
      if (from !== null && wraps === undefined) throw from.refuse('10497, 33071 or 33648');
      return wraps as (u: number) => number;
    };
    return { texture: this.#picture(texture), wrapU: wrap('wrapS'), wrapV: wrap('wrapT') };
  }

  #picture(texture: JsonPlace): Texture {
    const source = texture.at('source');
    if (!source.given)
      throw texture.refuse('a picture in PNG or JPEG', 'convert its textures to PNG or JPEG');
    const image = this.#glb.json.at('images').entry(source);
    const known = this.#textures.get(image.pointer);
    if (known !== undefined) return known;
    if (this.#textures.size === MOST_TEXTURES) throw image.refuse(`at most ${MOST_TEXTURES} pictures`);
    if (image.at('uri').given) {
      throw image.at('uri').refuse('a picture within this file', 'pack the model as one .glb file');
    }
    const view = this.#glb.json.at('bufferViews').entry(image.at('bufferView'));
    const read = readTexture(bufferViewBytes(this.#glb, view), image.file, image.pointer);
    this.#textures.set(image.pointer, read);
    return read;
  }
}

const WHITE = [1, 1, 1] as const;

/** Which attribute holds a texture's places, and how KHR_texture_transform moves them. */
function placesOf(info: JsonPlace): GlbLook['uvs'] {
  const move = info.at('extensions').at('KHR_texture_transform');
  const set = move.at('texCoord').given ? move.at('texCoord') : info.at('texCoord');
  const [offsetU, offsetV] = (move.at('offset').numbers(2) ?? [0, 0]) as [number, number];
  const [scaleU, scaleV] = (move.at('scale').numbers(2) ?? [1, 1]) as [number, number];
  const turn = move.at('rotation').number(-1e3, 1e3, 0);
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  return {
    attribute: `TEXCOORD_${set.integer(0, 7, 0)}`,
    moved: (u, v) => [offsetU + c * scaleU * u + s * scaleV * v, offsetV - s * scaleU * u + c * scaleV * v],
  };
}
