import type { TFunction } from 'i18next';
import type { Field } from '@/ui';
import { roleName, type Department, type Role } from './api';

type T = TFunction<'accounts'>;

const PASSWORD_LENGTH = 10;

/** With its place in the tree, since two branches may have a department of the same name. */
export function departmentChoices(departments: Department[]) {
  const names = new Map(departments.map((d) => [d.id, d]));
  const full = (d: Department): string => { const up = d.parent_id ? names.get(d.parent_id) : undefined; return up ? `${full(up)} / ${d.name}` : d.name; };
  return departments.map((d) => ({ value: d.id, label: full(d) }));
}

export const passwordField = (t: T, optional: boolean): Field => ({
  name: 'password', label: t('field.password'), type: 'password', optional, help: t('help.password'),
  validate: (v) => (typeof v === 'string' && v !== '' && v.length < PASSWORD_LENGTH ? t('help.password') : undefined),
});

export const rolesField = (t: T, roles: Role[], lang: string): Field => ({
  name: 'roles', label: t('field.roles'), type: 'multichoice', optional: true, choices: roles.map((r) => ({ value: r.code, label: roleName(r, lang) })), help: t('help.roles'),
});

export const personFields = (t: T, departments: Department[]): Field[] => [
  { name: 'name', label: t('field.name'), type: 'text', maxLength: 60 },
  { name: 'email', label: t('field.email'), type: 'email', help: t('help.email') },
  { name: 'phone', label: t('field.phone'), type: 'phone', optional: true },
  { name: 'title', label: t('field.title'), type: 'text', optional: true, maxLength: 60 },
  { name: 'department_id', label: t('field.department'), type: 'choice', optional: true, choices: departmentChoices(departments) },
];
