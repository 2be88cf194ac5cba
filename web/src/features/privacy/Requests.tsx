import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/session';
import { DataTable, EmptyState, type Column } from '@/ui';
import { REQUEST, type RequestRow } from './api';
import { CloseDialog, RequestDialog } from './dialogs';
import { Frame } from './Frame';

/** What people have asked of us, and by when it must be answered. */
export function Component() {
  const { t } = useTranslation('privacy');
  const mayCreate = useCan(REQUEST, 'create');
  const mayClose = useCan(REQUEST, 'update');
  const [adding, setAdding] = useState(false);
  const [closing, setClosing] = useState<RequestRow | null>(null);
  const link = (r: RequestRow) => (r.contact_id ? `/privacy/people/contact/${r.contact_id}` : r.user_id ? `/privacy/people/user/${r.user_id}` : '/privacy/requests');
  const close = (r: RequestRow) => (mayClose && r.state === 'open' ? <Button size="small" onClick={(e) => { e.preventDefault(); e.stopPropagation(); setClosing(r); }}>{t('request.close')}</Button> : <span className="el" title={r.answer}>{t(`request.state.${r.state}`)}{r.answer ? ` · ${r.answer}` : ''}</span>);
  const columns: Column<RequestRow>[] = [
    { key: 'number', title: t('request.number'), width: 120 },
    { key: 'person', title: t('who'), width: 120 },
    { key: 'client', title: t('request.client'), width: 200, render: (r) => <span className="el">{r.client || '—'}</span> },
    { key: 'kind', title: t('request.what'), width: 120, render: (r) => t(`request.kind.${r.kind}`) },
    { key: 'received_on', title: t('request.received_on'), width: 110, type: 'date' },
    { key: 'due_on', title: t('request.due'), width: 110, type: 'date', sort: true },
    { key: 'handler', title: t('request.handler'), width: 100 },
    { key: 'state', title: t('request.outcome'), width: 180, render: close },
  ];
  return (
    <Frame actions={mayCreate && <Button type="primary" icon={<Plus size={15} />} onClick={() => setAdding(true)}>{t('request.new')}</Button>}>
      <DataTable<RequestRow>
        list="person-requests" path="/privacy/requests" resource={REQUEST} noun={t('request.noun')} columns={columns} defaultSort="due_on" rowLink={link} rowLabel={(r) => r.number} searchPlaceholder={t('request.search')}
        phoneRow={(r) => ({ title: `${r.number} ${r.person}`, line: [t(`request.kind.${r.kind}`), r.due_on].join(' · '), state: close(r) })}
        views={[{ key: 'open', name: t('request.state.open'), query: 'filter=state:in:open' }, { key: 'late', name: t('request.late'), query: 'filter=late:eq:true' }]}
        onCreate={mayCreate ? () => setAdding(true) : undefined} empty={<EmptyState title={t('request.none')} text={t('request.none_text')} />}
      />
      {adding && <RequestDialog onClose={() => setAdding(false)} />}
      {closing && <CloseDialog row={closing} onClose={() => setClosing(null)} />}
    </Frame>
  );
}
