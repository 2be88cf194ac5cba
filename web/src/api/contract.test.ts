import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

interface Contract { components: { schemas: Record<string, { properties?: Record<string, unknown> }> } }
const contract = JSON.parse(readFileSync('../api/openapi.json', 'utf8')) as Contract;
const schemas = Object.entries(contract.components.schemas).map(([name, s]) => ({ name, fields: new Set(Object.keys(s.properties ?? {})) }));
const sources = import.meta.glob<string>('../features/*/api.ts', { eager: true, query: '?raw', import: 'default' });

/** Fewer fields than this (a code and its words) say nothing of where a shape comes from. */
const TELLING = 4;
const fieldsOf = (members: ts.NodeArray<ts.TypeElement>) => members.flatMap((m) => (m.name && ts.isIdentifier(m.name) ? [m.name.text] : []));

/** Shapes written by hand whose every field stands in one schema of the contract, and that give no reason. */
export function shadows(text: string, path: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const look = (node: ts.Node, name: string) => {
    const members = ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node) ? node.members : undefined;
    const called = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) ? node.name.text : name;
    const fields = members ? fieldsOf(members) : [];
    const schema = fields.length >= TELLING ? schemas.find((s) => fields.every((f) => s.fields.has(f))) : undefined;
    if (schema && !reason(node, text)) found.push(`${path}: ${called} is ${schema.name}`);
    ts.forEachChild(node, (child) => look(child, called));
  };
  look(file, '');
  return found;
}

function reason(node: ts.Node, text: string): boolean {
  let at: ts.Node = node;
  while (!ts.isSourceFile(at.parent)) at = at.parent;
  return (ts.getLeadingCommentRanges(text, at.getFullStart()) ?? []).some((c) => text.slice(c.pos, c.end).includes('By hand:'));
}

describe('types of the contract', () => {
  it('are taken from it, not written again', () => {
    const told = Object.entries(sources);
    expect(told.length).toBeGreaterThan(0);
    expect(told.flatMap(([path, text]) => shadows(text, path))).toEqual([]);
  });
  it('are known when written again', () => {
    const again = 'export interface Mine { id: string; name: string; parent: string | null; critical: boolean }';
    expect(shadows(again, 'x.ts')).toEqual(['x.ts: Mine is TaskOut']);
    expect(shadows(`// By hand: its rows are joined here.\n${again}`, 'x.ts')).toEqual([]);
    expect(shadows('export type Mine = { wbs: string; nowhere: string; parent: string | null; name: string }', 'x.ts')).toEqual([]);
  });
});
