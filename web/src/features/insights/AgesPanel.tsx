import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { toFen } from '@/lib/money';
import { Money, MoneyFigure } from '@/ui';
import type { Ages } from './api';
import { Panel } from './Panel';

const TONES = { not_due: '', d1_30: 'f-amber', d31_90: 'f-orange', d90_plus: 'f-red' } as const;

/** Bars are of what is overdue only: what is not due yet would dwarf them. */
export function AgesPanel({ ages }: { ages: Ages }) {
  const { t } = useTranslation('insights');
  const { t: c } = useTranslation();
  const late = ages.items.filter((i) => i.age !== 'not_due');
  const most = late.reduce((a, i) => (toFen(i.owed) > a ? toFen(i.owed) : a), 1n);
  return (
    <Panel title={t('ages.title')} note={<><Link className="t3" to={ages.link}>{t('ages.total')} <MoneyFigure value={ages.owed} /></Link></>} action={<span className="s12 t3">{c('money.unit')}</span>}>
      <ul className="ag">
        {ages.items.map((i) => (
          <li key={i.age}>
            <Link to={i.link}>
              <span className="nw">{t(`ages.${i.age}`)}</span>
              {i.age === 'not_due'
                ? <span className="s12 t3 el">{toFen(ages.retention) > 0n && <>{t('ages.retention')} <Money value={ages.retention} /></>}</span>
                : <span aria-hidden><i className={TONES[i.age]} style={{ width: `${Number((toFen(i.owed) * 1000n) / most) / 10}%` }} /></span>}
              <span className="r"><Money value={i.owed} tone={i.age === 'd90_plus' ? 'red' : undefined} /></span>
              <span className="num r t3">{i.share === null ? '—' : `${i.share}%`}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
