import './approvals.css';
import { Button, Select } from 'antd';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { Bone, ErrorState, Page, Section, toast } from '@/ui';
import { RULES, useRules, type Rule, type RuleSet } from './api';

const CLIENT = 'clients.client';

/** Who decides on a dossier, by type of client; the first rule that fits counts. */
export function Component() {
  const { t } = useTranslation('approvals');
  const rules = useRules(CLIENT);
  return (
    <Page title={t('rules')} back={{ to: '/approvals', label: t('title') }}>
      <div className="pad">
        {rules.isPending && <Bone width="100%" height={240} />}
        {rules.isError && <ErrorState title={t('rules_failed')} problem={Problem.from(rules.error)} onRetry={() => void rules.refetch()} />}
        {rules.data && <Editor key={rules.data.version} set={rules.data} />}
      </div>
    </Page>
  );
}

function Editor({ set }: { set: RuleSet }) {
  const { t, i18n } = useTranslation('approvals');
  const may = useCan(RULES, 'update');
  const queries = useQueryClient();
  const [rows, setRows] = useState<Rule[]>(set.rules);
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const words = (items: RuleSet['kinds']) => items.map((i) => ({ value: i.value, label: i18n.language.startsWith('en') ? i.en : i.zh }));
  const change = (at: number, patch: Partial<Rule>) => setRows(rows.map((r, i) => (i === at ? { ...r, ...patch } : r)));
  const move = (at: number, by: number) => { const now = [...rows]; const [taken] = now.splice(at, 1); if (taken) now.splice(at + by, 0, taken); setRows(now); };
  const save = async () => {
    setBusy(true);
    setFault('');
    try {
      await api.put<RuleSet>(`/approval-rules/${set.subject}`, { rules: rows }, { version: set.version });
      await queries.invalidateQueries({ queryKey: [RULES] });
      toast(t('rules_saved'));
    } catch (error) { setFault(Problem.from(error).message); } finally { setBusy(false); }
  };
  const dirty = JSON.stringify(rows) !== JSON.stringify(set.rules);
  return (
    <Section title={i18n.language.startsWith('en') ? set.en : set.zh} note={t('first_counts')}>
      {rows.length === 0 && <p className="t3">{t('no_rules')}</p>}
      <ol className="ap-rules">
        {rows.map((rule, i) => (
          <li key={i}>
            <label className="col g4"><span className="lbl">{t('rule.kinds')}</span><Select mode="multiple" disabled={!may} value={rule.kinds} options={words(set.kinds)} placeholder={t('rule.all')} onChange={(kinds) => change(i, { kinds })} aria-label={t('rule.kinds')} /></label>
            <label className="col g4"><span className="lbl">{t('rule.decider')}</span><Select disabled={!may} value={rule.decider} options={words(set.deciders)} onChange={(decider) => change(i, { decider })} aria-label={t('rule.decider')} /></label>
            <label className="col g4"><span className="lbl">{t('rule.again')}</span><Select mode="multiple" disabled={!may} value={rule.again} options={words(set.fields)} placeholder={t('rule.never')} onChange={(again) => change(i, { again })} showSearch={{ optionFilterProp: 'label' }} aria-label={t('rule.again')} /></label>
            {may && (
              <span className="row">
                <button type="button" className="ib" disabled={i === 0} aria-label={t('rule.up', { n: i + 1 })} onClick={() => move(i, -1)}><ArrowUp size={15} aria-hidden /></button>
                <button type="button" className="ib" disabled={i === rows.length - 1} aria-label={t('rule.down', { n: i + 1 })} onClick={() => move(i, 1)}><ArrowDown size={15} aria-hidden /></button>
                <button type="button" className="ib" aria-label={t('rule.remove', { n: i + 1 })} onClick={() => setRows(rows.filter((_, at) => at !== i))}><Trash2 size={15} aria-hidden /></button>
              </span>
            )}
          </li>
        ))}
      </ol>
      <p role="alert" className="red mt8">{fault}</p>
      {may && (
        <div className="row g8 mt12">
          <Button icon={<Plus size={15} />} onClick={() => setRows([...rows, { kinds: [], decider: 'manager', again: ['name', 'uscc'] }])}>{t('rule.add')}</Button>
          <Button type="primary" loading={busy} disabled={!dirty} onClick={() => void save()}>{t('rules_save')}</Button>
        </div>
      )}
    </Section>
  );
}
