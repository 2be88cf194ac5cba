import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/session';
import { DataTable, DateText, EmptyState, type Column } from '@/ui';
import { CONSENT, type ConsentListRow } from './api';
import { ConsentDialog } from './dialogs';
import { Frame } from './Frame';

export function Component() {
  const { t } = useTranslation('privacy');
  const may = useCan(CONSENT, 'create');
  const [adding, setAdding] = useState(false);
  const link = (c: ConsentListRow) => (c.contact_id ? `/privacy/people/contact/${c.contact_id}` : `/privacy/people/user/${c.user_id}`);
  const state = (c: ConsentListRow) => (c.withdrawn_at ? <DateText value={c.withdrawn_at} /> : <span className="t3">{t('consent.holds')}</span>);
  const columns: Column<ConsentListRow>[] = [
    { key: 'person', title: t('who'), width: 120 },
    { key: 'client', title: t('request.client'), width: 200, render: (c) => <span className="el">{c.client || '—'}</span> },
    { key: 'purpose', title: t('consent.for'), width: 180, render: (c) => t(`consent.purpose.${c.purpose}`) },
    { key: 'notice', title: t('consent.version'), width: 90, type: 'number' },
    { key: 'given_at', title: t('consent.given_on'), width: 120, type: 'date', sort: true },
    { key: 'how', title: t('consent.how'), width: 120, render: (c) => t(`how.${c.how}`) },
    { key: 'withdrawn_at', title: t('consent.withdrawn'), width: 120, render: state },
    { key: 'recorded_by', title: t('consent.by'), width: 100 },
  ];
  return (
    <Frame actions={may && <Button type="primary" icon={<Plus size={15} />} onClick={() => setAdding(true)}>{t('consent.new')}</Button>}>
      <DataTable<ConsentListRow>
        list="consents" path="/privacy/consents" resource={CONSENT} noun={t('consent.noun')} columns={columns} defaultSort="-given_at" rowLink={link} rowLabel={(c) => c.person} searchPlaceholder={t('consent.search')}
        phoneRow={(c) => ({ title: c.person, line: [t(`consent.purpose.${c.purpose}`), t(`how.${c.how}`)].join(' · '), state: state(c) })}
        views={[{ key: 'holds', name: t('consent.holds'), query: 'filter=withdrawn:eq:false' }, { key: 'withdrawn', name: t('consent.withdrawn'), query: 'filter=withdrawn:eq:true' }]}
        onCreate={may ? () => setAdding(true) : undefined} empty={<EmptyState title={t('consent.none')} text={t('consent.none_text')} />}
      />
      {adding && <ConsentDialog onClose={() => setAdding(false)} />}
    </Frame>
  );
}
