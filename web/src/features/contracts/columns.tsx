import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Money, Status, type Column } from '@/ui';
import type { ContractRow, ReceiptRow, ReceivableRow } from './api';
import { DueDate, InstalmentState } from './State';

const Nothing = () => <span className="t3">—</span>;
const isZero = (amount: string) => /^0(\.0+)?$/.test(amount);

export function useContractColumns(): Column<ContractRow>[] {
  const { t } = useTranslation('contracts');
  return useMemo<Column<ContractRow>[]>(() => [
    { key: 'title', title: t('col.contract'), width: 180, sort: true, render: (c) => <span className="el" title={c.title}>{c.title}</span> },
    { key: 'number', title: t('col.number'), width: 134, sort: true, render: (c) => (c.number ? <span className="num">{c.number}</span> : <Nothing />) },
    { key: 'client', title: t('col.client'), width: 152, sort: true },
    { key: 'status', title: t('col.status'), width: 110, render: (c) => <Status state={`contract.${c.status}`} /> },
    { key: 'amount', title: t('col.amount'), width: 106, type: 'money', sort: true },
    { key: 'received', title: t('col.received'), width: 100, type: 'money', sort: true, render: (c) => (isZero(c.received) ? <Nothing /> : <Money value={c.received} />) },
    { key: 'overdue', title: t('col.overdue'), width: 98, type: 'money', render: (c) => (isZero(c.overdue) ? <Nothing /> : <Money value={c.overdue} tone="red" />) },
    { key: 'owed', title: t('col.owed'), width: 104, type: 'money', sort: true, render: (c) => (isZero(c.owed) ? <Nothing /> : <Money value={c.owed} />) },
    { key: 'next_due_on', title: t('col.next_due'), width: 116, type: 'date', sort: true },
    { key: 'owner', title: t('col.owner'), width: 92, type: 'person' },
    { key: 'signed_on', title: t('col.signed'), width: 110, type: 'date', sort: true, hidden: true },
    { key: 'ends_on', title: t('col.ends'), width: 110, type: 'date', sort: true, hidden: true },
    { key: 'credit', title: t('col.credit'), width: 108, type: 'money', sort: true, hidden: true },
    { key: 'created_at', title: t('col.created'), width: 116, type: 'ago', sort: true, hidden: true },
  ], [t]);
}

export function useReceivableColumns(): Column<ReceivableRow>[] {
  const { t } = useTranslation('contracts');
  return useMemo<Column<ReceivableRow>[]>(() => [
    { key: 'contract', title: t('col.contract'), width: 200, sort: true, render: (r) => <span className="el" title={r.contract}>{r.contract}</span> },
    { key: 'title', title: t('col.instalment'), width: 92 },
    { key: 'client', title: t('col.client'), width: 176, sort: true },
    { key: 'amount', title: t('col.due_amount'), width: 100, type: 'money', sort: true },
    { key: 'received', title: t('col.received'), width: 100, type: 'money', sort: true, render: (r) => (isZero(r.received) ? <Nothing /> : <Money value={r.received} />) },
    { key: 'owed', title: t('col.owed'), width: 104, type: 'money', sort: true, render: (r) => <Money value={r.owed} tone={r.state === 'overdue' ? 'red' : undefined} /> },
    { key: 'due_on', title: t('col.due_on'), width: 112, type: 'date', sort: true, render: (r) => <DueDate row={r} /> },
    { key: 'state', title: t('col.status'), width: 162, render: (r) => <InstalmentState row={r} /> },
    { key: 'owner', title: t('col.owner'), width: 92, type: 'person' },
    { key: 'number', title: t('col.number'), width: 128, hidden: true },
    { key: 'kind', title: t('col.kind'), width: 90, hidden: true, render: (r) => t(`kind.${r.kind}`) },
  ], [t]);
}

export function useReceiptColumns(): Column<ReceiptRow>[] {
  const { t } = useTranslation('contracts');
  return useMemo<Column<ReceiptRow>[]>(() => [
    { key: 'contract', title: t('col.contract'), width: 200, sort: true, render: (r) => <span className="el" title={r.contract}>{r.contract}</span> },
    { key: 'client', title: t('col.client'), width: 168, sort: true },
    { key: 'amount', title: t('col.receipt'), width: 108, type: 'money', sort: true, render: (r) => <Money value={r.amount} tone={r.state === 'recorded' ? undefined : 't2'} /> },
    { key: 'received_on', title: t('col.received_on'), width: 116, type: 'date', sort: true },
    { key: 'state', title: t('col.status'), width: 92, render: (r) => <Status state={`receipt.${r.state}`} /> },
    { key: 'payer', title: t('col.payer'), width: 130, sort: true },
    { key: 'reference', title: t('col.reference'), width: 156 },
    { key: 'recorded_by', title: t('col.recorded_by'), width: 92, type: 'person' },
    { key: 'number', title: t('col.number'), width: 128, hidden: true },
    { key: 'reason', title: t('col.reason'), width: 160, hidden: true },
    { key: 'created_at', title: t('col.recorded_at'), width: 116, type: 'ago', sort: true, hidden: true },
  ], [t]);
}
