import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Schema } from '@/api/types';
import { useRefreshAny } from '@/lib/refresh';

export const FORM = 'forms.form';

export type FieldDef = Schema<'FieldOut'>;
export type Definition = Schema<'FieldsOut'>;
export type Words = Schema<'FieldChoice'>;

/** What can be filled of a kind of record: the product's own fields and the company's. */
export function useDefinition(resource: string) {
  return useQuery({
    queryKey: [FORM, 'one', resource],
    queryFn: ({ signal }) => api.get<Definition>(`/forms/${resource}`, { signal }),
    staleTime: 60_000,
  });
}

/** The company's own fields as they are sent: all of them, in their order. */
export async function saveFields(resource: string, fields: readonly FieldDef[], version: number): Promise<Definition> {
  const sent = fields.map((field) => ({ ...field, standard: undefined, key: field.key || null, choices: field.choices.map((c) => ({ ...c, value: c.value || null })) }));
  return api.put<Definition>(`/forms/${resource}`, { fields: sent }, { version });
}

/** The errors of one field of the definition, at the names of its own form: fields.2.zh is zh. */
export function atField(error: unknown, place: number): Problem {
  const problem = Problem.from(error);
  const errors = problem.errors.map((e) => ({ ...e, field: e.field.replace(`fields.${place}.`, '') }));
  return new Problem({ status: problem.status, code: problem.code, title: problem.title, detail: problem.detail, errors, request_id: problem.requestId });
}

/** After a change of a definition everything that shows such records reads again, lists' columns too. */
export function useRefresh(resource: string) {
  const refresh = useRefreshAny();
  return useCallback(() => refresh(FORM, 'kit.list', resource, 'accounts.role'), [refresh, resource]);
}
