import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { dayOf, proseDate } from '@/lib/dates';
import { yuan } from '@/lib/money';
import { useGlow } from '@/lib/useGlow';
import type { Entry, Home, Points, PointsPage } from './api';

export function count(value: number): string {
  return `${value < 0 ? '−' : ''}${Math.abs(value).toLocaleString('en')}`;
}

export function Moved({ value }: { value: number }) {
  return <span className={`num ${value > 0 ? 'violet' : 't2'}`}>{value > 0 ? '+' : ''}{count(value)}</span>;
}

/** The balance; it glows when points arrive, and is said aloud. */
export function Balance({ points }: { points: Points }) {
  const glow = useGlow(points.account_id);
  return <b className={`num ${glow ? 'pw-glow' : ''}`} role="status">{count(points.balance)}</b>;
}

/** 金卡, where there is a tier. */
export function TierPill({ tier }: { tier: NonNullable<PointsPage['holds']>['tier'] | undefined }) {
  const { t, i18n } = useTranslation('portal');
  const name = tier?.tier && ((i18n.language.startsWith('en') && tier.tier.en) || tier.tier.zh);
  return name ? <span className="pill v">{t('tier.card', { name })}</span> : null;
}

export function PointsCard({ points }: { points: NonNullable<Home['points']> }) {
  const { t, i18n } = useTranslation('portal');
  const last = points.items[0];
  const soon = points.holds.soon[0];
  return (
    <section className="pcard">
      <Link to="/portal/points" className="pw-points">
        <span><span className="s14 t2">{t('balance')} <TierPill tier={points.holds.tier} /></span><Balance points={points} /></span>
        <span className="s14 tr">
          {last && <span className="pw-row"><Moved value={last.amount} /> <span className="t3">{proseDate(dayOf(last.at), i18n.language)}</span></span>}
          {soon && <span className="pw-row t3">{t('expires', { points: count(soon.points), day: proseDate(dayOf(soon.at), i18n.language) })}</span>}
        </span>
      </Link>
    </section>
  );
}

const TOLD = new Set(['receipt', 'acceptance_on_time', 'acceptance_late', 'gift_offer', 'expiry']);

/** Where points came from, in the client's words. */
export function useCause() {
  const { t, i18n } = useTranslation('portal');
  return (e: Entry) => {
    const amount = e.facts.amount ? `¥${yuan(e.facts.amount)}` : '';
    const on = e.facts.accepted_on ? proseDate(e.facts.accepted_on, i18n.language) : '';
    const other = e.facts.other ?? '';
    const told = TOLD.has(e.cause);
    const name = i18n.language.startsWith('en') ? e.cause_en : e.cause_zh;
    if (e.kind === 'transfer' && other) return t(`moved.${e.cause}_${e.amount < 0 ? 'out' : 'in'}`, { other });
    if (e.kind === 'reversal') return told ? t(`undone.${e.cause}`, { amount, on, other }) : t('undone_of', { name });
    return told ? t(`cause.${e.cause}`, { amount, on, other }) : name;
  };
}
