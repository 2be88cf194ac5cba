import type { ReactNode } from 'react';

export type FieldType =
  | 'text' | 'textarea' | 'password' | 'money' | 'percent' | 'integer' | 'number' | 'date' | 'choice' | 'multichoice'
  | 'person' | 'client' | 'remote' | 'phone' | 'email' | 'uscc' | 'region' | 'switch' | 'file' | 'custom';

export interface Option { value: string; label: string; note?: string }
export type Source = (q: string, signal: AbortSignal) => Promise<Option[]>;
export type Values = Record<string, unknown>;

/** What a control of the page's own is given; `set` writes another field. */
export interface CustomControl {
  id: string;
  value: unknown;
  values: Values;
  onChange: (value: unknown) => void;
  set: (name: string, value: unknown) => void;
  onBlur: () => void;
  invalid: boolean;
  describedBy?: string;
}

export interface Field {
  name: string;
  label: string;
  type: FieldType;
  /** Required is the norm; this one says（选填）. */
  optional?: boolean;
  help?: ReactNode;
  placeholder?: string;
  /** A sentence when the value is wrong; asked on leaving the field and on sending. */
  validate?: (value: unknown, values: Values) => string | undefined;
  choices?: Option[];
  /** Remote choices: person, client, region, remote. */
  source?: Source;
  /** Name of the choice that is set at the start. */
  initialLabel?: string;
  multiple?: boolean;
  min?: number;
  max?: number;
  maxLength?: number;
  accept?: string;
  visible?: (values: Values) => boolean;
  disabled?: boolean;
  /** The reader is not shown it whole: it is said why, shown as it came, and not sent. */
  locked?: string;
  /** Heading above this field. */
  section?: string;
  /** How a value is said when two people's differ; the default covers plain values. */
  display?: (value: unknown) => ReactNode;
  /** Of type custom. */
  render?: (control: CustomControl) => ReactNode;
  /** As wide as the page, not the 520 px of a column: a table of rows. */
  wide?: boolean;
}

export interface SubmitContext { idempotencyKey: string; version: number | undefined }

export interface RecordFormProps<T> {
  /** Name of the draft, such as "clients.client:new"; without it nothing is kept. */
  draft?: string;
  fields: Field[];
  initial: Values;
  version?: number;
  submitText: string;
  onSubmit: (values: Values, context: SubmitContext) => Promise<T>;
  onDone?: (result: T) => void;
  onCancel?: () => void;
  /** The record of a 412 as values of this form. */
  fromRecord?: (record: unknown) => Values;
  layout?: 'page' | 'dialog';
  /** Before the buttons: a sum, a warning. */
  footer?: (values: Values) => ReactNode;
}
