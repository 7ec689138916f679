import { FaultscapeError } from '../../sim/core/index.ts';

const PLACES = ['scene', 'json', 'seed', 'id'] as const;
type Place = (typeof PLACES)[number];

/** A command line as a list of words, by blanks and quotes; nothing else is special, as no shell reads it. */
export function splitCommand(command: string): readonly string[] {
  const words: string[] = [];
  const pattern = /\s*((?:"[^"]*"|'[^']*'|[^\s"'])+)/gy;
  let end = 0;
  for (let found = pattern.exec(command); found !== null; found = pattern.exec(command)) {
    end = pattern.lastIndex;
    words.push((found[1] as string).replace(/"([^"]*)"|'([^']*)'/g, (_, a, b) => a ?? b));
  }
  if (command.slice(end).trim() !== '' || words.length === 0) {
    throw wrong('The command cannot be split into words.', 'words, quoted where they hold blanks', command);
  }
  if (!words.some((word) => word.includes('{scene}') || word.includes('{json}'))) {
    throw wrong(
      'The command does not say where the scene goes.',
      '{scene} for the path of a JSON file, or {json} for the JSON itself',
      command,
    );
  }
  const unknown = words
    .flatMap((word) => [...word.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string))
    .find((name) => !(PLACES as readonly string[]).includes(name));
  if (unknown === undefined) return words;
  throw wrong(
    'The command has a place for something unknown.',
    PLACES.map((name) => `{${name}}`).join(', '),
    `{${unknown}}`,
  );
}

/** The words with their places filled in. */
export function fillWords(
  words: readonly string[],
  values: Readonly<Record<Place, string>>,
): readonly string[] {
  return words.map((word) => word.replace(/\{(scene|json|seed|id)\}/g, (_, name: Place) => values[name]));
}

function wrong(what: string, expected: string, got: string): FaultscapeError {
  return new FaultscapeError('usage', what, {
    expected,
    got,
    hint: "e.g. --oracle command:'./evaluate {scene}'",
  });
}
