import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { randomId } from '@/lib/ids';
import { DataTable, EmptyState, Page, Status, Tag, toast, type Column } from '@/ui';
import { CareTabs } from './CareTabs';
import { CREDIT_RULE, draftRule, type RuleRow } from './credit';
import { useRefresh } from './api';

/** The versions of the rule by which credit grades are computed. */
export function Component() {
  const { t } = useTranslation('care');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const may = useCan(CREDIT_RULE, 'update');
  const [busy, setBusy] = useState(false);
  const draft = async () => {
    setBusy(true);
    try {
      const made = await draftRule(randomId());
      await refresh(CREDIT_RULE);
      void navigate(`/credit/rules/${made.id}`);
    } catch (failure) { toast({ text: Problem.from(failure).message, tone: 'bad' }); } finally { setBusy(false); }
  };
  const called = (r: RuleRow) => (r.no === null ? t('rules.draft') : t('rules.version', { no: r.no }));
  const columns: Column<RuleRow>[] = [
    { key: 'no', title: t('rules.no'), width: 160, sort: true, render: (r) => <span className="row g8"><span>{called(r)}</span>{r.counts && <Tag>{t('rules.counts')}</Tag>}</span> },
    { key: 'state', title: t('rules.state'), width: 120, sort: true, render: (r) => <Status state={`approval.${r.state === 'draft' ? 'withdrawn' : r.state}`}>{t(`rule_state.${r.state}`)}</Status> },
    { key: 'in_force_on', title: t('rules.in_force'), width: 120, type: 'date', sort: true },
    { key: 'note', title: t('rules.note'), width: 280, grow: true },
    { key: 'made_by', title: t('rules.made_by'), width: 110, type: 'person' },
    { key: 'approved_by', title: t('rules.approved_by'), width: 110, type: 'person' },
    { key: 'approved_at', title: t('rules.approved_at'), width: 104, type: 'ago', sort: true },
  ];
  return (
    <Page title={t('tab.credit_rules')} crumb={<CareTabs place="credit" />} actions={may && <Button type="primary" icon={<Plus size={15} />} loading={busy} onClick={() => void draft()}>{t('rules.new')}</Button>}>
      <DataTable<RuleRow>
        list="credit-rules" path="/credit/rules" resource={CREDIT_RULE} noun={t('rules.noun')} columns={columns} defaultSort="-created_at" exportable={false}
        rowLink={(r) => `/credit/rules/${r.id}`} rowLabel={called} phoneRow={(r) => ({ title: called(r), line: r.note, state: r.counts ? <Tag>{t('rules.counts')}</Tag> : undefined })}
        empty={<EmptyState title={t('rules.empty')} text={t('rules.empty_text')} />}
      />
    </Page>
  );
}
