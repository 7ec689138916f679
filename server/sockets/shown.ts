const MOST = 80;

/** Text of a stranger's, fit to be shown: short, and without characters that could act. */
export function shown(text: string): string {
  const plain = text.replace(/[^\x20-\x7e]|[<>&"'`]/g, '?');
  return plain.length > MOST ? `${plain.slice(0, MOST)}...` : plain;
}
