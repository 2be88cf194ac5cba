import '@/features/insights/insights.css';
import { Button, Segmented, Select } from 'antd';
import { FileSpreadsheet, Network } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { url } from '@/api/client';
import { count } from '@/features/loyalty/Points';
import { usePhone } from '@/lib/useMedia';
import { Bone, DateText, ErrorState, Figures, MoneyExact, Page, type FigureItem } from '@/ui';
import { boardFile, SPANS, useBoard, useChosen, type Board, type Chosen } from './api';
import { EffectPanel, MoneyPanel, MonthsPanel, SpreadPanel, TopPanel } from './panels';
import { WatchTabs } from './WatchTabs';

const DateRange = lazy(() => import('@/features/insights/DateRange'));

/** How the points programme stands; each figure opens the list behind it for whoever may see it. */
export function Component() {
  const { t } = useTranslation('oversight');
  const [chosen, choose] = useChosen();
  const query = useBoard(chosen);
  const board = query.data;
  return (
    <Page title={t('tab.dashboard')} crumb={<WatchTabs />} actions={board && <><span className="s12 t3 nw top-note">{t('as_of')} <DateText value={board.as_of} as="stamp" /></span><Button icon={<FileSpreadsheet size={15} />} href={url(boardFile(chosen))}>{t('export')}</Button></>}>
      <Chooser chosen={chosen} choose={choose} departments={board?.departments ?? []} />
      {query.isError && <ErrorState title={t('failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} />}
      {!query.isError && !board && <div className="dash" aria-hidden><Bone height={102} /><Bone height={300} /></div>}
      {!query.isError && board && (
        <div className={query.isPlaceholderData ? 'dash stale' : 'dash'} aria-busy={query.isPlaceholderData}>
          <Strip board={board} />
          <div className="dash-row"><MonthsPanel board={board} /><div className="dash-col"><MoneyPanel board={board} /><SpreadPanel board={board} /></div></div>
          <div className={board.top ? 'dash-row' : 'dash-one'}><EffectPanel board={board} />{board.top && <TopPanel top={board.top} />}</div>
          <p className="s12 t3">{t(board.whole ? 'scope.whole' : 'scope.own')}</p>
        </div>
      )}
    </Page>
  );
}

interface ChooserProps { chosen: Chosen; choose: (changes: Partial<Chosen>) => void; departments: Board['departments'] }

function Chooser({ chosen, choose, departments }: ChooserProps) {
  const { t } = useTranslation('oversight');
  const phone = usePhone();
  const size = phone ? 'large' : 'small';
  return (
    <div className="dash-bar">
      <Segmented size={size} block={phone} value={chosen.months} aria-label={t('period')} onChange={(months) => choose({ months })} options={SPANS.map((n) => ({ value: n, label: t(phone ? 'months_short' : 'months', { count: n }) }))} />
      <Suspense><DateRange from={chosen.first} to={chosen.last} onChange={(first, last) => choose({ first, last })} /></Suspense>
      <Select
        size={size} className="dash-pick" popupMatchSelectWidth={false} aria-label={t('department')} prefix={<Network size={14} color="var(--text3)" aria-hidden />} showSearch={{ optionFilterProp: 'label' }}
        value={chosen.department} onChange={(department) => choose({ department })} options={[{ value: '', label: t('all_departments'), depth: 0 }, ...departments.map((d) => ({ value: d.id, label: d.name, depth: d.depth }))]}
        optionRender={(o) => <span style={{ paddingInlineStart: o.data.depth * 14 }}>{o.label}</span>}
      />
    </div>
  );
}

function Strip({ board }: { board: Board }) {
  const { t } = useTranslation('oversight');
  const f = board.figures;
  const before = (now: number, then: number) => (then > 0 ? t('than_before', { value: `${now >= then ? '+' : '−'}${Math.abs(Math.round(((now - then) / then) * 100))}%` }) : t('no_before'));
  const items: FigureItem[] = [
    { key: 'outstanding', label: t('figure.outstanding'), value: count(f.outstanding), note: t('accounts', { count: f.accounts }), to: board.links.outstanding ?? undefined },
    { key: 'issued', label: t('figure.issued'), value: count(f.issued), note: before(f.issued, f.issued_before), to: board.links.issued ?? undefined },
    { key: 'redeemed', label: t('figure.redeemed'), value: count(f.redeemed), note: before(f.redeemed, f.redeemed_before), to: board.links.redeemed ?? undefined },
    { key: 'rate', label: t('figure.redemption_rate'), value: f.redemption_rate === null ? '—' : f.redemption_rate, unit: f.redemption_rate === null ? undefined : '%', note: t('rate_note') },
    { key: 'liability', label: t('figure.liability'), value: <MoneyExact value={board.money.liability} />, note: t('figure.frozen', { count: f.frozen }) },
  ];
  return <Figures items={items} />;
}
