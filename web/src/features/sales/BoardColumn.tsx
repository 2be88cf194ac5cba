import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { yuan } from '@/lib/money';
import type { Column } from './api';
import { CardView } from './CardView';
import { StageRing } from './StageRing';
import { useCardWords } from './words';

interface Props {
  column: Column;
  share: number;
  /** The card that is on its way, here or elsewhere. */
  moving: { id: string; height: number; hidden: boolean } | null;
  /** Where it would stand in this column. */
  slot: number | null;
  movable: boolean;
  lifted: string | null;
  onAdd?: (stage: string) => void;
  onMore: (column: Column) => Promise<void>;
  onPointerDown: (event: PointerEvent<HTMLElement>, id: string) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>, id: string) => void;
  onBlur: () => void;
  onClick: (event: MouseEvent) => void;
}

export function ColumnHead({ column, share }: { column: Column; share: number }) {
  const { t } = useTranslation('sales');
  const words = useCardWords();
  return (
    <>
      <div className="row g8"><StageRing share={share} /><h2 className="el">{words.stage(column)}</h2><span className="s12 t3 num">{column.count.toLocaleString('en')}</span></div>
      <p className="row btw g8 s12 wrap">
        <span className="t2 num" title={`¥${yuan(column.amount)}`}>{t('column.sum', { value: words.headline(column.amount) })}</span>
        <span className="t3 num" title={`¥${yuan(column.weighted)}`}>{t('column.weighted', { chance: column.probability, value: words.headline(column.weighted) })}</span>
      </p>
    </>
  );
}

export function BoardColumn(props: Props) {
  const { column, share, moving, slot, movable, lifted, onAdd } = props;
  const { t } = useTranslation('sales');
  const words = useCardWords();
  const [loading, setLoading] = useState(false);
  const more = () => { setLoading(true); void props.onMore(column).finally(() => setLoading(false)); };
  const gap = moving && <li key="slot" className="slot" style={{ height: moving.height }} aria-hidden />;
  let place = -1;
  const items = column.cards.flatMap((card) => {
    const away = moving?.id === card.id;
    if (!away) place += 1;
    const link = (
      <li key={card.id} className={away && moving?.hidden ? 'gone' : undefined}>
        <Link
          to={`/opportunities/${card.id}`} className={`card${lifted === card.id ? ' lifted' : ''}${movable ? ' movable' : ''}`} data-card={card.id} draggable={false}
          aria-roledescription={movable ? t('card.movable') : undefined} aria-describedby={movable ? 'board-keys' : undefined}
          onPointerDown={movable ? (e) => props.onPointerDown(e, card.id) : undefined} onKeyDown={movable ? (e) => props.onKeyDown(e, card.id) : undefined} onBlur={props.onBlur} onClick={props.onClick}
        >
          <CardView card={card} />
        </Link>
      </li>
    );
    return !away && slot === place && gap ? [gap, link] : [link];
  });
  if (gap && slot !== null && slot > place) items.push(gap);
  return (
    <section className="bcol" data-stage={column.id} aria-label={words.stage(column)}>
      <header className="bcol-head">
        {onAdd && <button type="button" className="ib tiny bcol-add" aria-label={t('new_in', { stage: words.stage(column) })} onClick={() => onAdd(column.id)}><Plus size={15} aria-hidden /></button>}
        <ColumnHead column={column} share={share} />
      </header>
      <ul className="col-cards">
        {items}
        {column.next && <li><Button size="small" block loading={loading} onClick={more}>{t('column.more', { count: column.count - column.cards.length })}</Button></li>}
      </ul>
    </section>
  );
}
