import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { Bars, EmptyState, ErrorState, Figures, MoneyFigure, Page, PageSkeleton } from '@/ui';
import { useWholeCash } from './api';
import { Months } from './CashPanel';
import './control.css';

export function Component() {
  const { t } = useTranslation('control');
  const query = useWholeCash();
  const back = { to: '/portfolio', label: t('portfolio.title') };
  if (query.isPending) return <PageSkeleton />;
  if (query.error) return <Page title={t('cash.page')} back={back}><ErrorState title={t('failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} /></Page>;
  const cash = query.data;
  return (
    <Page title={t('cash.page')} back={back}>
      <div className="ctl-page">
        {cash.months.length === 0 && <EmptyState title={t('cash.none')} text={t('cash.none_text')} />}
        {cash.months.length > 0 && (
          <>
            <Figures items={[
              { key: 'shifted', label: t('cash.shifted_label'), value: <MoneyFigure value={cash.shifted} tone={Number(cash.shifted) > 0 ? 'amber' : undefined} />, note: t('cash.shifted_note') },
              { key: 'projects', label: t('cash.projects'), value: cash.projects.length },
              { key: 'undated', label: t('cash.undated'), value: <MoneyFigure value={cash.undated} />, note: t('cash.undated_note') },
            ]} />
            <div className="ctl-two">
              <section className="ctl-pn"><div className="ctl-h"><h2 className="ct">{t('cash.months')}</h2></div><Months months={cash.months} /></section>
              <section className="ctl-pn">
                <div className="ctl-h"><h2 className="ct">{t('cash.by_project')}</h2></div>
                {cash.projects.length === 0 && <p className="t2 s13">{t('cash.kept')}</p>}
                <Bars label={t('cash.by_project')} items={cash.projects.map((p) => ({ key: p.id, label: p.name, size: Number(p.amount), value: <MoneyFigure value={p.amount} />, note: t('cash.days_late', { count: p.days }), tone: 'amber' as const, to: `/projects/${p.id}?tab=control` }))} />
              </section>
            </div>
          </>
        )}
      </div>
    </Page>
  );
}
