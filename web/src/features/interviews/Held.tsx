import { Button } from 'antd';
import { Pencil, Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { FieldDef } from '@/features/forms/api';
import { FactValue } from '@/features/forms/FactValue';
import { toast } from '@/ui';
import { Apply } from './Apply';
import { printInterview, STAR, useRefresh, wordOf, type Interview, type Question } from './api';

/** What was asked and answered. */
export function Held({ one }: { one: Interview }) {
  const { t, i18n } = useTranslation('interviews');
  const refresh = useRefresh();
  const bad = (e: unknown) => toast({ text: Problem.from(e).message, tone: 'bad' });
  const reopen = async () => { await api.post(`/interviews/${one.id}/reopen`); await refresh(); };
  return (
    <>
      <div className="row wrap g8 mb12">
        <Button icon={<Printer size={15} />} onClick={() => void printInterview(one, i18n.language).catch(bad)}>{t('print')}</Button>
        {one.state === 'done' && one.may.write && one.applied === 0 && <Button icon={<Pencil size={15} />} onClick={() => void reopen().catch(bad)}>{t('continue')}</Button>}
      </div>
      {one.state === 'done' && one.may.apply && <Apply one={one} />}
      <ol className="iv-questions">
        {one.questions.map((q, i) => (
          <li key={q.key}><p className="iv-q"><span className="num t3">{i + 1}</span> {wordOf(q, i18n.language)}</p><Answer question={q} value={one.answers[q.key]} name={one.names[q.key]} /></li>
        ))}
      </ol>
    </>
  );
}

function Answer({ question, value, name }: { question: Question; value: unknown; name?: string }) {
  const { t } = useTranslation('interviews');
  if (question.type !== 'star') return <div className="iv-said"><FactValue field={question as unknown as FieldDef} value={value} name={name} /></div>;
  const told = (value ?? {}) as Record<string, string>;
  if (!Object.keys(told).length) return <p className="t3">—</p>;
  return <dl className="iv-star">{STAR.filter((part) => told[part]).map((part) => <div key={part}><dt className="s13 t3">{t(`star.${part}`)}</dt><dd>{told[part]}</dd></div>)}</dl>;
}
