import { useTranslation } from 'react-i18next';
import { count } from '@/features/loyalty/Points';
import { Figures, Section, Status } from '@/ui';
import type { ReviewFacts as Facts } from './api';

const LEDGER = ['issued', 'redeemed', 'expired', 'balance', 'entries'] as const;
const ACTS = ['by_hand', 'by_hand_points', 'gifts', 'reversals', 'froze', 'released'] as const;

/** The figures and the cases of a month: no client is named, only who handled what. */
export function ReviewFacts({ facts }: { facts: Facts }) {
  const { t } = useTranslation('oversight');
  const { ledger, cases } = facts;
  return (
    <>
      <Figures items={LEDGER.map((key) => ({ key, label: t(`ledger.${key}`), value: count(ledger[key]) }))} />
      <dl className="ov-acts">{ACTS.map((key) => <div key={key}><dt>{t(`ledger.${key}`)}</dt><dd className="num">{count(ledger[key])}</dd></div>)}</dl>
      <Section title={t('review.cases')} note={t('review.cases_note')}>
        {cases.length === 0 ? <p className="t3">{t('review.no_cases')}</p> : (
          <div className="ov-scroll">
            <table className="points-months ov-lines">
              <thead><tr><th scope="col">{t('case.number')}</th><th scope="col">{t('case.pattern')}</th><th scope="col">{t('case.state')}</th><th scope="col" className="ov-r">{t('case.points')}</th><th scope="col" className="ov-r">{t('case.finds')}</th><th scope="col">{t('case.days')}</th><th scope="col">{t('review.handled')}</th><th scope="col">{t('case.reason')}</th></tr></thead>
              <tbody>
                {cases.map((one) => (
                  <tr key={one.number}>
                    <td className="num">{one.number}</td><td className="nw">{t(`pattern.${one.pattern}`)}</td><td className="nw"><Status state={`watch.${one.finding || 'open'}`} /></td>
                    <td className="num ov-r">{count(one.points)}</td><td className="num ov-r">{one.finds}</td><td className="num nw">{one.first_on === one.last_on ? one.first_on : `${one.first_on} — ${one.last_on}`}</td><td className="nw">{one.handled || '—'}</td><td>{one.reason}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Section>
    </>
  );
}

/** The hash of the page, and the ledger's head that it can be held against. */
export function Digest({ digest, intact, head }: { digest: string; intact?: boolean; head: Facts['ledger']['head'] }) {
  const { t } = useTranslation('oversight');
  return (
    <Section title={t('review.proof')}>
      <p className="s13">{t('review.digest')} <code className="ov-hash">{digest}</code>{intact !== undefined && <> <span className={intact ? 'green' : 'red'}>{t(intact ? 'review.intact' : 'review.not_intact')}</span></>}</p>
      {head && <p className="s13 mt8">{t('review.head', { size: count(head.size) })} <code className="ov-hash">{head.root}</code></p>}
    </Section>
  );
}
