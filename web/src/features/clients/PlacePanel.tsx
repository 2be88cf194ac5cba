import { Button } from 'antd';
import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Bars, MoneyFigure } from '@/ui';
import { listOf, ranked, sizeOf, type Measure, type Places } from './places';

interface Props { places: Places; by: Measure; query: string; chosen: string; onChoose: (code: string) => void }

const MOST = 12;

/** Beside the squares: the provinces in order of what is shown; of a chosen one its cities. Each leads to its clients. */
export function PlacePanel({ places, by, query, chosen, onChoose }: Props) {
  const { t } = useTranslation('clients');
  const province = places.provinces.find((p) => p.code === chosen);
  const items = province ? ranked(province.cities, by) : ranked(places.provinces, by).slice(0, MOST);
  const short = new Map(places.provinces.map((p) => [p.code, p.short]));
  const bars = items.map((p) => ({
    key: p.code || 'none', label: province ? p.name || t('map.no_city') : short.get(p.code) ?? p.name, size: sizeOf(p, by), to: listOf(query, p, province),
    value: by === 'count' ? p.count.toLocaleString('en') : <MoneyFigure value={p[by]} />, note: by === 'count' ? undefined : t('map.clients', { count: p.count }),
  }));
  return (
    <section className="places-side" aria-label={province ? province.name : t('map.ranked')}>
      {province ? (
        <>
          <Button type="text" size="small" className="quiet" icon={<ArrowLeft size={14} />} onClick={() => onChoose('')}>{t('map.back')}</Button>
          <h2>{province.name}</h2>
          <p className="t2"><Link to={listOf(query, province)}>{t('map.clients', { count: province.count })}</Link> · {t('map.measure.contract_amount')} <MoneyFigure value={province.contract_amount} />{province.receivable !== undefined && <> · {t('map.measure.receivable')} <MoneyFigure value={province.receivable} /></>}</p>
          {bars.length === 0 && <p className="t3">{t('map.nobody')}</p>}
        </>
      ) : <h2>{t('map.ranked')}</h2>}
      {bars.length > 0 && <Bars items={bars} label={t(`map.measure.${by}`)} />}
      {!province && bars.length === 0 && <p className="t3">{t('map.nobody')}</p>}
    </section>
  );
}
