import type { TFunction } from 'i18next';
import type { Field } from '@/ui';
import { people, regions } from '@/lib/sources';
import type { Contact, Dossier } from './api';
import { above } from './chain';

const KINDS = ['employer', 'general_contractor', 'subcontractor', 'design_institute', 'government', 'dealer', 'other'];
const ROLES = ['decides', 'influences', 'buys', 'pays', 'uses', 'unknown'];
const ATTITUDES = ['supports', 'neutral', 'opposes'];
const INFLUENCES = ['high', 'medium', 'low', 'unknown'];
const NOTES = ['visit', 'call', 'meeting', 'minutes', 'change_request', 'daily_report', 'weekly_report', 'note'];
export const TRACES = [...NOTES, 'mail'];

export function clientFields(t: TFunction<'clients'>, client?: Dossier, mayAssign = false): Field[] {
  return [
    { name: 'name', label: t('field.name'), type: 'text', maxLength: 120, section: t('part.basic') },
    { name: 'uscc', label: t('field.uscc'), type: 'uscc', optional: true, help: t('help.uscc') },
    { name: 'kind', label: t('field.kind'), type: 'choice', choices: KINDS.map((k) => ({ value: k, label: t(`kind.${k}`) })) },
    { name: 'industry', label: t('field.industry'), type: 'text', optional: true, maxLength: 40 },
    { name: 'address', label: t('field.address'), type: 'text', optional: true, maxLength: 200, help: t('help.address') },
    { name: 'region', label: t('field.region'), type: 'region', optional: true, source: regions, initialLabel: client?.region_name },
    { name: 'phone', label: t('field.phone'), type: 'phone', optional: true, section: t('part.contact') },
    { name: 'email', label: t('field.email'), type: 'email', optional: true },
    { name: 'website', label: t('field.website'), type: 'text', optional: true, maxLength: 120 },
    { name: 'legal_rep', label: t('field.legal_rep'), type: 'text', optional: true, maxLength: 40, section: t('part.more') },
    { name: 'business', label: t('field.business'), type: 'textarea', optional: true, maxLength: 300 },
    { name: 'source', label: t('field.source'), type: 'text', optional: true, maxLength: 40 },
    { name: 'since', label: t('field.since'), type: 'date', optional: true },
    ...(client || !mayAssign ? [] : [{ name: 'owner_id', label: t('field.owner'), type: 'person' as const, optional: true, source: people, help: t('help.owner') }]),
  ];
}

export function contactFields(t: TFunction<'clients'>, client: Dossier, contact?: Contact): Field[] {
  return [
    { name: 'name', label: t('contact.name'), type: 'text', maxLength: 60 },
    { name: 'post', label: t('contact.post'), type: 'text', optional: true, maxLength: 60 },
    { name: 'phone', label: t('contact.phone'), type: 'phone', optional: true },
    { name: 'email', label: t('contact.email'), type: 'email', optional: true },
    { name: 'decision_role', label: t('contact.role'), type: 'choice', choices: ROLES.map((r) => ({ value: r, label: t(`role.${r}`) })) },
    { name: 'attitude', label: t('contact.attitude'), type: 'choice', choices: ATTITUDES.map((a) => ({ value: a, label: t(`attitude.${a}`) })) },
    { name: 'influence', label: t('contact.influence'), type: 'choice', choices: INFLUENCES.map((i) => ({ value: i, label: t(`influence.${i}`) })) },
    { name: 'reports_to_id', label: t('contact.reports_to'), type: 'choice', optional: true, choices: above(client.contacts, contact?.id).map((c) => ({ value: c.id, label: c.post ? `${c.name}（${c.post}）` : c.name })) },
    { name: 'is_primary', label: t('contact.primary'), type: 'switch' },
  ];
}

export function noteFields(t: TFunction<'clients'>): Field[] {
  return [
    { name: 'kind', label: t('note.kind'), type: 'choice', choices: NOTES.map((k) => ({ value: k, label: t(`note_kind.${k}`) })) },
    { name: 'text', label: t('note.text'), type: 'textarea', maxLength: 5000 },
    { name: 'happened_on', label: t('note.happened_on'), type: 'date', optional: true, help: t('note.happened_help') },
    { name: 'keywords', label: t('note.keywords'), type: 'text', optional: true, maxLength: 200, help: t('note.keywords_help') },
    { name: 'promise', label: t('note.promise'), type: 'text', optional: true, maxLength: 200, help: t('note.promise_help') },
    { name: 'promise_due', label: t('note.promise_due'), type: 'date', visible: (v) => Boolean(v.promise) },
  ];
}

export function stepFields(t: TFunction<'clients'>): Field[] {
  return [
    { name: 'title', label: t('step.title'), type: 'text', maxLength: 200 },
    { name: 'kind', label: t('step.kind'), type: 'choice', choices: ['step', 'promise'].map((k) => ({ value: k, label: t(`step_kind.${k}`) })) },
    { name: 'due_on', label: t('step.due'), type: 'date', optional: true },
    { name: 'assignee_id', label: t('step.assignee'), type: 'person', optional: true, source: people, help: t('step.assignee_help') },
  ];
}

/** Empty texts are sent as they are, a region that was not chosen too; an unset choice is not sent. */
export function sent(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, v]) => v !== undefined).map(([k, v]) => [k, k === 'region' && v === null ? '' : v === '' && (k === 'since' || k === 'due_on' || k === 'happened_on' || k === 'promise_due' || k === 'uscc' || k.endsWith('_id')) ? null : v]));
}
