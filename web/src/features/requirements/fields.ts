import type { TFunction } from 'i18next';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import type { Field, Source, Values } from '@/ui';
import { KINDS, PRIORITIES, SOURCES, STAGES, type Part, type Specification } from './api';

type T = TFunction<'requirements'>;

/** Requirements of the specification, to be linked. */
export function requirementsOf(id: string): Source {
  return async (q, signal) => {
    const page = await api.get<Schema<'RequirementPage'>>('/requirements', { params: { q, size: 50, filter: [`specification:in:${id}`, 'state:nin:dropped'] }, signal });
    return page.items.map((r) => ({ value: r.id, label: `${r.number} ${r.title}` }));
  };
}

/** What stands on the client's timeline; nothing for whoever does not see the client. */
function tracesOf(client: string): Source {
  return async (q, signal) => {
    const page = await api.get<Schema<'Timeline'>>(`/clients/${client}/timeline`, { params: { group: 'follow_up' }, signal }).catch(() => ({ items: [] as Schema<'TimelineItem'>[] }));
    return page.items.filter((e) => e.text && e.text.includes(q.trim())).map((e) => ({ value: String(e.id), label: `${e.at.slice(0, 10)} ${e.text.slice(0, 40)}`, note: e.actor }));
  };
}

const options = (t: T, group: 'kind' | 'priority' | 'source' | 'stage', values: readonly string[]) => values.map((value) => ({ value, label: t(`${group}.${value}`) }));

export function partFields(t: T, spec: Specification, part: Part): Field[] {
  const links: Field = { name: 'requirement_ids', label: t('field.requirements'), type: 'remote', multiple: true, optional: true, source: requirementsOf(spec.id) };
  switch (part) {
    case 'requirements': return [
      { name: 'title', label: t('field.title'), type: 'text', maxLength: 300, help: t('field.title_help') },
      ...(spec.text_hidden ? [] : [{ name: 'text', label: t('field.text'), type: 'textarea', optional: true, maxLength: 5000 } satisfies Field]),
      { name: 'kind', label: t('field.kind'), type: 'choice', choices: options(t, 'kind', KINDS) },
      { name: 'priority', label: t('field.priority'), type: 'choice', choices: options(t, 'priority', PRIORITIES) },
      { name: 'source', label: t('field.source'), type: 'choice', choices: options(t, 'source', SOURCES) },
      { name: 'source_entry_id', label: t('field.source_entry'), type: 'remote', optional: true, source: tracesOf(spec.client.id), visible: (v) => ['interview', 'trace', 'mail'].includes(String(v.source)) },
      { name: 'source_note', label: t('field.source_note'), type: 'text', optional: true, maxLength: 200 },
    ];
    case 'prototypes': return [{ name: 'title', label: t('field.prototype'), type: 'text', maxLength: 300 }, { name: 'note', label: t('field.note'), type: 'textarea', optional: true, maxLength: 5000 }, links];
    case 'tests': return [
      { name: 'title', label: t('field.test'), type: 'text', maxLength: 300 },
      { name: 'steps', label: t('field.steps'), type: 'textarea', optional: true, maxLength: 5000, help: t('field.steps_help') },
      { name: 'expected', label: t('field.expected'), type: 'textarea', optional: true, maxLength: 5000 },
      links,
    ];
    case 'criteria': return [
      { name: 'title', label: t('field.criterion'), type: 'text', maxLength: 300 },
      { name: 'method', label: t('field.method'), type: 'textarea', optional: true, maxLength: 5000 },
      { name: 'tolerance', label: t('field.tolerance'), type: 'text', optional: true, maxLength: 200, placeholder: '-5%～+10%' },
      { name: 'standard', label: t('field.standard'), type: 'text', optional: true, maxLength: 120, placeholder: 'GB 50243-2016' },
      { name: 'stage', label: t('field.stage'), type: 'choice', choices: options(t, 'stage', STAGES) },
      links,
    ];
  }
}

export const BLANK: Record<Part, Values> = {
  requirements: { title: '', text: '', kind: 'function', priority: 'should', source: 'interview', source_note: '', source_entry_id: '' },
  prototypes: { title: '', note: '', requirement_ids: [] },
  tests: { title: '', steps: '', expected: '', requirement_ids: [] },
  criteria: { title: '', method: '', tolerance: '', standard: '', stage: 'commissioning', requirement_ids: [] },
};

export const PATHS: Record<Part, string> = { requirements: 'requirements', prototypes: 'prototypes', tests: 'test-cases', criteria: 'criteria' };

/** What the API takes: empty texts are empty, a trace goes by its number. */
export function sent(values: Values): Values {
  const out: Values = {};
  for (const [key, value] of Object.entries(values)) {
    if (key === 'source_entry_id') out[key] = value ? Number(value) : null;
    else if (key === 'requirement_ids') out[key] = value ?? [];
    else out[key] = value ?? '';
  }
  return out;
}
