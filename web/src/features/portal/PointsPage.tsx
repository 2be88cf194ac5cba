import { Button, Segmented } from 'antd';
import { FileText, Gift, ShoppingBag } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api } from '@/api/client';
import { ReceiptButton } from '@/features/loyalty/ReceiptButton';
import { dayOf, proseDate } from '@/lib/dates';
import { ofClient, useClient, usePortal, type Entry, type PointsPage } from './api';
import { WaitingGifts } from './GiftCards';
import { ClientSwitch, Screen } from './parts';
import { Holds } from './Holds';
import { Balance, count, Moved, TierPill, useCause } from './PointsCard';
import { StatementDialog } from './StatementDialog';

/** The client's points, and what the reader has of his own beside them. */
export function Component() {
  const { t } = useTranslation('portal');
  const client = useClient();
  const [params] = useSearchParams();
  const own = params.get('own') === '1';
  const query = usePortal<PointsPage>(own ? '/portal/points?own=true' : '/portal/points');
  return (
    <Screen title={t('points')} query={query} heading={<div><h1 className="pw-title">{t('points')}</h1><ClientSwitch /></div>}>
      {(points) => <Account key={`${client?.id ?? ''}-${own}`} points={points} own={own} />}
    </Screen>
  );
}

function Account({ points, own }: { points: PointsPage; own: boolean }) {
  const { t } = useTranslation('portal');
  const [, setParams] = useSearchParams();
  const [printing, setPrinting] = useState(false);
  return (
    <>
      {(points.mine !== null || own) && (
        <Segmented block size="large" className="mt8" value={own ? 'own' : 'company'} aria-label={t('whose')} onChange={(v) => setParams(v === 'own' ? { own: '1' } : {}, { replace: true })} options={[{ value: 'company', label: t('whose_company') }, { value: 'own', label: t('whose_own') }]} />
      )}
      <section className="pcard">
        <div className="pw-points"><span><span className="s14 t2">{t('balance')} <TierPill tier={points.holds?.tier} /></span><Balance points={points} /></span></div>
        <div className="pw-acts">
          {!own && <Link to="/portal/mall" className="pw-act"><ShoppingBag size={18} strokeWidth={1.75} aria-hidden />{t('to_mall')}</Link>}
          {!own && <Link to="/portal/gifts" className="pw-act"><Gift size={18} strokeWidth={1.75} aria-hidden />{t('gift.title')}</Link>}
          <button type="button" className="pw-act" onClick={() => setPrinting(true)}><FileText size={18} strokeWidth={1.75} aria-hidden />{t('statement_pdf')}</button>
        </div>
      </section>
      {!own && <WaitingGifts />}
      {points.holds && <Holds holds={points.holds} />}
      <Statement points={points} own={own} />
      <p className="s14 t3 mt12 tc">{t('proof')} <Link to="/points/heads" className="inline-link">{t('proof_how')}</Link></p>
      {printing && <StatementDialog own={own} onClose={() => setPrinting(false)} />}
    </>
  );
}

function Statement({ points, own }: { points: PointsPage; own: boolean }) {
  const { t } = useTranslation('portal');
  const client = useClient();
  const [older, setOlder] = useState<{ items: Entry[]; next: number | null } | null>(null);
  const [busy, setBusy] = useState(false);
  const next = older ? older.next : points.next;
  const more = async () => {
    setBusy(true);
    try {
      const page = await api.get<PointsPage>(ofClient(`/portal/points?own=${own}&before=${next ?? ''}`, client));
      setOlder({ items: [...(older?.items ?? []), ...page.items], next: page.next });
    } finally {
      setBusy(false);
    }
  };
  const entries = [...points.items, ...(older?.items ?? [])];
  return (
    <section className="pcard">
      <h2 className="pw-h">{t('statement')}</h2>
      {entries.length === 0 ? <p className="t2 mt8">{t(own ? 'no_points_own' : 'no_points')}</p> : <ul className="pw-list">{entries.map((e) => <Line key={e.id} entry={e} />)}</ul>}
      {next !== null && <Button block className="pw-btn" loading={busy} onClick={() => void more()}>{t('earlier')}</Button>}
    </section>
  );
}

function Line({ entry }: { entry: Entry }) {
  const { t, i18n } = useTranslation('portal');
  const cause = useCause();
  const about = entry.facts.contract ?? entry.facts.project;
  return (
    <li>
      <span className="grow"><span className="bal">{cause(entry)}</span><span className="s14 t3 dots"><span className="num">{proseDate(dayOf(entry.at), i18n.language)}</span>{about && <span>{about}</span>}</span></span>
      <ReceiptButton entry={entry.id} path={`/portal/points/${entry.id}/receipt`} />
      <span className="r"><Moved value={entry.amount} /><span className="s14 t3 num" style={{ display: 'block' }}>{t('after', { points: count(entry.balance_after) })}</span></span>
    </li>
  );
}
