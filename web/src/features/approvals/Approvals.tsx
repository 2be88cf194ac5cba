import { Button } from 'antd';
import { Check, Undo2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCan } from '@/app/session';
import { DataTable, DateText, EmptyState, Page, Status, toast, type BulkAction, type Column, type Selection } from '@/ui';
import { APPROVAL, RULES, useDecided, withdraw, type Approval } from './api';
import { DecideDialog } from './DecideDialog';
import { DecideManyDialog } from './DecideManyDialog';
import { idsOf } from '@/lib/bulk';

/** What decisions are on, to be read again. */
const RECORDS = ['clients.client'];

/** What waits for the reader's decision, and what became of what he asked for. */
export function Component() {
  const { t, i18n } = useTranslation('approvals');
  const mayRule = useCan(RULES, 'view');
  const decided = useDecided();
  const [open, setOpen] = useState<{ row: Approval; approve: boolean } | null>(null);
  const [many, setMany] = useState<{ ids: string[]; approve: boolean } | null>(null);
  const bulk = useMemo<BulkAction[]>(() => {
    const pick = (approve: boolean) => async (chosen: Selection) => setMany({ ids: await idsOf('/approvals', chosen), approve });
    return [
      { key: 'approve', label: t('approve'), icon: Check, run: pick(true) },
      { key: 'reject', label: t('reject'), icon: Undo2, run: pick(false) },
    ];
  }, [t]);
  const columns = useMemo<Column<Approval>[]>(() => {
    const back = (row: Approval) => void withdraw(row.id).then(() => { void decided(row.subject); toast(t('withdrawn', { title: row.title })); }).catch((e: Error) => toast({ text: e.message, tone: 'bad' }));
    return [
      { key: 'title', title: t('col.title'), width: 240, render: (a) => <span className="el" title={a.title}>{a.title}</span> },
      {
        key: 'act', title: t('col.act'), width: 150,
        render: (a) => (
          // The row itself opens the record.
          // eslint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events
          <span className="row g6" onClick={(e) => e.stopPropagation()}>
            {a.may_decide && <Button size="small" onClick={() => setOpen({ row: a, approve: true })} aria-label={t('approve_title', { title: a.title })}>{t('approve')}</Button>}
            {a.may_decide && <Button size="small" onClick={() => setOpen({ row: a, approve: false })} aria-label={t('reject_title', { title: a.title })}>{t('reject')}</Button>}
            {a.may_withdraw && <Button size="small" type="text" onClick={() => back(a)} aria-label={t('withdraw_named', { title: a.title })}>{t('withdraw')}</Button>}
          </span>
        ),
      },
      { key: 'kind', title: t('col.kind'), width: 100, render: (a) => (i18n.language.startsWith('en') ? a.kind_en : a.kind) },
      { key: 'note', title: t('col.note'), width: 160, render: (a) => (a.note ? <span className="el" title={a.note}>{a.note}</span> : <span className="t3">—</span>) },
      { key: 'asked_by', title: t('col.asked_by'), width: 110, type: 'person' },
      { key: 'created_at', title: t('col.created_at'), width: 92, type: 'ago', sort: true },
      { key: 'state', title: t('col.state'), width: 100, sort: true, render: (a) => <Status state={`approval.${a.state}`} /> },
      { key: 'decided_by', title: t('col.decided_by'), width: 110, type: 'person', render: (a) => (a.state === 'approved' || a.state === 'rejected' ? a.decided_by : <span className="t3">—</span>) },
      { key: 'comment', title: t('col.comment'), width: 150, render: (a) => (a.comment ? <span className="el" title={a.comment}>{a.comment}</span> : <span className="t3">—</span>) },
      { key: 'decided_at', title: t('col.decided_at'), width: 100, hidden: true, render: (a) => (a.decided_at ? <DateText value={a.decided_at} as="ago" /> : <span className="t3">—</span>) },
    ];
  }, [decided, i18n.language, t]);
  return (
    <Page title={t('title')} actions={mayRule && <Link to="/approvals/rules"><Button tabIndex={-1}>{t('rules')}</Button></Link>}>
      <DataTable<Approval>
        list="approvals" resource={APPROVAL} noun={t('noun')} columns={columns} defaultSort="-created_at" bulk={bulk} rowLink={(a) => a.link} rowLabel={(a) => a.title} searchPlaceholder={t('search')}
        views={[{ key: 'for_me', name: t('view.for_me'), query: 'filter=for_me:eq:true' }, { key: 'mine', name: t('view.mine'), query: 'filter=asked_by_me:eq:true' }]}
        phoneRow={(a) => ({ title: a.title, line: [a.asked_by, a.note].filter(Boolean).join(' · '), state: <Status state={`approval.${a.state}`} /> })}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
      />
      {open && <DecideDialog id={open.row.id} record={open.row.subject} title={open.row.title} approve={open.approve} onClose={() => setOpen(null)} />}
      {many && <DecideManyDialog ids={many.ids} records={RECORDS} approve={many.approve} onClose={() => setMany(null)} />}
    </Page>
  );
}
