import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export interface SourceFile {
  /** From the package's root, with forward slashes: "sim/world/car.ts". */
  readonly path: string;
  /** Files of this package it imports, from the package's root. */
  readonly files: readonly string[];
  /** Packages and node: modules it imports, by the name written. */
  readonly packages: readonly string[];
  readonly tree: ts.SourceFile;
}

/** Every TypeScript file under the given top-level folders, with what it imports. */
export function readSources(folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .sort()
      .map((path) => parse(path, readFileSync(join(ROOT, path), 'utf8'))),
  );
}

/** The imports of one file: static, type-only, re-exported, dynamic and `require`d alike. */
export function parse(path: string, text: string): SourceFile {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    const name = importedName(node);
    if (name !== null) names.push(name);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  const isFile = (name: string) => name.startsWith('.');
  return {
    path,
    tree,
    files: names.filter(isFile).map((name) => posix.join(posix.dirname(path), name)),
    packages: names.filter((name) => !isFile(name)),
  };
}

function importedName(node: ts.Node): string | null {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    const from = node.moduleSpecifier;
    return from !== undefined && ts.isStringLiteral(from) ? from.text : null;
  }
  if (ts.isImportTypeNode(node)) {
    const argument = node.argument;
    return ts.isLiteralTypeNode(argument) && ts.isStringLiteral(argument.literal)
      ? argument.literal.text
      : null;
  }
  if (ts.isCallExpression(node)) {
    const called = node.expression;
    const loads =
      called.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(called) && called.text === 'require');
    const first = node.arguments[0];
    return loads && first !== undefined && ts.isStringLiteral(first) ? first.text : null;
  }
  return null;
}
