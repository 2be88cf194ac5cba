import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import type { Field } from '@/ui';

export type Licence = Schema<'LicenceOut'>;
export type LicencePart = Schema<'LicenceField'>;

/** What each part of a licence fills in the form. */
export const FILLS: Record<LicencePart['key'], string> = {
  name: 'name', uscc: 'uscc', legal_rep: 'legal_rep', address: 'address',
  type: 'facts.licence_type', capital: 'facts.capital', founded: 'facts.founded_on', term: 'facts.licence_term', scope: 'facts.licence_scope',
};
export const LICENCE_FACTS: ReadonlySet<string> = new Set(Object.values(FILLS).filter((name) => name.startsWith('facts.')));
/** HEIC is not among them: a phone then gives a JPEG by itself. */
export const ACCEPTED = 'image/jpeg,image/png,image/webp,image/bmp,image/tiff,application/pdf';
/** From here on a part reads surely; below it the reader is asked to look closely. */
export const SURE = 0.9;

export function readLicence(file: File): Promise<Licence> {
  const body = new FormData();
  body.append('file', file);
  return api.post<Licence>('/clients/licence', body);
}

export type Verdict = 'kept' | 'left';
/** A part while it is gone through: what stands in its field, and whether it was confirmed or left out. */
export interface Draft { part: LicencePart; value: string; verdict: Verdict | null }

export const drafts = (licence: Licence): Draft[] => licence.fields.map((part) => ({ part, value: part.value || part.text, verdict: null }));

/** What goes into the form: the confirmed parts alone. */
export const confirmed = (items: readonly Draft[]): [string, string][] => items.filter((d) => d.verdict === 'kept').map((d) => [FILLS[d.part.key], d.value.trim()]);

/** The form's own field for a part, so that it is asked and checked in the same way. */
export const fieldOf = (part: LicencePart, fields: readonly Field[]): Field | undefined => fields.find((f) => f.name === FILLS[part.key]);
