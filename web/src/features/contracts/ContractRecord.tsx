import { Button } from 'antd';
import { BadgeCheck, Pencil, Plus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { recordTabs } from '@/app/features';
import { allowed, useMe } from '@/app/session';
import { DateText, LazyTab, RecordGate, RecordPage, StatusPill, toast } from '@/ui';
import { archive, CONTRACT, RECEIPT, restore, useContract, useRefresh, type Contract } from './api';
import { ActivateDialog, CloseDialog, CreditDialog } from './dialogs';
import { HistoryTab } from './HistoryTab';
import { PlanTab } from './PlanTab';
import { ReceiptDrawer } from './ReceiptDrawer';
import { ReceiptsTab } from './ReceiptsTab';
import './contracts.css';

/** A contract: what was agreed, what came in, what is due. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('contracts');
  const contract = useContract(id);
  return <RecordGate query={contract} title={t('title')} failed={t('failed')} back={{ to: '/contracts', label: t('title') }}>{(one) => <Record contract={one} />}</RecordGate>;
}

type Asked = 'receipt' | 'activate' | 'complete' | 'terminate' | 'credit' | null;

/** What the state of the contract allows of what the person may do. */
function useMore(contract: Contract, ask: (what: Asked) => void) {
  const { t } = useTranslation('contracts');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const can = (action: string) => contract.can.includes(action);
  const setArchived = async (now: boolean): Promise<void> => {
    await (now ? archive : restore)(contract.id);
    await refresh();
    toast(now ? { text: t('done.archived', { title: contract.title }), undo: () => setArchived(false) } : t('done.restored'));
  };
  const draft = contract.status === 'draft';
  const live = contract.status === 'in_force';
  return [
    ...(live && can('plan') ? [{ key: 'plan', label: t('act.plan'), onClick: () => void navigate(`/contracts/${contract.id}/plan`) }] : []),
    ...(live && can('update') ? [{ key: 'edit', label: t('act.edit'), onClick: () => void navigate(`/contracts/${contract.id}/edit`) }] : []),
    ...(!draft && can('record_receipt') && contract.figures.credit !== '0.00' && contract.figures.owed !== '0.00' ? [{ key: 'credit', label: t('act.credit'), onClick: () => ask('credit') }] : []),
    ...(live && can('complete') ? [{ key: 'complete', label: t('act.complete'), onClick: () => ask('complete') }] : []),
    ...(live && can('terminate') ? [{ key: 'terminate', label: t('act.terminate'), danger: true, onClick: () => ask('terminate') }] : []),
    ...(draft && can('archive') ? [{ key: 'archive', label: t(contract.archived_at ? 'act.restore' : 'act.archive'), onClick: () => void setArchived(!contract.archived_at).catch((e: Error) => toast({ text: e.message, tone: 'bad' })) }] : []),
  ];
}

function useMeta(contract: Contract): ReactNode[] {
  const { t } = useTranslation('contracts');
  const day = (key: string, value: string | null) => value && <span className="nw">{t(key)} <DateText value={value} /></span>;
  return [
    <>{t('meta.client')} <Link to={`/clients/${contract.client_id}`}>{contract.client}</Link></>,
    day('meta.signed', contract.signed_on), day('meta.ends', contract.ends_on),
    t('meta.tax', { rate: Number(contract.tax_rate) }), <span className="nw">{t('meta.defects', { count: contract.defects_months })}</span>, contract.owner,
  ];
}

function Record({ contract }: { contract: Contract }) {
  const { t } = useTranslation('contracts');
  const { t: nav } = useTranslation('nav');
  const me = useMe();
  const [asked, setAsked] = useState<Asked>(null);
  const more = useMore(contract, setAsked);
  const meta = useMeta(contract);
  const can = (action: string) => contract.can.includes(action);
  const draft = contract.status === 'draft' && !contract.archived_at;
  const close = () => setAsked(null);
  const edit = `/contracts/${contract.id}/edit`;
  const navigate = useNavigate();
  const extra = recordTabs(CONTRACT, (resource) => allowed(me, resource)).map((tab) => ({
    key: tab.key, label: nav(tab.labelKey), wide: true, content: <LazyTab><tab.component id={contract.id} /></LazyTab>,
  }));
  return (
    <>
      <RecordPage
        resource={CONTRACT} id={contract.id} title={contract.title} back={{ to: '/contracts', label: t('title') }} crumbs={[{ to: `/clients/${contract.client_id}`, label: contract.client }]}
        link={(to) => `/contracts/${to}`} status={<StatusPill state={contract.archived_at ? 'contract.archived' : `contract.${contract.status}`} />} tags={contract.number ? [contract.number] : []}
        meta={meta} more={more} onEdit={draft && can('update') ? () => void navigate(edit) : undefined}
        actions={
          <>
            {draft && can('update') && <Link to={edit}><Button icon={<Pencil size={15} />}>{t('act.edit_draft')}</Button></Link>}
            {draft && can('activate') && <Button type="primary" icon={<BadgeCheck size={15} />} onClick={() => setAsked('activate')}>{t('act.activate')}</Button>}
            {contract.status !== 'draft' && can('record_receipt') && <Button type="primary" icon={<Plus size={15} />} onClick={() => setAsked('receipt')}>{t('act.receipt')}</Button>}
          </>
        }
        tabs={[
          { key: 'plan', label: t('tab.plan'), content: <PlanTab contract={contract} /> },
          ...(contract.status !== 'draft' && allowed(me, RECEIPT) ? [{ key: 'receipts', label: t('tab.records'), count: contract.counts.receipts ?? undefined, content: <ReceiptsTab contract={contract} /> }] : []),
          ...extra,
          { key: 'history', label: t('tab.history'), content: <HistoryTab contract={contract} /> },
        ]}
      />
      {asked === 'receipt' && <ReceiptDrawer contract={contract} onClose={close} />}
      {asked === 'activate' && <ActivateDialog contract={contract} onClose={close} />}
      {asked === 'credit' && <CreditDialog contract={contract} onClose={close} />}
      {(asked === 'complete' || asked === 'terminate') && <CloseDialog contract={contract} what={asked} onClose={close} />}
    </>
  );
}
