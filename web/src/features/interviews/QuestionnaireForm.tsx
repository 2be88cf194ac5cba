import './interviews.css';
import { Button, Input } from 'antd';
import { ArrowDown, ArrowUp, Pencil, Plus, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { useDefinition } from '@/features/forms/api';
import { Tag, toast } from '@/ui';
import { QUESTIONNAIRE, wordOf, type Question, type Questionnaire } from './api';
import { QuestionDialog } from './QuestionDialog';

const CLIENT = 'clients.client';

const sent = (q: Question) => ({ key: q.key || null, type: q.type, zh: q.zh, en: q.en, meaning_zh: q.meaning_zh, meaning_en: q.meaning_en, required: q.required, target: q.target, removed: q.removed, choices: q.choices.map((c) => ({ ...c, value: c.value || null })) });

/** Of interviews and of forms on the web: one engine, one editor. */
export function QuestionnaireForm({ one, onSaved }: { one: Questionnaire; onSaved: (made: Questionnaire) => void }) {
  const { t, i18n } = useTranslation('interviews');
  const { t: types } = useTranslation('forms');
  const may = useCan(QUESTIONNAIRE, 'update');
  const definition = useDefinition(CLIENT).data;
  const id = useId();
  const [names, setNames] = useState({ zh: one.zh, en: one.en });
  const [rows, setRows] = useState(one.questions.filter((q) => !q.removed));
  const [open, setOpen] = useState<number | 'new' | null>(null);
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const [dirty, setDirty] = useState(false);
  const change = (now: Question[]) => { setRows(now); setDirty(true); };
  const fieldName = (target: string) => { if (target.startsWith('contact.')) return t(`contact.${target.replace('contact.', '')}`); const all = [...(definition?.columns ?? []), ...(definition?.fields ?? [])]; const found = all.find((f) => f.key === target.replace('facts.', '')); return found ? wordOf(found, i18n.language) : target; };
  const move = (i: number, by: number) => { const order = [...rows]; const [taken] = order.splice(i, 1); if (taken) order.splice(i + by, 0, taken); change(order); };
  const save = async () => {
    setBusy(true);
    setFault('');
    const gone = one.questions.filter((q) => !rows.some((r) => r.key === q.key)).map((q) => ({ ...q, removed: true }));
    const body = { purpose: one.purpose, ...names, questions: [...rows, ...gone].map(sent) };
    try {
      const made = one.id ? await api.put<Questionnaire>(`/questionnaires/${one.id}`, body, { version: one.version }) : await api.post<Questionnaire>('/questionnaires', body);
      setDirty(false);
      toast(t('done.saved'));
      onSaved(made);
    } catch (error) {
      const problem = Problem.from(error);
      const told = problem.errors[0];
      const place = /questions\.(\d+)/.exec(told?.field ?? '')?.[1];
      setFault(told ? (place ? t('fault_at', { n: Number(place) + 1, message: told.message }) : told.message) : problem.message);
    } finally { setBusy(false); }
  };
  return (
    <>
      <div className="row wrap g12">
        <div className="grow"><label className="s13 t2" htmlFor={`${id}-zh`}>{t('name_zh')}</label><Input id={`${id}-zh`} value={names.zh} maxLength={60} readOnly={!may} onChange={(e) => { setNames({ ...names, zh: e.target.value }); setDirty(true); }} /></div>
        <div className="grow"><label className="s13 t2" htmlFor={`${id}-en`}>{t('name_en')}</label><Input id={`${id}-en`} value={names.en} maxLength={120} readOnly={!may} onChange={(e) => { setNames({ ...names, en: e.target.value }); setDirty(true); }} /></div>
      </div>
      <ol className="iv-rows mt12">
        {rows.map((q, i) => (
          <li key={q.key || `new${i}`}>
            <span className="num t3">{i + 1}</span>
            <span className="grow"><b>{wordOf(q, i18n.language)}</b><span className="row wrap g6 s13 t2"><span>{q.type === 'star' ? t('type_star') : types(`type.${q.type}`)}</span>{q.required && <Tag>{t('required')}</Tag>}{q.target && <Tag>{t('feeds', { name: fieldName(q.target) })}</Tag>}</span></span>
            {may && (
              <span className="row">
                <button type="button" className="ib" disabled={i === 0} aria-label={t('up', { n: i + 1 })} onClick={() => move(i, -1)}><ArrowUp size={15} aria-hidden /></button>
                <button type="button" className="ib" disabled={i === rows.length - 1} aria-label={t('down', { n: i + 1 })} onClick={() => move(i, 1)}><ArrowDown size={15} aria-hidden /></button>
                <button type="button" className="ib" aria-label={t('edit_question', { n: i + 1 })} onClick={() => setOpen(i)}><Pencil size={15} aria-hidden /></button>
                <button type="button" className="ib" aria-label={t('remove_question', { n: i + 1 })} onClick={() => change(rows.filter((_, at) => at !== i))}><Trash2 size={15} aria-hidden /></button>
              </span>
            )}
          </li>
        ))}
      </ol>
      {rows.length === 0 && <p className="t3 mt12">{t('no_questions')}</p>}
      <p className="red mt8" role="alert">{fault}</p>
      {may && (
        <div className="row g8 mt12">
          <Button icon={<Plus size={15} />} onClick={() => setOpen('new')}>{t('add_question')}</Button>
          <Button type="primary" loading={busy} disabled={!dirty || !names.zh.trim() || rows.length === 0} onClick={() => void save()}>{t('save_template')}</Button>
        </div>
      )}
      {open !== null && definition && <QuestionDialog question={open === 'new' ? undefined : rows[open]} definition={definition} purpose={one.purpose} onClose={() => setOpen(null)} onDone={(q) => { change(open === 'new' ? [...rows, q] : rows.map((r, at) => (at === open ? q : r))); setOpen(null); }} />}
    </>
  );
}
