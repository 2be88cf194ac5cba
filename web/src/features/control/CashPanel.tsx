import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { addDays, today } from '@/lib/dates';
import { sumMoney } from '@/lib/money';
import { Bone, DateText, ErrorState, Money, MoneyFigure } from '@/ui';
import { useCash, type Cash, type CashMonth } from './api';
import { Scroll } from './Scroll';

/** What a slip does to cash: each instalment by the baseline and as it stands, and the months they fall into. */
export function CashPanel({ id }: { id: string }) {
  const { t } = useTranslation('control');
  const query = useCash(id);
  if (query.isPending) return <Bone height={240} />;
  if (query.error) return <ErrorState title={t('failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} />;
  const cash = query.data;
  if (cash.items.length === 0) return null;
  return (
    <section className="ctl-pn">
      <div className="ctl-h"><h2 className="ct">{t('cash.title')}</h2><span className="s13 t2">{Number(cash.shifted) > 0 ? <>{t('cash.shifted')} <MoneyFigure value={cash.shifted} tone="amber" /></> : t('cash.kept')}</span></div>
      <div className="ctl-two">
        <Items cash={cash} />
        <Months months={cash.months} />
      </div>
    </section>
  );
}

function Items({ cash }: { cash: Cash }) {
  const { t } = useTranslation('control');
  return (
    <Scroll label={t('cash.items')}>
      <table className="ctl-t">
        <caption className="sr">{t('cash.items')}</caption>
        <thead><tr><th scope="col">{t('cash.instalment')}</th><th scope="col" className="r">{t('cash.amount')} <Unit /></th><th scope="col">{t('cash.planned')}</th><th scope="col">{t('cash.forecast')}</th><th scope="col" className="r">{t('cash.days')}</th></tr></thead>
        <tbody>
          {cash.items.map((i) => (
            <tr key={i.id}>
              <th scope="row" className="nm" title={i.milestone ? `${i.title} · ${i.milestone}` : i.title}>{i.title}{i.milestone && <span className="t3"> · {i.milestone}</span>}</th>
              <td className="r"><Money value={i.amount} /></td><td><DateText value={i.planned} /></td>
              <td className={i.overdue ? 'red' : ''}><DateText value={i.forecast} />{i.overdue && <span className="near">{t('cash.overdue')}</span>}</td>
              <td className={`r num ${i.days !== null && i.days > 0 ? 'amber' : 't3'}`}>{i.days === null ? '—' : `${i.days}`.replace('-', '−')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

export function Unit() {
  const { t } = useTranslation();
  return <span className="s12 t3">{t('money.unit')}</span>;
}

/** Months of a long history that are behind say nothing more. */
const MANY = 18;
const BACK_DAYS = 92;

export function Months({ months: all }: { months: CashMonth[] }) {
  const { t } = useTranslation('control');
  const since = addDays(today(), -BACK_DAYS).slice(0, 7);
  const months = all.length > MANY ? all.filter((m) => m.month.slice(0, 7) >= since) : all;
  return (
    <Scroll label={t('cash.months')}>
      <table className="ctl-t">
        <caption className="sr">{t('cash.months')}</caption>
        <thead><tr><th scope="col">{t('cash.month')}</th><th scope="col" className="r">{t('cash.planned')} <Unit /></th><th scope="col" className="r">{t('cash.forecast')} <Unit /></th><th scope="col" className="r wide">{t('cash.behind')} <Unit /></th></tr></thead>
        <tbody>
          {months.map((m) => (
            <tr key={m.month}>
              <th scope="row" className="num">{m.month.slice(0, 7)}</th><td className="r"><Money value={m.planned} /></td><td className="r"><Money value={m.forecast} tone={Number(m.forecast) < Number(m.planned) ? 'amber' : undefined} /></td>
              <td className="r wide"><Money value={sumMoney([m.forecast_sum, `-${m.planned_sum}`])} /></td>
            </tr>
          ))}
        </tbody>
        <tfoot><tr><th scope="row">{t('cash.total')}</th><td className="r"><Money value={sumMoney(months.map((m) => m.planned))} /></td><td className="r"><Money value={sumMoney(months.map((m) => m.forecast))} /></td><td className="wide" /></tr></tfoot>
      </table>
    </Scroll>
  );
}
