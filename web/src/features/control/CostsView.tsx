import { Button } from 'antd';
import { Plus, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useCan } from '@/app/session';
import { idsOf } from '@/lib/bulk';
import { today } from '@/lib/dates';
import { useRefreshOf } from '@/lib/refresh';
import { DataTable, DateText, EmptyState, FormDialog, MoneyFigure, toast, type Column, type Selection } from '@/ui';
import { ALL, COST, useEarned, type CostRow } from './api';

const KINDS = ['labour', 'material', 'equipment', 'subcontract', 'other'];

export function CostsView({ id }: { id: string }) {
  const { t } = useTranslation('control');
  const [adding, setAdding] = useState(false);
  const refresh = useRefreshOf(ALL);
  const may = useCan(COST, 'create');
  const mayTake = useCan(COST, 'update');
  const columns: Column<CostRow>[] = [
    { key: 'spent_on', title: t('cost.spent_on'), width: 120, type: 'date', sort: true },
    { key: 'kind', title: t('cost.kind'), width: 110, type: 'choice' },
    { key: 'amount', title: t('cost.amount'), width: 130, type: 'money', sort: true },
    { key: 'task', title: t('cost.task'), width: 220, render: (c) => c.task || <span className="t3">{t('cost.no_task')}</span> },
    { key: 'document', title: t('cost.document'), width: 140 },
    { key: 'note', title: t('cost.note'), grow: true },
    { key: 'by_name', title: t('cost.by'), width: 100 },
  ];
  const withdraw = async (selection: Selection) => {
    const ids = await idsOf('/costs', selection);
    for (const one of ids) await api.post(`/costs/${one}/withdraw`);
    await refresh();
    toast({ text: t('done.withdrawn', { count: ids.length }), undo: async () => { for (const one of ids) await api.post(`/costs/${one}/restore`); await refresh(); } });
  };
  const add = may && <Button type="primary" icon={<Plus size={15} />} onClick={() => setAdding(true)}>{t('cost.add')}</Button>;
  return (
    <>
      <div className="row g8 wrap"><span className="s13 t2">{t('cost.about')}</span><span className="sp" />{add}</div>
      <DataTable<CostRow>
        list="costs" resource={COST} noun={t('cost.noun')} counter={t('cost.counter')} columns={columns} defaultSort="-spent_on" scope={[`project_id:in:${id}`]} embedded
        rowLabel={(c) => `${c.spent_on} ${c.amount}`} phoneRow={(c) => ({ title: c.task || t('cost.no_task'), line: <DateText value={c.spent_on} as="prose" />, figure: <MoneyFigure value={c.amount} /> })}
        sums={[{ key: 'amount', label: t('cost.sum') }]} bulk={mayTake ? [{ key: 'withdraw', label: t('cost.withdraw'), icon: Undo2, run: withdraw }] : undefined}
        empty={<EmptyState title={t('cost.none')} text={t('cost.none_text')} />}
      />
      {adding && <AddCost id={id} onClose={() => setAdding(false)} onDone={() => { setAdding(false); void refresh(); toast(t('done.cost')); }} />}
    </>
  );
}

function AddCost({ id, onClose, onDone }: { id: string; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation('control');
  const earned = useEarned(id, '').data;
  const tasks = (q: string) => Promise.resolve((earned?.rows ?? []).filter((r) => !r.summary && (r.name.includes(q) || r.wbs.startsWith(q))).slice(0, 30).map((r) => ({ value: r.id, label: r.name, note: r.wbs })));
  return (
    <FormDialog
      open title={t('cost.add')} submitText={t('cost.add')} onCancel={onClose} onDone={onDone}
      fields={[
        { name: 'spent_on', label: t('cost.spent_on'), type: 'date' },
        { name: 'kind', label: t('cost.kind'), type: 'choice', choices: KINDS.map((value) => ({ value, label: t(`cost_kind.${value}`) })) },
        { name: 'amount', label: t('cost.amount'), type: 'money', help: t('cost.amount_help') },
        { name: 'task_id', label: t('cost.task'), type: 'remote', source: tasks, optional: true },
        { name: 'document', label: t('cost.document'), type: 'text', maxLength: 80, optional: true },
        { name: 'note', label: t('cost.note'), type: 'text', maxLength: 200, optional: true },
      ]}
      initial={{ spent_on: today(), kind: 'material' }}
      onSubmit={(values, { idempotencyKey }) => api.post(`/projects/${id}/costs`, { ...values, task_id: values.task_id || null, document: values.document ?? '', note: values.note ?? '' }, { idempotencyKey })}
    />
  );
}
