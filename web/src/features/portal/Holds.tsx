import { useTranslation } from 'react-i18next';
import { dayOf, proseDate } from '@/lib/dates';
import type { PointsPage } from './api';
import { count } from './PointsCard';

type Held = NonNullable<PointsPage['holds']>;
type Tier = NonNullable<Held['tier']>;

/** The tier with what is missing to the next, what will expire, what is put by. */
export function Holds({ holds }: { holds: Held }) {
  const { t, i18n } = useTranslation('portal');
  const english = i18n.language.startsWith('en');
  const { tier } = holds;
  if (!tier) {
    return holds.reserved > 0 || holds.soon.length > 0 ? <section className="pcard"><Soon holds={holds} /></section> : null;
  }
  const called = (one: NonNullable<Tier['tier']>) => (english ? one.en || one.zh : one.zh);
  const gives = tier.tier && (english ? tier.tier.benefits_en || tier.tier.benefits_zh : tier.tier.benefits_zh);
  const least = tier.next?.least ?? 0;
  const name = tier.next ? called(tier.next) : '';
  return (
    <section className="pcard">
      {holds.frozen && <p className="notice" role="status">{holds.frozen.note || t('frozen')}</p>}
      <h2 className="pw-h">{t('tier.title')}{tier.tier && <span className="violet"> {called(tier.tier)}</span>}</h2>
      {gives && <p className="t2 mt8">{gives}</p>}
      {tier.next && (
        <div className="mt8">
          <progress className="pw-tier" max={least} value={Math.min(tier.score, least)} aria-label={t('tier.to_next', { name })} />
          <p className="s14 t2">{t(tier.by === 'points' ? 'tier.missing' : 'tier.missing_amount', { missing: count(tier.missing), name })}</p>
        </div>
      )}
      {tier.in_grace && tier.until && <p className="s14 t2">{t('tier.grace', { day: proseDate(tier.until, i18n.language) })}</p>}
      <Soon holds={holds} />
    </section>
  );
}

function Soon({ holds }: { holds: Held }) {
  const { t, i18n } = useTranslation('portal');
  return (
    <>
      {holds.reserved > 0 && <p className="s14 t2 mt8">{t('reserved', { points: count(holds.reserved) })}</p>}
      {holds.soon.map((lot) => <p key={`${lot.at}-${lot.points}`} className="s14 t2 mt8">{t('expires', { points: count(lot.points), day: proseDate(dayOf(lot.at), i18n.language) })}</p>)}
    </>
  );
}
