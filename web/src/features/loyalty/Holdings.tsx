import './loyalty.css';
import { useTranslation } from 'react-i18next';
import { DateText, Figures, ProgressBar, Section } from '@/ui';
import { useHoldings, type Holdings as Held } from './keeping';
import { count } from './Points';

/** What an account can spend, what is put by, what waits, what expires, and its tier. */
export function Holdings({ accountId, lots = false }: { accountId: string; lots?: boolean }) {
  const { t } = useTranslation('loyalty');
  const held = useHoldings(accountId).data;
  if (!held) return null;
  return (
    <div className="col g16 mb16">
      <Figures items={[
        { key: 'available', label: t('hold.available'), value: count(held.available) },
        { key: 'reserved', label: t('hold.reserved'), value: count(held.reserved) },
        { key: 'pending', label: t('hold.pending'), value: count(held.pending) },
        { key: 'expiring', label: t('hold.expiring'), value: count(held.expiring), note: held.expires_at ? <>{t('hold.next')} <DateText value={held.expires_at} as="table" /></> : undefined },
      ]} />
      {held.tier && <Standing tier={held.tier} />}
      {lots && held.lots.length > 0 && <Lots lots={held.lots} />}
    </div>
  );
}

function Standing({ tier }: { tier: NonNullable<Held['tier']> }) {
  const { t, i18n } = useTranslation('loyalty');
  const english = i18n.language.startsWith('en');
  const called = (one: NonNullable<NonNullable<Held['tier']>['tier']>) => (english && one.en ? one.en : one.zh);
  const gives = tier.tier && (english ? tier.tier.benefits_en || tier.tier.benefits_zh : tier.tier.benefits_zh);
  return (
    <Section title={`${t('col.tier')} · ${tier.tier ? called(tier.tier) : t('tier.none')}`} note={tier.until ? <>{t(tier.in_grace ? 'tier.grace' : 'tier.until')} <DateText value={tier.until} as="table" /></> : undefined}>
      {gives && <p className="t2">{gives}</p>}
      {tier.next
        ? <div className="row g12 wrap mt8"><div className="lo-progress"><ProgressBar value={(100 * tier.score) / Math.max(tier.next.least, 1)} label={t('tier.to_next', { name: called(tier.next) })} /></div><span className="s13 t2">{t(tier.by === 'points' ? 'tier.missing' : 'tier.missing_amount', { missing: count(tier.missing), name: called(tier.next) })}</span></div>
        : <p className="s13 t3 mt8">{t('tier.highest')}</p>}
    </Section>
  );
}

function Lots({ lots }: { lots: Held['lots'] }) {
  const { t } = useTranslation('loyalty');
  return (
    <Section title={t('hold.lots')} note={t('hold.lots_note')}>
      <table className="points-months lo-lots"><thead><tr><th scope="col">{t('hold.expires')}</th><th scope="col">{t('hold.left')}</th><th scope="col">{t('hold.of')}</th><th scope="col">{t('col.no')}</th></tr></thead>
        <tbody>{lots.slice(0, 20).map((lot) => <tr key={lot.place}><td>{lot.expires_at ? <DateText value={lot.expires_at} as="table" /> : t('form.never')}</td><td className="num w6">{count(lot.left)}</td><td className="num">{count(lot.points)}</td><td className="num">{lot.entry_id ?? ''}</td></tr>)}</tbody>
      </table>
    </Section>
  );
}
