import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useCan } from '@/app/session';
import { DataTable, EmptyState, Page, toast, type Column } from '@/ui';
import { SEGMENT, useRefresh, useSize, type SegmentRow } from './api';
import { CareTabs } from './CareTabs';
import { ConditionWords } from './Conditions';
import { SegmentDialog } from './SegmentDialog';

/** Named filters of clients; each opens those who pass now. `?new=1` begins one with the filters of the address. */
export function Component() {
  const { t, i18n } = useTranslation('care');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [params] = useSearchParams();
  const given = params.getAll('with');
  const [open, setOpen] = useState(params.get('new') === '1');
  const mayCreate = useCan(SEGMENT, 'create');
  const sharedWith = (s: SegmentRow) => (s.share === 'department' ? s.shared_department : s.share === 'role' ? (i18n.language.startsWith('en') ? s.shared_role_en : s.shared_role) : null) ?? t(`share.${s.share}`);
  const columns: Column<SegmentRow>[] = [
    { key: 'name', title: t('segment.name'), width: 200, sort: true },
    { key: 'count', title: t('segment.clients'), width: 96, align: 'right', render: (s) => <Count id={s.id} /> },
    { key: 'filters', title: t('segment.filters'), width: 320, grow: true, render: (s) => <ConditionWords filters={s.filters} /> },
    { key: 'share', title: t('segment.share'), width: 120, sort: true, render: sharedWith },
    { key: 'made_by', title: t('segment.made_by'), width: 104, type: 'person' },
    { key: 'updated_at', title: t('segment.updated'), width: 120, type: 'ago', sort: true },
    { key: 'note', title: t('segment.note'), width: 200, hidden: true },
  ];
  const add = mayCreate && <Button type="primary" icon={<Plus size={15} />} onClick={() => setOpen(true)}>{t('segment.new')}</Button>;
  return (
    <Page title={t('tab.segments')} crumb={<CareTabs place="segments" />} actions={add}>
      <DataTable<SegmentRow>
        list="segments" resource={SEGMENT} noun={t('segment.noun')} columns={columns} defaultSort="name" searchPlaceholder={t('segment.search')} exportable={false}
        rowLink={(s) => `/segments/${s.id}`} rowLabel={(s) => s.name} onCreate={mayCreate ? () => setOpen(true) : undefined}
        phoneRow={(s) => ({ title: s.name, line: sharedWith(s), figure: <Count id={s.id} /> })}
        views={[{ key: 'mine', name: t('segment.view_mine'), query: 'filter=mine:eq:true' }]}
        empty={<EmptyState title={t('segment.empty_title')} text={t('segment.empty_text')} />}
      />
      {open && <SegmentDialog filters={given} onClose={() => setOpen(false)} onDone={(made) => { setOpen(false); void refresh(SEGMENT, 'kit.list'); toast(t('segment.made', { name: made.name })); void navigate(`/segments/${made.id}`); }} />}
    </Page>
  );
}

function Count({ id }: { id: string }) {
  const { t, i18n } = useTranslation('care');
  const size = useSize(id).data;
  if (!size) return <span className="t3">…</span>;
  if (size.count === null) return <span className="t3" title={t('segment.fault', { what: size.fault })}>—</span>;
  return <span className="num">{size.count.toLocaleString(i18n.language)}{size.capped && '+'}</span>;
}
