import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DataTable, EmptyState, Page, Status } from '@/ui';
import { INTERVIEW, type InterviewRow } from './api';
import { useColumns } from './columns';

export function Component() {
  const { t } = useTranslation('interviews');
  return (
    <Page title={t('title')} actions={<Link className="inline-link" to="/interview-templates">{t('templates')}</Link>}>
      <DataTable<InterviewRow>
        list="interviews" resource={INTERVIEW} noun={t('noun')} counter={t('counter')} columns={useColumns()} defaultSort="-held_on" searchPlaceholder={t('search')}
        rowLink={(r) => `/interviews/${r.id}`} rowLabel={(r) => `${r.template} ${r.client}`} phoneRow={(r) => ({ title: r.client, line: `${r.template} · ${r.held_on}`, state: <Status state={`interview.${r.state}`} /> })}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
      />
    </Page>
  );
}
