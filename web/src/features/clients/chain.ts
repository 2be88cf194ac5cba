import type { Contact } from './api';

export interface Node { contact: Contact; below: Node[] }

const WEIGHT: Record<Contact['influence'], number> = { high: 0, medium: 1, low: 2, unknown: 3 };

/** People under whom they report to; whoever reports to nobody here stands at the top. The weightiest first. */
export function tree(contacts: readonly Contact[]): Node[] {
  const known = new Set(contacts.map((c) => c.id));
  const below = new Map<string, Contact[]>();
  const roots: Contact[] = [];
  for (const c of contacts) {
    if (c.reports_to_id && known.has(c.reports_to_id)) below.set(c.reports_to_id, [...(below.get(c.reports_to_id) ?? []), c]);
    else roots.push(c);
  }
  const order = (some: Contact[]) => [...some].sort((a, b) => WEIGHT[a.influence] - WEIGHT[b.influence]);
  const node = (contact: Contact): Node => ({ contact, below: order(below.get(contact.id) ?? []).map(node) });
  return order(roots).map(node);
}

/** Those to whom this one can report: not himself, nor anybody below him. */
export function above(contacts: readonly Contact[], id: string | undefined): Contact[] {
  const under = new Set<string>();
  const walk = (n: Node, inside: boolean) => { const now = inside || n.contact.id === id; if (now) under.add(n.contact.id); n.below.forEach((b) => walk(b, now)); };
  tree(contacts).forEach((n) => walk(n, false));
  return contacts.filter((c) => !under.has(c.id));
}
