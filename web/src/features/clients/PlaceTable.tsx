import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Money } from '@/ui';
import { listOf, ranked, type Measure, type Places } from './places';

interface Props { places: Places; by: Measure; query: string; chosen: string; onChoose: (code: string) => void }

/** The same in a table, for whoever reads it so. */
export function PlaceTable({ places, by, query, chosen, onChoose }: Props) {
  const { t } = useTranslation('clients');
  const money = places.receivable === undefined ? (['contract_amount'] as const) : (['contract_amount', 'receivable'] as const);
  return (
    <table className="mini places-table">
      <caption className="sr">{t('map.label', { measure: t(`map.measure.${by}`), count: places.count })}</caption>
      <thead><tr><th scope="col">{t('map.province')}</th><th scope="col" className="r">{t('map.measure.count')}</th>{money.map((m) => <th key={m} scope="col" className="r">{t(`map.measure.${m}`)}<span className="t3"> {t('common:money.unit')}</span></th>)}<th scope="col" className="r">{t('map.cities')}</th></tr></thead>
      <tbody>
        {ranked(places.provinces, by).map((p) => (
          <tr key={p.code}>
            <th scope="row"><Link to={listOf(query, p)}>{p.name}</Link></th>
            <td className="r num">{p.count.toLocaleString('en')}</td>
            {money.map((m) => <td key={m} className="r"><Money value={p[m]} /></td>)}
            <td className="r"><button type="button" className="linkish num" aria-pressed={p.code === chosen} aria-label={t('map.cities_of', { name: p.name, count: p.cities.length })} onClick={() => onChoose(p.code === chosen ? '' : p.code)}>{p.cities.length}</button></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
