/** Where a character of a text stands, as editors count. */
export function placeOf(text: string, index: number): string {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', start)) {
    line++;
    start = at + 1;
  }
  return `line ${line}, column ${index - start + 1}`;
}
