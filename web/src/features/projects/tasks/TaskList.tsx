import { CircleCheck, UserRoundCog } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { idsOf, inChunks } from '@/lib/bulk';
import { people } from '@/lib/sources';
import { DataTable, DateText, EmptyState, FormDialog, Status, toast, type BulkAction, type Column, type Selection } from '@/ui';
import { PROJECT, refresh } from '../api';
import { assign, report, type Reported, type TaskRow } from './api';

export const taskLink = (r: TaskRow) => `/projects/${r.project_id}?tab=plan&task=${r.id}`;

/** All tasks that one may see: open and due first, done last. */
export function TaskList() {
  const { t } = useTranslation('tasks');
  const [giving, setGiving] = useState<Selection | null>(null);
  const columns: Column<TaskRow>[] = [
    { key: 'name', title: t('col.name'), width: 240, grow: true, sort: true },
    { key: 'project', title: t('col.project'), width: 200, sort: true },
    { key: 'state', title: t('col.state'), width: 108, sort: true, render: (r) => <Status state={`task.${r.late ? 'late' : r.state}`} /> },
    { key: 'percent', title: t('col.percent'), width: 84, type: 'percent', sort: true },
    { key: 'start', title: t('col.start'), width: 108, sort: true, align: 'right', render: (r) => <DateText value={r.start} /> },
    { key: 'finish', title: t('col.finish'), width: 150, sort: true, align: 'right', render: (r) => <DateText value={r.finish} as={r.state === 'done' ? 'table' : 'due'} /> },
    { key: 'owner', title: t('col.owner'), width: 104, type: 'person' },
    { key: 'client', title: t('col.client'), width: 160, hidden: true },
    { key: 'critical', title: t('col.critical'), width: 92, type: 'bool', hidden: true },
  ];
  const told = (answer: Reported, key: string, back: () => Promise<unknown>) => {
    const text = answer.refused.length ? t(`${key}_some`, { count: answer.done.length, refused: answer.refused.length }) : t(key, { count: answer.done.length });
    toast({ text, undo: async () => { await back(); await refresh(); } });
  };
  const finish = async (selection: Selection) => {
    try {
      const answer = await inChunks((await idsOf('/tasks', selection)).map((id) => ({ id, percent: 100 })), report);
      await refresh();
      told(answer, 'done.finished', () => inChunks(answer.done.map((b) => ({ id: b.id, percent: b.percent })), report));
    } catch (e) { toast({ text: Problem.from(e).message, tone: 'bad' }); }
  };
  const bulk: BulkAction[] = [
    { key: 'finish', label: t('bulk.finish'), icon: CircleCheck, run: finish },
    { key: 'assign', label: t('bulk.assign'), icon: UserRoundCog, run: (s) => setGiving(s) },
  ];
  return (
    <>
      <DataTable<TaskRow>
        list="tasks" resource={PROJECT} noun={t('noun')} columns={columns} defaultSort="state" searchPlaceholder={t('search')} rowLink={taskLink} rowLabel={(r) => r.name} bulk={bulk}
        phoneRow={(r) => ({ title: r.name, line: [r.project, r.owner].filter(Boolean).join(' · '), state: <Status state={`task.${r.late ? 'late' : r.state}`} />, figure: `${r.percent}%` })}
        views={[
          { key: 'mine', name: t('view.mine'), query: 'filter=owner:in:me&filter=state:in:todo,doing,waiting' }, { key: 'late', name: t('view.late'), query: 'filter=late:eq:true' },
          { key: 'week', name: t('view.week'), query: 'filter=finish:between:today,today+7&filter=state:in:todo,doing,waiting' }, { key: 'doing', name: t('view.doing'), query: 'filter=state:in:doing,waiting' },
        ]}
        empty={<EmptyState title={t('empty')} text={t('empty_text')} />}
      />
      {giving && (
        <FormDialog<Reported>
          open title={t('assign.title', { count: giving.count })} initial={{}} submitText={t('assign.submit')} onCancel={() => setGiving(null)} fields={[{ name: 'owner_id', label: t('col.owner'), type: 'person', source: people }]}
          onSubmit={async (v) => inChunks((await idsOf('/tasks', giving)).map((id) => ({ id, owner_id: String(v.owner_id) })), assign)}
          onDone={(answer) => { setGiving(null); void refresh(); told(answer, 'done.assigned', () => inChunks(answer.done.map((b) => ({ id: b.id, owner_id: b.owner_id })), assign)); }}
        />
      )}
    </>
  );
}
