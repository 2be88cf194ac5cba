import { Button, Input, Modal } from 'antd';
import { Lock } from 'lucide-react';
import { Fragment, useId, useRef, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { timeOf } from '@/lib/dates';
import { Conflict } from './Conflict';
import { Control } from './Control';
import { isShown } from './validate';
import { useRecordForm } from './useRecordForm';
import type { RecordFormProps } from './types';

/** The one form: one column, checked on leaving a field, drafts kept, two people reconciled. */
export function RecordForm<T>(props: RecordFormProps<T>) {
  const { fields, submitText, onCancel, layout = 'page', footer } = props;
  const { t } = useTranslation();
  const form = useRecordForm(props);
  const base = useId();
  const root = useRef<HTMLFormElement>(null);
  const count = Object.keys(form.faults).length;

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const [first] = await form.submit();
    if (!first) return;
    const control = root.current?.querySelector<HTMLElement>(`[id="${base}-${first}"]`);
    control?.closest('.field')?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    control?.focus({ preventScroll: true });
  };
  return (
    <form ref={root} className={`rform ${layout}`} onSubmit={(e) => void send(e)} noValidate>
      {form.restored && <p className="notice">{t('form.restored', { time: timeOf(form.restored.at) })} <button type="button" className="linkish" onClick={form.discard}>{t('form.discard')}</button></p>}
      {form.conflict && <Conflict sentence={form.conflict.problem.detail} fields={form.conflict.fields} mine={form.values} theirs={form.conflict.theirs} onResolve={form.resolve} />}
      {fields.filter((f) => isShown(f, form.values)).map((f) => {
        const id = `${base}-${f.name}`;
        const fault = form.faults[f.name];
        const help = f.locked ?? f.help;
        const described = fault ? `${id}-fault` : help ? `${id}-help` : undefined;
        return (
          <Fragment key={f.name}>
            {f.section && <h2 className="form-section">{f.section}</h2>}
            <div className={f.type === 'switch' ? 'field inline' : f.wide ? 'field wide' : 'field'}>
              <label htmlFor={id}>{f.label}{f.optional && <span className="t3">{t('form.optional')}</span>}</label>
              {f.locked
                ? <Input id={id} readOnly className="locked" prefix={<Lock size={14} aria-hidden />} value={String(form.values[f.name] ?? '')} aria-describedby={described} />
                : <Control id={id} field={f} value={form.values[f.name]} values={form.values} set={form.set} onChange={(v) => form.set(f.name, v)} onBlur={() => form.check(f)} invalid={Boolean(fault)} describedBy={described} />}
              {fault ? <p className="fault" id={`${id}-fault`}>{fault}</p> : help && <p className="help" id={`${id}-help`}>{help}</p>}
            </div>
          </Fragment>
        );
      })}
      {footer?.(form.values)}
      <div role="alert" className="form-alert">
        {count > 0 && <p className="red">{t('form.faults', { count })}</p>}
        {form.general.map((g) => <p key={g} className="red">{g}</p>)}
      </div>
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={form.busy} disabled={form.conflict !== null}>{submitText}</Button>
        {onCancel && <Button onClick={onCancel}>{t('act.cancel')}</Button>}
        <span className="sp" />
        <span className="s13 t3" role="status">{form.savedAt && form.dirty ? t('form.draft_saved', { time: timeOf(form.savedAt) }) : ''}</span>
      </div>
    </form>
  );
}

export interface FormDialogProps<T> extends RecordFormProps<T> { open: boolean; title: string; width?: number }

/** The form in a dialog; closing keeps the draft. */
export function FormDialog<T>({ open, title, width = 520, ...form }: FormDialogProps<T>) {
  return (
    <Modal open={open} title={title} footer={null} width={width} onCancel={form.onCancel} destroyOnHidden mask={{ closable: false }}>
      <RecordForm<T> {...form} layout="dialog" />
    </Modal>
  );
}
