import { resolve } from 'node:path';
import { FaultscapeError } from '../../sim/core/index.ts';
import { SHAPE_CLASSES, type ShapeClass } from '../../sim/index.ts';
import { GL_CHOICES, type GlChoice, openHeadlessRenderer } from '../../sim/render/headless.ts';
import { pngBytes } from '../report/gallery/png.ts';
import { drawSheet, type SheetRequest } from '../shapes/contact-sheet.ts';
import { writeFileAtomic } from '../store/atomic-file.ts';
import type { RegisterCommand } from './command.ts';
import { toNumber } from './hosting-options.ts';

interface ShapesOptions {
  readonly out: string;
  readonly class?: readonly string[];
  readonly instances: number;
  readonly size: number;
  readonly azimuth: number;
  readonly pitch: number;
  readonly gl: string;
}

/** `faultscape shapes`: what the objects of the detection worlds look like, on one sheet. */
export const registerShapes: RegisterCommand = (program, io) => {
  program
    .command('shapes')
    .description('draw a sheet of the objects that detectors are tried on: a row per class')
    .requiredOption('--out <file>', 'PNG file to write')
    .option('--class <name...>', `only these rows: ${SHAPE_CLASSES.join(', ')}`)
    .option('--instances <n>', 'how many of each class, from number 0', toNumber, 10)
    .option('--size <px>', 'side of one picture', toNumber, 128)
    .option('--azimuth <deg>', 'camera from the nose, counter-clockwise', toNumber, -40)
    .option('--pitch <deg>', 'how far the camera looks down', toNumber, 18)
    .option('--gl <route>', `how to draw: ${GL_CHOICES.join(', ')}`, 'auto')
    .action((options: ShapesOptions) => {
      const request = parse(options);
      const route = GL_CHOICES.find((choice) => choice === options.gl);
      if (route === undefined)
        throw wrong('way to draw (--gl)', `one of ${GL_CHOICES.join(', ')}`, options.gl);
      writeSheet(request, route, options.out);
      for (const [row, name] of request.classes.entries()) io.out(`row ${row + 1}  ${name}\n`);
      io.err(
        `instances 0 to ${request.instances - 1} of ${request.classes.length} classes in ${options.out}\n`,
      );
    });
};

function writeSheet(request: SheetRequest, route: GlChoice, out: string): void {
  const renderer = openHeadlessRenderer({ route });
  try {
    const { rgb, widthPx, heightPx } = drawSheet(renderer, request);
    writeFileAtomic(resolve(out), pngBytes(rgb, widthPx, heightPx));
  } finally {
    renderer.close();
  }
}

function parse({ class: names, instances, size, azimuth, pitch }: ShapesOptions): SheetRequest {
  expectWithin('number of instances', instances, 1, 100, true);
  expectWithin('size in pixels', size, 16, 1024, true);
  expectWithin('azimuth', azimuth, -360, 360, false);
  expectWithin('pitch', pitch, 0, 89, false);
  return {
    classes: (names ?? SHAPE_CLASSES).map(toClass),
    instances,
    sizePx: size,
    azimuthDeg: azimuth,
    pitchDeg: pitch,
  };
}

function toClass(text: string): ShapeClass {
  const name = SHAPE_CLASSES.find((known) => known === text);
  if (name === undefined) throw wrong('class of shapes', `one of ${SHAPE_CLASSES.join(', ')}`, text);
  return name;
}

function expectWithin(what: string, value: number, low: number, high: number, whole: boolean): void {
  if (value >= low && value <= high && (!whole || Number.isInteger(value))) return;
  throw wrong(what, `a ${whole ? 'whole ' : ''}number from ${low} to ${high}`, String(value));
}

function wrong(what: string, expected: string, got: string): FaultscapeError {
  return new FaultscapeError('usage', `The ${what} is wrong.`, { expected, got });
}
