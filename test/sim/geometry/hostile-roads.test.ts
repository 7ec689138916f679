import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FaultscapeError } from '../../../sim/core/errors.ts';
import { importRoad } from '../../../sim/geometry/import/import-road.ts';
import { jsonFault } from '../../../sim/geometry/import/json-fault.ts';
import { processorMs } from '../../support/processor-ms.ts';

const drive = (roads: string, before = '<?xml version="1.0"?>') =>
  `${before}<OpenDRIVE><header revMajor="1" revMinor="6"/>${roads}</OpenDRIVE>`;
const road = (length: number, id = '1', x = 0) =>
  `<road id="${id}"><planView><geometry s="0" x="${x}" y="0" hdg="0" length="${length}"><line/></geometry></planView></road>`;
const rows = (scale = 1, width = 4) =>
  Array.from({ length: 12 }, (_, i) => `${5 * i * scale},${2 * i * scale},${width},${width}`).join('\n');

/** One valid file of each format. */
const VALID: Readonly<Record<string, string>> = {
  json: '{"is_valid": true, "road_points": [[20, 20], [60, 40], [120, 40]], "id": 3}',
  csv: `# x_m,y_m,w_tr_right_m,w_tr_left_m\n${rows()}\n`,
  xodr: drive(road(60)),
};
const FORMATS = Object.keys(VALID);
const read = (ending: string, content: string | Uint8Array, part = '') =>
  importRoad(`a.${ending}${part}`, () =>
    typeof content === 'string' ? new TextEncoder().encode(content) : content,
  );

/** What an import threw, which must be an error that teaches, soon. */
function refusal(ending: string, content: string | Uint8Array): string {
  const startMs = processorMs();
  try {
    read(ending, content);
  } catch (error) {
    expect(error).toBeInstanceOf(FaultscapeError);
    const { message, kind } = error as FaultscapeError;
    expect(kind).toBe('data');
    expect(message).toContain(`a.${ending}`);
    expect(message).toMatch(/expected:/);
    expect(message.length).toBeLessThan(1000);
    expect(processorMs() - startMs).toBeLessThan(3000);
    return message;
  }
  throw new Error('it was imported');
}

describe.each(FORMATS)('a .%s file', (ending) => {
  const valid = VALID[ending] as string;

  it('is read with a byte order mark and with the line ends of Windows', () => {
    const plain = read(ending, valid);
    expect(read(ending, `\uFEFF${valid}`)).toEqual(plain);
    expect(read(ending, valid.replaceAll('\n', '\r\n'))).toEqual(plain);
  });

  it('is refused with the place when it is empty, cut off or no text', () => {
    expect(refusal(ending, '')).toMatch(/is empty/);
    expect(refusal(ending, ' \n\t ')).toMatch(/is empty/);
    expect(refusal(ending, valid.slice(0, Math.floor(valid.length * 0.3)))).toMatch(/line \d+|Line \d+/);
    expect(refusal(ending, Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10))).toMatch(/offset 0 of 8/);
    expect(refusal(ending, new TextEncoder().encode(`${valid}\0`))).toMatch(/byte 0 at offset/);
  });

  it('is refused at once when it is 10 MB of anything', () => {
    const fill = (text: string) => text.repeat(Math.ceil(1e7 / text.length));
    for (const garbage of [
      fill('<'),
      fill('['),
      fill('{"a":'),
      fill('1,'),
      fill(' x\n'),
      fill('<a>'),
      fill('"'),
    ]) {
      refusal(ending, garbage);
    }
    refusal(ending, new Uint8Array(1e7).fill(200));
  });

  it('gives a road or an error that teaches, however it is damaged', () => {
    const damage = fc.record({
      at: fc.nat(valid.length),
      remove: fc.nat(12),
      insert: fc.oneof(
        fc.string({ maxLength: 6 }),
        fc.constantFrom('NaN', '1e999', '-', ']', '<', '\n', '0.'),
      ),
    });
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
        let text = valid;
        for (const { at, remove, insert } of damages)
          text = text.slice(0, at) + insert + text.slice(at + remove);
        try {
          const { centre, leftM, rightM } = read(ending, text);
          expect([centre.flat(), leftM, rightM].flat().every(Number.isFinite)).toBe(true);
          expect([leftM.length, rightM.length]).toEqual([centre.length, centre.length]);
        } catch (error) {
          expect(error).toBeInstanceOf(FaultscapeError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('what is wrong in a file', () => {
  it.each<[string, string, RegExp]>([
    ['json', '{"road_points":\n [[20, 20], [60', /line 2, column 16[\s\S]*got: +the end of the file/],
    ['json', '{"road_points": [[20, NaN], [60, 40]]}', /line 1, column 23[\s\S]*got: +NaN/],
    ['json', '{"road_points": [[20, Infinity]]}', /line 1, column 23/],
    ['json', '{"road_points": [[20, 1e999], [60, 40]]}', /\$\.road_points\[0\]\[1\][\s\S]*finite/],
    ['json', '{"road_points": [[20, 20],],}', /line 1, column 27/],
    ['json', '[[20, 20], [60, 40]]', /\$\.[\s\S]*object with road_points/],
    ['json', '{"interpolated_points": [[20, 20]]}', /\$\.road_points/],
    ['json', '{"road_points": [[20, 20, -28, 8], [60, 40, -28, 8]]}', /\$\.road_points\[0\]/],
    ['json', '{"road_points": [[0.02, 0.02], [0.06, 0.04]]}', /is not valid[\s\S]*not in kilometres/],
    ['json', '{"road_points": [[0.001, 0.001], [0.004, 0.004]]}', /in metres, not in/],
    ['json', `{"road_points": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`, /\$\.road_points\[0\]/],
    ['json', '{"road_points": [[50, 50], [150, 50], [150, 150], [100, 20]]}', /self-intersecting/],
    [
      'json',
      JSON.stringify({ road_points: Array.from({ length: 300_000 }, (_, i) => [i, 1]) }),
      /too many points/,
    ],
    ['csv', rows(1, 0.004), /Line 1 .* w_tr_right_m \(column 3\)[\s\S]*kilometres/],
    ['csv', rows(1, 4000), /Line 1 .* w_tr_right_m \(column 3\)[\s\S]*millimetres/],
    ['csv', rows(0.001), /length that is not driven[\s\S]*kilometres/],
    ['csv', `${rows()}\n60,1e999,4,4`, /Line 13 .*y_m \(column 2\)/],
    ['csv', `${rows()}\n60,Infinity,4,4`, /Line 13 .*y_m \(column 2\)/],
    ['xodr', drive(road(0.004)), /length that is not driven/],
    ['xodr', drive(road(Number.NaN)), /geometry\[1\]@length[\s\S]*got: +NaN/],
    [
      'xodr',
      drive('<road id="1"><planView><geometry length="1e999"/></planView></road>'),
      /geometry\[1\]@length/,
    ],
    ['xodr', drive(road(60) + road(60, '7', 100)), /1, 7/],
    ['xodr', drive(road(60)).replace('revMajor="1"', 'revMajor="2"'), /header@revMajor/],
    ['xodr', drive('<a>'.repeat(20_000) + '</a>'.repeat(20_000)), /nest/],
    [
      'xodr',
      drive(road(60), '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'),
      /line 2, column 1 \(DOCTYPE\)/,
    ],
    [
      'xodr',
      drive(Array.from({ length: 500 }, (_, i) => road(60, `${i}`)).join('')),
      /18, 19, \.\.\. \(500 roads\)/,
    ],
  ])('.%s %#: is said with its place', (ending, text, message) => {
    expect(refusal(ending, text)).toMatch(message);
  });

  it('is found in JSON exactly where the engine finds none', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '1',
      '-2.5e3',
      'true',
      'nul',
      ' ',
      '"',
      '01',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 8 }).map((all) => all.join('')),
          fc.json(),
        ),
        (text) => {
          let isJson = true;
          try {
            JSON.parse(text);
          } catch {
            isJson = false;
          }
          expect(jsonFault(text) === null).toBe(isJson);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
