import './loyalty.css';
import { Button } from 'antd';
import { Scale, Wrench } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { useJob } from '@/lib/jobs';
import { useRefreshAny } from '@/lib/refresh';
import { DataTable, EmptyState, Figures, Page, Tag, toast, type Column, type Selection } from '@/ui';
import { DIFFERENCE, mend, reconcile, useCompany, type DifferenceRow } from './keeping';
import { LoyaltyTabs } from './LoyaltyTabs';
import { count, Moved } from './Points';

/** The ledger against the facts: what the company's accounts hold, what differs, and how it is mended. */
export function Component() {
  const { t } = useTranslation('loyalty');
  const may = useCan(DIFFERENCE, 'mend');
  const refresh = useRefreshAny();
  const company = useCompany().data;
  const account = (code: string) => company?.accounts.find((a) => a.code === code)?.balance ?? 0;
  const columns: Column<DifferenceRow>[] = [
    { key: 'client', title: t('col.client'), width: 260, grow: true },
    { key: 'kind', title: t('diff.kind'), width: 110, type: 'choice', sort: true },
    { key: 'points', title: t('col.amount'), width: 110, align: 'right', render: (d) => <Moved value={d.points} /> },
    { key: 'source', title: t('diff.source'), width: 120, render: (d) => <span>{t(`diff.of.${d.source.split('.')[1] ?? ''}`)}</span> },
    { key: 'happened_on', title: t('diff.happened'), width: 120, type: 'date', sort: true },
    { key: 'found_at', title: t('diff.found'), width: 110, type: 'ago', sort: true },
    { key: 'mended_at', title: t('diff.mended'), width: 150, render: (d) => (d.mended_at ? <Tag>{d.mended_by}</Tag> : <span className="t3">{t('diff.open')}</span>) },
  ];
  const mendAll = async (chosen: Selection) => {
    try {
      for (const id of chosen.ids) await mend(id);
      toast(t('diff.done', { count: chosen.ids.length }));
    } catch (failure) { toast({ text: Problem.from(failure).message, tone: 'bad' }); }
    await refresh(DIFFERENCE, 'loyalty.account');
  };
  return (
    <Page title={t('tab.reconciliation')} crumb={<LoyaltyTabs />} actions={may && <Run />}>
      <div className="lo-company">
        {company && <Figures items={[
          { key: 'clients', label: t('diff.clients'), value: count(company.clients), note: company.clients === company.snapshot ? t('diff.agrees') : t('diff.differs', { points: count(company.snapshot) }) },
          { key: 'issued', label: t('diff.issued'), value: count(account('issued')) },
          { key: 'redeemed', label: t('diff.redeemed'), value: count(account('redeemed')) },
          { key: 'expired', label: t('diff.expired'), value: count(account('expired')) },
          { key: 'debt', label: t('stat.debt'), value: count(company.debt) },
        ]} />}
        <p className="s13 t3 mt8">{t('diff.note')}</p>
      </div>
      <DataTable<DifferenceRow>
        list="points-differences" path="/points/differences" resource={DIFFERENCE} noun={t('diff.noun')} columns={columns} defaultSort="-found_at"
        rowLabel={(d) => d.client} rowLink={(d) => `/clients/${d.client_id}?tab=points`} phoneRow={(d) => ({ title: d.client, line: t(`diff.of.${d.source.split('.')[1] ?? ''}`), figure: <Moved value={d.points} /> })}
        views={[{ key: 'open', name: t('diff.view_open'), query: 'filter=mended:eq:false' }]}
        bulk={may ? [{ key: 'mend', label: t('diff.mend'), icon: Wrench, run: mendAll }] : undefined}
        empty={<EmptyState title={t('diff.empty')} text={t('diff.empty_text')} />}
      />
    </Page>
  );
}

function Run() {
  const { t } = useTranslation('loyalty');
  const refresh = useRefreshAny();
  const [job, setJob] = useState<string | null>(null);
  const status = useJob(job).data?.status;
  useEffect(() => { if (status === 'done') void refresh(DIFFERENCE); }, [refresh, status]);
  const begin = () => void reconcile().then(setJob).catch((e: Error) => toast({ text: e.message, tone: 'bad' }));
  return <Button icon={<Scale size={15} />} loading={status === 'queued' || status === 'running'} onClick={begin}>{t('diff.run')}</Button>;
}
