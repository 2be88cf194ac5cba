import { Segmented } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { CLIENT, type ClientRow } from '@/features/clients/api';
import { useClientColumns } from '@/features/clients/columns';
import { DataTable, DateText, EmptyState, Page } from '@/ui';
import { CareTabs } from './CareTabs';

const MONTHS = [3, 6, 12, 24];
const DAYS = 30;

/** Dossiers that nobody changed, wrote to or spoke for in so many months; by owner and department through the list's filters. */
export function Component() {
  const { t } = useTranslation('care');
  const columns = useClientColumns();
  const [params, setParams] = useSearchParams();
  const months = MONTHS.find((m) => String(m) === params.get('months')) ?? 6;
  const scope = useMemo(() => ['archived:eq:false', `touched:lt:today-${months * DAYS}`], [months]);
  const set = (now: number) => setParams((old) => { const next = new URLSearchParams(old); next.set('months', String(now)); next.delete('cursor'); next.delete('page'); return next; }, { replace: true });
  return (
    <Page title={t('tab.stale')} crumb={<CareTabs place="visits" />}>
      <div className="ca-bar row g8 wrap"><span className="s13 t2">{t('stale.untouched')}</span><Segmented value={months} onChange={set} aria-label={t('stale.untouched')} options={MONTHS.map((m) => ({ value: m, label: t('visit.n_months', { count: m }) }))} /></div>
      <DataTable<ClientRow>
        key={months} list="clients" resource={CLIENT} noun={t('client_noun')} columns={columns} defaultSort="last_contact_at" scope={scope} searchPlaceholder={t('stale.search')}
        rowLink={(c) => `/clients/${c.id}`} rowLabel={(c) => c.name} views={[{ key: 'mine', name: t('visit.view_mine'), query: 'filter=owner:in:me' }]}
        phoneRow={(c) => ({ title: c.name, line: [c.region, c.owner].filter(Boolean).join(' · '), figure: c.last_contact_at ? <DateText value={c.last_contact_at} as="ago" /> : undefined })}
        empty={<EmptyState title={t('stale.empty_title')} text={t('stale.empty_text')} />}
      />
    </Page>
  );
}
