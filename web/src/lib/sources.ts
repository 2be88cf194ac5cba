import { api } from '@/api/client';
import type { Option } from '@/ui';

/** Colleagues to choose from; closed accounts are left out. */
export async function people(q: string, signal?: AbortSignal): Promise<Option[]> {
  const found = await api.get<{ items: { id: string; name: string; title: string }[] }>('/people', { params: { q, size: 50, sort: 'name', filter: ['active:eq:true'] }, signal });
  return found.items.map((p) => ({ value: p.id, label: p.name, note: p.title }));
}

export async function clients(q: string, signal?: AbortSignal): Promise<Option[]> {
  const found = await api.get<{ items: { id: string; name: string; region: string }[] }>('/clients', { params: { q, size: 20, sort: 'name', filter: ['archived:eq:false'] }, signal });
  return found.items.map((c) => ({ value: c.id, label: c.name, note: c.region }));
}

let regionsOnce: Promise<Option[]> | null = null;

/** Provinces and cities of GB/T 2260; small enough to be fetched once. */
export async function regions(q: string): Promise<Option[]> {
  regionsOnce ??= api.get<{ items: { code: string; name: string }[] }>('/regions').then((r) => r.items.map((i) => ({ value: i.code, label: i.name })));
  const all = await regionsOnce.catch((e: unknown) => { regionsOnce = null; throw e; });
  return all.filter((o) => o.label.includes(q.trim())).slice(0, 50);
}
