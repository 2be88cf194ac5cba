import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { randomId } from '@/lib/ids';
import { clashes, merge } from './Conflict';
import { dropDraft, loadDraft, useDraftSaver } from './draft';
import { faultOf, isShown } from './validate';
import type { Field, RecordFormProps, Values } from './types';

export interface ConflictState { problem: Problem; theirs: Values; version: number | undefined; fields: Field[] }

/** What is written and left empty is the empty text; what is chosen and left empty is nothing. */
const WRITTEN = new Set<Field['type']>(['text', 'textarea', 'phone', 'email', 'uscc', 'password']);

/** State of the one form: values, faults, draft, sending, conflict. */
export function useRecordForm<T>(props: RecordFormProps<T>) {
  const { draft, fields, onSubmit, onDone, fromRecord } = props;
  const { t } = useTranslation();
  const [base, setBase] = useState(props.initial);
  const [version, setVersion] = useState(props.version);
  const [restored, setRestored] = useState(() => loadDraft(draft, props.version));
  const [values, setValues] = useState<Values>(() => ({ ...props.initial, ...restored?.values }));
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [general, setGeneral] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const [conflict, setConflict] = useState<ConflictState | null>(null);
  const attempt = useRef({ body: '', key: '' });
  const dirty = JSON.stringify(values) !== JSON.stringify(base);
  const secret = useMemo(() => new Set(fields.filter((f) => f.type === 'password').map((f) => f.name)), [fields]);
  const savedAt = useDraftSaver(draft, values, version, dirty && !busy, secret);

  const set = useCallback((name: string, value: unknown) => {
    setValues((old) => ({ ...old, [name]: value }));
    setFaults((old) => Object.fromEntries(Object.entries(old).filter(([k]) => k !== name)));
  }, []);

  const check = useCallback((field: Field) => {
    setValues((now) => {
      const fault = faultOf(t, field, now);
      // Leaving an empty field is not yet a mistake; sending it is.
      if (fault && now[field.name] !== undefined && now[field.name] !== '' && now[field.name] !== null) setFaults((old) => ({ ...old, [field.name]: fault }));
      return now;
    });
  }, [t]);

  const place = useCallback((problem: Problem) => {
    const at: Record<string, string> = {};
    const rest: string[] = [];
    problem.errors.forEach((e) => {
      const field = fields.find((f) => f.name === e.field) ?? fields.find((f) => e.field.startsWith(`${f.name}.`));
      if (field) at[field.name] ??= e.message; else rest.push(e.message);
    });
    if (problem.errors.length === 0) rest.push(problem.detail || problem.title || t(problem.status === 0 ? 'form.unreachable' : 'form.failed'));
    setFaults(at);
    setGeneral(rest);
    return Object.keys(at);
  }, [fields, t]);

  /** Names of the fields in the way, in reading order; empty when it was sent. */
  const submit = useCallback(async (): Promise<string[]> => {
    const shown = fields.filter((f) => isShown(f, values) && !f.locked);
    const found = Object.fromEntries(shown.map((f) => [f.name, faultOf(t, f, values)]).filter((p): p is [string, string] => p[1] !== undefined));
    setFaults(found);
    setGeneral([]);
    if (Object.keys(found).length > 0) return shown.filter((f) => f.name in found).map((f) => f.name);
    const body = Object.fromEntries(shown.map((f) => [f.name, values[f.name] ?? (WRITTEN.has(f.type) ? '' : null)]));
    // The same body again is the same attempt: an answer that was lost is not a second record.
    const text = JSON.stringify(body);
    if (attempt.current.body !== text) attempt.current = { body: text, key: randomId() };
    setBusy(true);
    try {
      const result = await onSubmit(body, { idempotencyKey: attempt.current.key, version });
      setBase(values);
      dropDraft(draft);
      setRestored(null);
      attempt.current = { body: '', key: '' };
      onDone?.(result);
      return [];
    } catch (error) {
      const problem = Problem.from(error);
      if (problem.status === 412 && problem.current) {
        const record = problem.current as Values;
        const theirs = fromRecord ? fromRecord(record) : record;
        setConflict({ problem, theirs, version: Number(record.version) || undefined, fields: clashes(fields, base, values, theirs) });
        return [];
      }
      const at = place(problem);
      return shown.filter((f) => at.includes(f.name)).map((f) => f.name);
    } finally {
      setBusy(false);
    }
  }, [base, draft, fields, fromRecord, onDone, onSubmit, place, t, values, version]);

  const resolve = useCallback((taken: ReadonlySet<string>) => {
    if (!conflict) return;
    setValues(merge(fields, base, values, conflict.theirs, taken));
    setBase((old) => ({ ...old, ...Object.fromEntries(fields.filter((f) => f.name in conflict.theirs).map((f) => [f.name, conflict.theirs[f.name]])) }));
    setVersion(conflict.version);
    setConflict(null);
  }, [base, conflict, fields, values]);

  const discard = useCallback(() => { dropDraft(draft); setRestored(null); setValues(base); setFaults({}); }, [base, draft]);

  return { values, set, check, faults, general, busy, dirty, submit, conflict, resolve, savedAt, restored, discard };
}
