import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Schema } from '@/api/types';
import type { FieldDef } from '@/features/forms/api';
import { FactValue } from '@/features/forms/FactValue';
import { Section, toast } from '@/ui';
import { useProposals, useRefresh, wordOf, type Interview, type Proposal } from './api';

type Choice = 'take' | 'append' | 'keep';

/** Nothing is overwritten unasked: an empty field takes the answer, a filled one stays until somebody chooses. */
const first = (p: Proposal): Choice => (p.same ? 'keep' : p.before === null || p.before === '' ? 'take' : 'keep');

/** Answers that feed fields of the dossier, each with what stands there and what would. */
export function Apply({ one }: { one: Interview }) {
  const { t } = useTranslation('interviews');
  const found = useProposals(one.id, true);
  const refresh = useRefresh();
  const [chosen, setChosen] = useState<Record<string, Choice>>({});
  const [busy, setBusy] = useState(false);
  if (!found.data || (found.data.items.length === 0 && one.applied === 0)) return null;
  const { items, client_version } = found.data;
  const choice = (p: Proposal) => chosen[p.key] ?? first(p);
  const count = items.filter((p) => !p.same && choice(p) !== 'keep').length;
  const run = async (act: () => Promise<void>) => { setBusy(true); try { await act(); } catch (e) { toast({ text: Problem.from(e).message, tone: 'bad' }); await refresh(); } finally { setBusy(false); } };
  const takeBack = async () => {
    const told = await api.post<Schema<'TakenBack'>>(`/interviews/${one.id}/take-back`);
    await refresh();
    toast(told.stay.length ? t('done.partly_back', { back: told.back.length, count: told.stay.length }) : t('done.back'));
  };
  const apply = async () => {
    await api.post(`/interviews/${one.id}/apply`, { client_version, choices: Object.fromEntries(items.map((p) => [p.key, choice(p)])) });
    setChosen({});
    await refresh();
    toast({ text: t('done.applied', { count }), undo: takeBack });
  };
  if (one.applied > 0) {
    return <Section title={t('apply.title')} action={<Button loading={busy} onClick={() => void run(takeBack)}>{t('apply.back')}</Button>}><p className="t2">{t('apply.applied', { count: one.applied })}</p></Section>;
  }
  return (
    <Section title={t('apply.title')} note={t('apply.note')}>
      <ul className="iv-apply">
        {items.map((p) => <Row key={p.key} proposal={p} choice={choice(p)} onChoose={(c) => setChosen({ ...chosen, [p.key]: c })} />)}
      </ul>
      <Button type="primary" className="mt12" loading={busy} disabled={count === 0} onClick={() => void run(apply)}>{t('apply.act', { count })}</Button>
    </Section>
  );
}

function Row({ proposal: p, choice, onChoose }: { proposal: Proposal; choice: Choice; onChoose: (c: Choice) => void }) {
  const { t, i18n } = useTranslation('interviews');
  const name = wordOf(p, i18n.language);
  const field = { ...p, name_en: p.en } as unknown as FieldDef;
  const filled = p.before !== null && p.before !== '';
  const options = [{ value: 'take', label: t(filled ? 'apply.replace' : 'apply.take') }, ...(p.appendable && filled ? [{ value: 'append', label: t('apply.append') }] : []), { value: 'keep', label: t(filled ? 'apply.keep' : 'apply.leave') }];
  return (
    <li>
      <p className="row wrap g8"><b>{name}</b><span className="sp" />{p.same ? <span className="s13 t3">{t('apply.same')}</span> : <Segmented size="small" value={choice} onChange={(v) => onChoose(v)} options={options as { value: Choice; label: string }[]} aria-label={t('apply.choose', { name })} />}</p>
      <div className="iv-sides">
        <div><span className="s12 t3">{t('apply.before')}</span><div className="iv-said"><FactValue field={field} value={p.before} /></div></div>
        <div><span className="s12 t3">{t('apply.after')}</span><div className="iv-said"><FactValue field={field} value={p.after} /></div></div>
      </div>
    </li>
  );
}
