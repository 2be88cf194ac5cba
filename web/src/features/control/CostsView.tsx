import { Button } from 'antd';
import { Plus, Undo2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useCan } from '@/app/session';
import { idsOf } from '@/lib/bulk';
import { today } from '@/lib/dates';
import { useRefreshOf } from '@/lib/refresh';
import { DataTable, DateText, EmptyState, FormDialog, MoneyFigure, toast, type Column, type Field, type Selection, type Values } from '@/ui';
import { projects, tasksOf } from '@/features/timesheets/api';
import { ALL, COST, type CostRow } from './api';

const KINDS = ['labour', 'material', 'equipment', 'subcontract', 'other'];

/** Costs of one project, or of all that one may see. */
export function CostsView({ id }: { id?: string }) {
  const { t } = useTranslation('control');
  const [adding, setAdding] = useState(false);
  const refresh = useRefreshOf(ALL);
  const may = useCan(COST, 'create');
  const mayTake = useCan(COST, 'update');
  const columns: Column<CostRow>[] = [
    { key: 'spent_on', title: t('cost.spent_on'), width: 120, type: 'date', sort: true },
    ...(id ? [] : [{ key: 'project', title: t('cost.project'), width: 220, grow: true } as Column<CostRow>]),
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
      <div className={id ? 'row g8 wrap' : 'row g8 wrap ctl-top'}><span className="s13 t2">{t('cost.about')}</span><span className="sp" />{add}</div>
      <DataTable<CostRow>
        list="costs" resource={COST} noun={t('cost.noun')} counter={t('cost.counter')} columns={columns} defaultSort="-spent_on" scope={id ? [`project_id:in:${id}`] : undefined} embedded={id !== undefined}
        rowLabel={(c) => `${c.spent_on} ${c.amount}`} rowLink={id ? undefined : (c) => `/projects/${c.project_id}?tab=control&view=costs`}
        phoneRow={(c) => ({ title: (id ? '' : c.project) || c.task || t('cost.no_task'), line: <DateText value={c.spent_on} as="prose" />, figure: <MoneyFigure value={c.amount} /> })}
        sums={[{ key: 'amount', label: t('cost.sum') }]} bulk={mayTake ? [{ key: 'withdraw', label: t('cost.withdraw'), icon: Undo2, run: withdraw }] : undefined}
        empty={<EmptyState title={t('cost.none')} text={t('cost.none_text')} />}
      />
      {adding && <AddCost id={id} onClose={() => setAdding(false)} onDone={() => { setAdding(false); void refresh(); toast(t('done.cost')); }} />}
    </>
  );
}

function AddCost({ id, onClose, onDone }: { id?: string; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation('control');
  const fields = useMemo<Field[]>(() => {
    // The tasks that are offered follow the project that is chosen; the dialog keeps the latest choice.
    let project = id ?? '';
    const place: Field[] = id ? [] : [{ name: 'project_id', label: t('cost.project'), type: 'remote', source: projects, validate: (value) => { project = typeof value === 'string' ? value : ''; return undefined; } }];
    return [
      ...place,
      { name: 'spent_on', label: t('cost.spent_on'), type: 'date' },
      { name: 'kind', label: t('cost.kind'), type: 'choice', choices: KINDS.map((value) => ({ value, label: t(`cost_kind.${value}`) })) },
      { name: 'amount', label: t('cost.amount'), type: 'money', help: t('cost.amount_help') },
      { name: 'task_id', label: t('cost.task'), type: 'remote', source: (q, signal) => (project ? tasksOf(project, q, signal) : Promise.resolve([])), optional: true },
      { name: 'document', label: t('cost.document'), type: 'text', maxLength: 80, optional: true },
      { name: 'note', label: t('cost.note'), type: 'text', maxLength: 200, optional: true },
    ];
  }, [id, t]);
  const send = ({ project_id, ...values }: Values, idempotencyKey: string) =>
    api.post(`/projects/${id ?? String(project_id)}/costs`, { ...values, task_id: values.task_id || null, document: values.document ?? '', note: values.note ?? '' }, { idempotencyKey });
  return <FormDialog open title={t('cost.add')} submitText={t('cost.add')} onCancel={onClose} onDone={onDone} fields={fields} initial={{ spent_on: today(), kind: 'material' }} onSubmit={(values, { idempotencyKey }) => send(values, idempotencyKey)} />;
}
