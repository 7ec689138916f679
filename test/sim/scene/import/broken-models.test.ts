import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { encodeJpeg } from '../../../../server/encode/jpeg.ts';
import { FaultscapeError } from '../../../../sim/index.ts';
import { MOST_TRIANGLES } from '../../../../sim/scene/import/model-mesh.ts';
import { readTexture } from '../../../../sim/scene/import/texture.ts';
import { rawGlb, read, toyCar } from './toy-models.ts';

/** A valid document of one triangle, to be spoilt. */
function triangle() {
  const bin = new Uint8Array(Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0).buffer);
  return {
    json: {
      asset: { version: '2.0' } as Record<string, unknown>,
      scene: 0 as unknown,
      scenes: [{ nodes: [0] as unknown[] }],
      nodes: [{ mesh: 0 }] as Record<string, unknown>[],
      meshes: [
        {
          primitives: [{ attributes: { POSITION: 0 } as Record<string, unknown> } as Record<string, unknown>],
        },
      ],
      accessors: [{ bufferView: 0, componentType: 5126, type: 'VEC3', count: 3 }] as Record<
        string,
        unknown
      >[],
      bufferViews: [{ buffer: 0, byteLength: 36 }] as Record<string, unknown>[],
      buffers: [{ byteLength: 36 }] as Record<string, unknown>[],
    } as Record<string, unknown> & Parsed,
    bin,
  };
}
interface Parsed {
  nodes: Record<string, unknown>[];
  scenes: { nodes: unknown[] }[];
  meshes: { primitives: Record<string, unknown>[] }[];
  accessors: Record<string, unknown>[];
  bufferViews: Record<string, unknown>[];
  buffers: Record<string, unknown>[];
}

function problemOf(file: string, content: Uint8Array | string): FaultscapeError {
  try {
    read(file, content);
  } catch (error) {
    if (error instanceof FaultscapeError) return error;
    throw error;
  }
  throw new Error('the model was read');
}

function spoilt(spoil: (json: Parsed & Record<string, unknown>, bin: Uint8Array) => void): string {
  const { json, bin } = triangle();
  spoil(json, bin);
  return problemOf('a.glb', rawGlb(json, bin)).message;
}

/** Null four times of five. */
function seldom<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
}

/** Repeatable bytes that are no model. */
function garbage(length: number): Uint8Array {
  const block = createHash('sha512').update('garbage').digest();
  return Uint8Array.from({ length }, (_, i) => (block[i % 64] as number) ^ (i >> 6));
}

describe('a model file that is none', () => {
  it('is refused by its ending, with what would do', () => {
    expect(problemOf('a.stl', 'solid').message).toMatch(/\.glb \(glTF 2\.0, binary\) or \.obj/);
    expect(problemOf('a.gltf', '{}').message).toMatch(/pack it as one \.glb file/);
    expect(problemOf('no-ending', 'x').kind).toBe('usage');
  });

  it.each(['glb', 'obj'])('is refused when empty or garbage (.%s)', (ending) => {
    expect(problemOf(`a.${ending}`, new Uint8Array()).message).toMatch(/byte 0[\s\S]*an empty file/);
    expect(problemOf(`a.${ending}`, garbage(10_000_000)).kind).toBe('data');
    expect(problemOf(`a.${ending}`, new Uint8Array(10_000_000)).kind).toBe('data');
    expect(problemOf(`a.${ending}`, 'x '.repeat(5_000_000)).kind).toBe('data');
  });

  it('is refused as another version of glTF, as JSON, or cut off, with the byte', () => {
    const glb = rawGlb(triangle().json, triangle().bin);
    const first = glb.slice();
    first[4] = 1;
    expect(problemOf('a.glb', first).message).toMatch(/byte 4[\s\S]*glTF version 2[\s\S]*version 1/);
    expect(problemOf('a.glb', '{"asset": {"version": "2.0"}}').message).toMatch(
      /JSON, perhaps a \.gltf file/,
    );
    expect(problemOf('a.glb', 'PK and more than twenty bytes').message).toMatch(
      /byte 0[\s\S]*bytes 50 4b 20 61/,
    );
    for (const length of [1, 19, 20, 60, glb.length - 1]) {
      expect(problemOf('a.glb', glb.subarray(0, length)).message).toMatch(/not read at byte/);
    }
    const lying = glb.slice();
    new DataView(lying.buffer).setUint32(12, 4_000_000_000, true);
    expect(problemOf('a.glb', lying).message).toMatch(/byte 12[\s\S]*4000000000 bytes/);
    expect(problemOf('a.glb', rawGlb('{"asset": ')).message).toMatch(/byte 20 \(the JSON chunk\)/);
    expect(problemOf('a.glb', rawGlb([])).message).toMatch(/its JSON[\s\S]*an object/);
    expect(problemOf('a.glb', rawGlb('['.repeat(1_000_000))).kind).toBe('data');
  });
});

describe('a GLB file with a fault', () => {
  it.each<[string, Parameters<typeof spoilt>[0], RegExp]>([
    [
      'NaN',
      (_, bin) => bin.set([0, 0, 0xc0, 0x7f], 4),
      /primitives\/0\/attributes\/POSITION[\s\S]*NaN in element 0/,
    ],
    ['infinity', (_, bin) => bin.set([0, 0, 0x80, 0x7f], 16), /POSITION[\s\S]*Infinity in element 1/],
    [
      'no asset',
      (json) => {
        delete json.asset;
      },
      /at \/asset[\s\S]*an object/,
    ],
    [
      'glTF 1',
      (json) => {
        json.asset = { version: '1.0' };
      },
      /\/asset\/version[\s\S]*2\.0/,
    ],
    [
      'a required extension',
      (json) => {
        json.extensionsRequired = ['KHR_draco_mesh_compression'];
      },
      /\/extensionsRequired\/0[\s\S]*without mesh compression/,
    ],
    [
      'Draco',
      (json) => {
        (json.meshes[0]?.primitives[0] ?? {}).extensions = { KHR_draco_mesh_compression: {} };
      },
      /KHR_draco_mesh_compression[\s\S]*without mesh compression/,
    ],
    [
      'meshopt',
      (json) => {
        (json.bufferViews[0] ?? {}).extensions = { EXT_meshopt_compression: {} };
      },
      /\/bufferViews\/0\/extensions\/EXT_meshopt[\s\S]*without mesh compression/,
    ],
    [
      'a buffer elsewhere',
      (json) => {
        (json.buffers[0] ?? {}).uri = 'https://example.com/a.bin';
      },
      /\/buffers\/0\/uri[\s\S]*one \.glb file/,
    ],
    [
      'a view beyond the file',
      (json) => {
        (json.bufferViews[0] ?? {}).byteLength = 37;
      },
      /\/bufferViews\/0[\s\S]*not up to 37/,
    ],
    [
      'an accessor beyond its view',
      (json) => {
        (json.accessors[0] ?? {}).byteOffset = 4;
      },
      /\/accessors\/0[\s\S]*36 bytes, not 40/,
    ],
    [
      'an accessor of billions',
      (json) => {
        (json.accessors[0] ?? {}).count = 4_000_000_000;
      },
      /\/accessors\/0\/count[\s\S]*1 to 300000/,
    ],
    [
      'an accessor of no whole count',
      (json) => {
        (json.accessors[0] ?? {}).count = 2.5;
      },
      /\/accessors\/0\/count/,
    ],
    [
      'a stride below an element',
      (json) => {
        (json.bufferViews[0] ?? {}).byteStride = 4;
      },
      /\/accessors\/0/,
    ],
    [
      'sparse data',
      (json) => {
        (json.accessors[0] ?? {}).sparse = {};
      },
      /\/accessors\/0\/sparse/,
    ],
    [
      'an accessor without data',
      (json) => {
        delete json.accessors[0]?.bufferView;
      },
      /\/accessors\/0\/bufferView/,
    ],
    [
      'flat positions',
      (json) => {
        (json.accessors[0] ?? {}).type = 'VEC2';
      },
      /\/accessors\/0\/type[\s\S]*VEC3/,
    ],
    [
      'a type of the prototype',
      (json) => {
        (json.accessors[0] ?? {}).type = '__proto__';
      },
      /\/accessors\/0\/type[\s\S]*VEC3/,
    ],
    [
      'no such accessor',
      (json) => {
        (json.meshes[0]?.primitives[0] ?? {}).attributes = { POSITION: 7 };
      },
      /attributes\/POSITION[\s\S]*0 to 0/,
    ],
    [
      'no such node',
      (json) => {
        json.scenes = [{ nodes: [-1] }];
      },
      /\/scenes\/0\/nodes\/0/,
    ],
    [
      'no such scene',
      (json) => {
        json.scene = 3;
      },
      /at \/scene\b/,
    ],
    [
      'a cycle of nodes',
      (json) => {
        json.nodes = [{ children: [1] }, { children: [0] }];
      },
      /\/nodes\/1\/children\/0[\s\S]*a tree of nodes/,
    ],
    [
      'a node that is its own child',
      (json) => {
        json.nodes = [{ mesh: 0, children: [0] }];
      },
      /\/nodes\/0\/children\/0[\s\S]*a tree/,
    ],
    [
      'a skin',
      (json) => {
        json.nodes = [{ mesh: 0, skin: 0 }];
      },
      /\/nodes\/0\/skin[\s\S]*apply the pose/,
    ],
    [
      'no nodes',
      (json) => {
        json.scenes = [{ nodes: [] }];
      },
      /triangles[\s\S]*none/,
    ],
    [
      'points only',
      (json) => {
        (json.meshes[0]?.primitives[0] ?? {}).mode = 0;
      },
      /triangles[\s\S]*none/,
    ],
    [
      'a half triangle',
      (json) => {
        (json.accessors[0] ?? {}).count = 2;
      },
      /POSITION[\s\S]*not 2/,
    ],
    [
      'zero scale',
      (json) => {
        json.nodes = [{ mesh: 0, scale: [0, 0, 0] }];
      },
      /a model of some size[\s\S]*0 along/,
    ],
    [
      'endless scale',
      (json) => {
        json.nodes = [
          { scale: [1e308, 1, 1], children: [1] },
          { scale: [1e308, 1, 1], mesh: 0 },
        ];
      },
      /places that are finite/,
    ],
    [
      'a matrix of words',
      (json) => {
        json.nodes = [{ mesh: 0, matrix: Array(16).fill('1') }];
      },
      /\/nodes\/0\/matrix[\s\S]*16 numbers/,
    ],
    [
      'no such material',
      (json) => {
        (json.meshes[0]?.primitives[0] ?? {}).material = 0;
      },
      /primitives\/0\/material[\s\S]*no \/materials/,
    ],
    [
      'a list for an object',
      (json) => {
        (json.meshes[0]?.primitives[0] ?? {}).attributes = [];
      },
      /primitives\/0\/attributes[\s\S]*an object/,
    ],
  ])('names the place: %s', (_, spoil, message) => {
    expect(spoilt(spoil)).toMatch(message);
  });

  it('names the index that is out of range', () => {
    const { json, bin } = triangle();
    json.accessors.push({ bufferView: 1, componentType: 5123, type: 'SCALAR', count: 3 });
    json.bufferViews.push({ buffer: 0, byteOffset: 36, byteLength: 6 });
    (json.meshes[0]?.primitives[0] ?? {}).indices = 1;
    const all = Uint8Array.of(...bin, 0, 0, 1, 0, 9, 0);
    expect(problemOf('a.glb', rawGlb(json, all)).message).toMatch(
      /primitives\/0\/indices[\s\S]*3 vertices, not 9 \(element 2\)/,
    );
  });

  it('is not read when small in the file and huge when drawn', () => {
    const { json, bin } = triangle();
    const many = Array.from({ length: MOST_TRIANGLES + 1 }, (_, i) => i);
    json.nodes = many.map(() => ({ mesh: 0 }));
    json.scenes = [{ nodes: many }];
    expect(problemOf('a.glb', rawGlb(json, bin)).message).toMatch(/at most 100000 triangles[\s\S]*simplify/);
    // A chain of nodes too deep for any recursion is no fault.
    json.nodes = many.map((i) => (i === MOST_TRIANGLES ? { mesh: 0 } : { children: [i + 1] }));
    json.scenes = [{ nodes: [0] }];
    expect(read('a.glb', rawGlb(json, bin)).corners).toHaveLength(3);
  });

  it('is refused with a picture that is broken, elsewhere, or unpacks to more than its size', () => {
    const picture = encode({ width: 8, height: 8, data: new Uint8Array(192).fill(99), channels: 3 });
    const huge = encode({ width: 2000, height: 2000, data: new Uint8Array(12_000_000), channels: 3 });
    // A header of 8 x 8 pixels before the data of 2000 x 2000.
    const bomb = huge.slice();
    bomb.set(picture.subarray(16, 24), 16);
    const large = picture.slice();
    new DataView(large.buffer).setUint32(16, 100_000);
    const withPicture = (image: Uint8Array | null, source: Record<string, unknown> = {}) => {
      const { json, bin } = triangle();
      json.accessors.push({ bufferView: 1, componentType: 5126, type: 'VEC2', count: 3 });
      json.bufferViews.push({ buffer: 0, byteOffset: 36, byteLength: 24 });
      json.bufferViews.push({ buffer: 0, byteOffset: 60, byteLength: image?.length ?? 1 });
      json.meshes[0]?.primitives.splice(0, 1, { attributes: { POSITION: 0, TEXCOORD_0: 1 }, material: 0 });
      json.materials = [{ pbrMetallicRoughness: { baseColorTexture: { index: 0 } } }];
      json.textures = [{ source: 0 }];
      json.images = [image === null ? source : { bufferView: 2, mimeType: 'image/png' }];
      return rawGlb(json, Uint8Array.of(...bin, ...new Uint8Array(24), ...(image ?? [0])));
    };
    expect(read('a.glb', withPicture(picture)).corners).toHaveLength(3);
    expect(problemOf('a.glb', withPicture(picture.subarray(0, 60))).message).toMatch(
      /\/images\/0[\s\S]*cut off/,
    );
    expect(problemOf('a.glb', withPicture(bomb)).message).toMatch(/\/images\/0[\s\S]*more than its size/);
    expect(problemOf('a.glb', withPicture(large)).message).toMatch(/100000 x 8 pixels/);
    expect(problemOf('a.glb', withPicture(Uint8Array.of(1, 2, 3))).message).toMatch(/PNG or JPEG/);
    expect(problemOf('a.glb', withPicture(Uint8Array.of(0xff, 0xd8, 0xff, 0xd9))).message).toMatch(
      /\/images\/0/,
    );
    expect(problemOf('a.glb', withPicture(null, { uri: '../secret.png' })).message).toMatch(
      /\/images\/0\/uri/,
    );
  });

  it('never fails but with an error that teaches, whichever bytes are changed', async () => {
    const car = await toyCar();
    const outcomes = { read: 0, refused: 0 };
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(car.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 }),
        seldom(fc.nat(car.length)),
        (flips, cutAt) => {
          const bytes = car.slice();
          for (const [at, value] of flips) bytes[at] = value;
          try {
            const mesh = read('car.glb', cutAt === null ? bytes : bytes.subarray(0, cutAt));
            expect(mesh.positions.every((x) => x >= 0 && x <= 1)).toBe(true);
            expect(mesh.normals.every((x) => Number.isFinite(x))).toBe(true);
            outcomes.read++;
          } catch (error) {
            if (!(error instanceof FaultscapeError)) throw error;
            outcomes.refused++;
          }
        },
      ),
      { numRuns: 2000 },
    );
    expect(outcomes.read).toBeGreaterThan(50);
    expect(outcomes.refused).toBeGreaterThan(50);
  });

  it.each(['png', 'jpeg'])(
    'never fails but with such an error, whichever bytes of a %s are changed',
    (kind) => {
      const data = Uint8Array.from({ length: 48 * 48 * 3 }, (_, i) => (i * i) % 251);
      const picture =
        kind === 'png'
          ? encode({ width: 48, height: 48, data, channels: 3 })
          : encodeJpeg(data, { widthPx: 48, heightPx: 48 });
      const outcomes = { read: 0, refused: 0 };
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.nat(picture.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 }),
          seldom(fc.nat(picture.length)),
          (flips, cutAt) => {
            const bytes = Uint8Array.from(picture);
            for (const [at, value] of flips) bytes[at] = value;
            try {
              const { linear } = readTexture(bytes.subarray(0, cutAt ?? bytes.length), 'a.glb', '/images/0');
              expect(linear.every((x) => x >= 0 && x <= 1)).toBe(true);
              outcomes.read++;
            } catch (error) {
              if (!(error instanceof FaultscapeError)) throw error;
              outcomes.refused++;
            }
          },
        ),
        { numRuns: 400 },
      );
      expect(outcomes.read).toBeGreaterThan(20);
      expect(outcomes.refused).toBeGreaterThan(20);
    },
  );

  it('never fails but with an error that teaches, whichever values its JSON holds', () => {
    const paths: (string | number)[][] = [];
    const visit = (value: unknown, path: (string | number)[]): void => {
      paths.push(path);
      if (typeof value !== 'object' || value === null) return;
      for (const key of Object.keys(value)) visit((value as Record<string, unknown>)[key], [...path, key]);
    };
    visit(triangle().json, []);
    fc.assert(
      fc.property(fc.constantFrom(...paths.slice(1)), fc.jsonValue(), (path, value) => {
        const { json, bin } = triangle();
        let place = json as unknown as Record<string | number, unknown>;
        for (const key of path.slice(0, -1)) place = place[key] as typeof place;
        place[path.at(-1) as string] = value;
        try {
          read('a.glb', rawGlb(json, bin));
        } catch (error) {
          if (!(error instanceof FaultscapeError)) throw error;
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('an OBJ file with a fault', () => {
  const three = 'v 0 0 0\nv 1 0 0\nv 0 1 0\n';
  it.each([
    ['v 0 0 nan\n', /line 1[\s\S]*finite numbers/],
    ['v 0 0 1e999\n', /line 1/],
    ['\n\nv 0 0\n', /line 3/],
    [`${three}f 1 2\n`, /line 4[\s\S]*three corners/],
    [`${three}f 1 2 4\n`, /line 4[\s\S]*3 vertices/],
    [`${three}f 1 2 0\n`, /line 4/],
    [`${three}f -1 -2 -4\n`, /line 4/],
    [`${three}f 1//1 2//1 3//1\n`, /line 4[\s\S]*0 normals/],
    [`${three}f 1 2 x\n`, /line 4/],
    [three, /triangles[\s\S]*none/],
    ['v 1 1 1\nf 1 1 1', /a model of some size/],
    ['v 1 1 1\nv 2 2 2\nv 3 3 3\nf 1 2 3', /triangles with an area/],
    [`${three}${'f 1 2 3\n'.repeat(MOST_TRIANGLES / 2 + 1)}`, /line 50004[\s\S]*simplify/],
    ['x'.repeat(2_000_000), /line 1[\s\S]*1000000 characters/],
  ])('names the line: %#', (text, message) => {
    expect(problemOf('a.obj', text).message).toMatch(message);
  });

  it('is not read where it is no text', () => {
    expect(problemOf('a.obj', Uint8Array.of(0xff, 0xfe, 0x00)).message).toMatch(/UTF-8/);
  });

  it('never fails but with an error that teaches, whatever the text', () => {
    const word = fc.constantFrom(
      'v',
      'vn',
      'f',
      'usemtl',
      '1',
      '2',
      '-1',
      '0.5',
      '1/1/1',
      '1//1',
      '#',
      '\\',
      '\n',
      'paint',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        try {
          read('a.obj', words.join(' '));
        } catch (error) {
          if (!(error instanceof FaultscapeError)) throw error;
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('units', () => {
  it.each([1e-30, 1e-6, 1, 1e6, 1e30])('do not matter: a model %d wide is as large as any', (size) => {
    const mesh = read('a.obj', `v 0 0 0\nv ${size} 0 0\nv 0 ${size / 2} 0\nf 1 2 3`);
    expect(Math.max(...mesh.positions)).toBe(1);
    expect(mesh.corners).toHaveLength(6);
  });
});
