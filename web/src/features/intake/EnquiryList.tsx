import { Button } from 'antd';
import { Globe } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useCan } from '@/app/session';
import { DataTable, DateText, EmptyState, Page, Status, type Column } from '@/ui';
import { PUBLIC_FORM, SUBMISSION, SUSPECT, type EnquiryRow } from './api';

/** What strangers have sent, until one of us decides. */
export function Component() {
  const { t, i18n } = useTranslation('intake');
  const named = (r: EnquiryRow) => (i18n.language.startsWith('en') && r.form_en ? r.form_en : r.form);
  const navigate = useNavigate();
  const forms = useCan(PUBLIC_FORM, 'view');
  const score = (r: EnquiryRow) => (r.score >= SUSPECT ? <span className="amber" title={r.reasons.map((x) => t(`reason.${x}`)).join('\n')}>{t('suspect', { score: r.score })}</span> : <span className="num t3">{r.score || '—'}</span>);
  const columns: Column<EnquiryRow>[] = [
    { key: 'title', title: t('col.title'), width: 260, grow: true, sort: true },
    { key: 'form', title: t('col.form'), width: 140, render: named },
    { key: 'channel', title: t('col.channel'), width: 84, type: 'choice' },
    { key: 'state', title: t('col.state'), width: 112, render: (r) => <Status state={`enquiry.${r.state}`} /> },
    { key: 'score', title: t('col.score'), width: 160, sort: true, render: score },
    { key: 'owner', title: t('col.owner'), width: 112, type: 'person' },
    { key: 'received_at', title: t('col.received'), width: 160, sort: true, render: (r) => <DateText value={r.received_at} as="stamp" /> },
    { key: 'decided_by_name', title: t('col.decided_by'), width: 104, hidden: true },
    { key: 'expires_on', title: t('col.expires'), width: 112, type: 'date', hidden: true },
  ];
  return (
    <Page title={t('title')} actions={forms && <Button icon={<Globe size={15} />} onClick={() => void navigate('/public-forms')}>{t('forms')}</Button>}>
      <DataTable<EnquiryRow>
        list="enquiries" resource={SUBMISSION} noun={t('noun')} counter={t('counter')} columns={columns} defaultSort="-received_at" searchPlaceholder={t('search')}
        rowLink={(r) => `/enquiries/${r.id}`} rowLabel={(r) => r.title} phoneRow={(r) => ({ title: r.title, line: `${named(r)} · ${r.received_at.slice(0, 10)}`, state: <Status state={`enquiry.${r.state}`} />, figure: r.score >= SUSPECT ? score(r) : undefined })}
        views={[{ key: 'waiting', name: t('view.waiting'), query: 'filter=state:in:new&filter=suspect:eq:false' }, { key: 'suspect', name: t('view.suspect'), query: 'filter=state:in:new&filter=suspect:eq:true' }]}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} ways={forms ? [{ key: 'forms', title: t('forms'), to: '/public-forms' }] : []} />}
      />
    </Page>
  );
}
