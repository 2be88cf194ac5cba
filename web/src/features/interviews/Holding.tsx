import { Button, Input } from 'antd';
import { useCallback, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { FieldDef } from '@/features/forms/api';
import { formField } from '@/features/forms/fields';
import { confirm, toast } from '@/ui';
import { Control } from '@/ui/form/Control';
import { INTERVIEW, STAR, useRefresh, wordOf, type Interview, type Question } from './api';
import { useAnswers } from './useAnswers';

/** Questions one below the other, each answer kept as it is given. */
export function Holding({ one }: { one: Interview }) {
  const { t } = useTranslation('interviews');
  const queries = useQueryClient();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const root = useRef<HTMLOListElement>(null);
  const saved = useCallback((now: Interview) => queries.setQueryData([INTERVIEW, 'one', now.id], now), [queries]);
  const { values, set, flush, faults, setFaults, kept, version } = useAnswers(one, saved);
  const lead = (key: string | undefined) => root.current?.querySelector(`[data-q="${key ?? ''}"]`)?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  const finish = async () => {
    if (!(await flush())) return;
    try {
      await api.post(`/interviews/${one.id}/finish`, {}, { version: version.current });
      await refresh();
      toast(t('done.finished'));
    } catch (error) {
      const problem = Problem.from(error);
      const told = Object.fromEntries(problem.errors.map((e) => [e.field.replace('answers.', ''), e.message]));
      setFaults(told);
      lead(one.questions.find((q) => told[q.key])?.key);
      if (!problem.errors.length) toast({ text: problem.message, tone: 'bad' });
    }
  };
  const discard = () => confirm({
    title: t('discard.title'), text: t('discard.text'), verb: t('discard.act'), danger: true,
    act: async () => { await api.del(`/interviews/${one.id}`); await refresh(); await navigate(`/clients/${one.client.id}?tab=interviews`); },
  });
  const count = Object.keys(faults).length;
  return (
    <>
      <ol className="iv-questions" ref={root}>{one.questions.map((q, i) => <Asked key={q.key} n={i + 1} question={q} value={values[q.key]} locked={one.locked.includes(q.key)} fault={faults[q.key]} onChange={(v) => set(q.key, v)} />)}</ol>
      <div className="iv-foot">
        <span className="s13 t2" role="status">{count > 0 ? <span className="red">{t('faults', { count })}</span> : kept === 'idle' ? t('kept.idle') : t(`kept.${kept}`)}</span>
        <span className="sp" />
        {one.done_at === null && <Button type="text" onClick={discard}>{t('discard.act')}</Button>}
        <Button type="primary" size="large" onClick={() => void finish()}>{t('finish')}</Button>
      </div>
    </>
  );
}

function Asked({ n, question, value, locked, fault, onChange }: { n: number; question: Question; value: unknown; locked: boolean; fault?: string; onChange: (value: unknown) => void }) {
  const { t, i18n } = useTranslation('interviews');
  const { t: words } = useTranslation('forms');
  const id = useId();
  const label = wordOf(question, i18n.language);
  const help = i18n.language.startsWith('en') ? question.meaning_en || question.meaning_zh : question.meaning_zh;
  const star = question.type === 'star';
  const field = star ? null : formField(question as unknown as FieldDef, { record: 'clients.client', language: i18n.language, t: words });
  const shown = question.type === 'yes_no' && typeof value === 'boolean' ? String(value) : value ?? (question.type === 'several' ? [] : '');
  const told = (value ?? {}) as Record<string, string>;
  return (
    <li data-q={question.key} className={fault ? 'wrong' : undefined}>
      <label className="iv-q" htmlFor={star ? `${id}-situation` : id}><span className="num t3">{n}</span> {label}{!question.required && <span className="t3 s13">{t('optional')}</span>}</label>
      {help && <p className="s13 t2">{help}</p>}
      {locked && <p className="t2">{String(value ?? '—')} <span className="s13 t3">{t('locked')}</span></p>}
      {!locked && star && STAR.map((part) => (
        <div key={part} className="iv-part">
          <label className="s13 t2" htmlFor={`${id}-${part}`}>{t(`star.${part}`)}</label>
          <Input.TextArea id={`${id}-${part}`} value={told[part] ?? ''} maxLength={2000} autoSize={{ minRows: 2, maxRows: 10 }} placeholder={t(`star_help.${part}`)} onChange={(e) => onChange({ ...told, [part]: e.target.value })} />
        </div>
      ))}
      {!locked && field && <div className="iv-answer"><Control id={id} field={field} value={shown} values={{}} set={() => undefined} onChange={onChange} onBlur={() => undefined} invalid={Boolean(fault)} describedBy={fault ? `${id}-fault` : undefined} /></div>}
      {fault && <p className="fault" id={`${id}-fault`} role="alert">{fault}</p>}
    </li>
  );
}
