import './audit.css';
import { useTranslation } from 'react-i18next';
import { DataTable, DateText, EmptyState, Page, type Column } from '@/ui';
import { ENTRY, useWords, type EntryRow } from './api';
import { SealState } from './SealState';

/** Who did what to which record, when, from where and why. */
export function Component() {
  const { t } = useTranslation('audit');
  const word = useWords();
  const what = (e: EntryRow) => <span className={e.action === 'refused' || e.action.startsWith('sign_in_') ? 'red' : undefined}>{word('action', e.action)}</span>;
  const columns: Column<EntryRow>[] = [
    { key: 'at', title: t('col.at'), width: 152, sort: true, render: (e) => <DateText value={e.at} as="stamp" /> },
    { key: 'actor', title: t('col.actor'), width: 112, type: 'person' },
    { key: 'action', title: t('col.action'), width: 128, render: what },
    { key: 'resource', title: t('col.resource'), width: 104, type: 'choice' },
    { key: 'title', title: t('col.title'), width: 200, grow: true },
    { key: 'reason', title: t('col.reason'), width: 140 },
    { key: 'channel', title: t('col.channel'), width: 96, type: 'choice' },
    { key: 'address', title: t('col.address'), width: 124 },
    { key: 'device', title: t('col.device'), width: 200, hidden: true },
    { key: 'object_id', title: t('col.object_id'), width: 280, hidden: true },
    { key: 'request_id', title: t('col.request_id'), width: 200, hidden: true },
    { key: 'id', title: t('col.id'), width: 88, type: 'number', hidden: true },
  ];
  return (
    <Page title={t('title')}>
      <SealState />
      <DataTable<EntryRow>
        list="audit" resource={ENTRY} noun={t('noun')} counter={t('counter')} columns={columns} defaultSort="-at" searchPlaceholder={t('search')}
        rowLink={(e) => `/audit/${e.id}`} rowLabel={(e) => t('label', { id: e.id })}
        phoneRow={(e) => ({ title: <>{e.actor || t('nobody')} · {what(e)}</>, line: [word('resource', e.resource), e.title].filter(Boolean).join(' · '), figure: <DateText value={e.at} as="ago" /> })}
        views={[
          { key: 'refused', name: t('view.refused'), query: 'filter=action:in:refused' },
          { key: 'sign_ins', name: t('view.sign_ins'), query: 'filter=action:in:sign_in,sign_in_failed,sign_in_locked,sign_out' },
          { key: 'exports', name: t('view.exports'), query: 'filter=action:in:export,reveal' },
          { key: 'rights', name: t('view.rights'), query: 'filter=resource:in:accounts.user,accounts.department,accounts.role' },
        ]}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
      />
    </Page>
  );
}
