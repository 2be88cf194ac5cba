import { ChevronRight } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Board } from './api';
import { ColumnHead } from './BoardColumn';
import { CardView } from './CardView';
import { useCardWords } from './words';

/** One stage at a time: tabs above, and a swipe as the shortcut. */
export function PhoneBoard({ board }: { board: Board }) {
  const { t } = useTranslation('sales');
  const words = useCardWords();
  const [at, setAt] = useState(() => Math.max(0, board.stages.findIndex((s) => s.count > 0)));
  const strip = useRef<HTMLDivElement>(null);
  const tabs = useRef<HTMLDivElement>(null);
  const go = (to: number) => { setAt(to); strip.current?.scrollTo({ left: to * strip.current.clientWidth }); };
  const settle = () => { const s = strip.current; if (s) setAt(Math.round(s.scrollLeft / s.clientWidth)); };
  useEffect(() => { tabs.current?.children[at]?.scrollIntoView({ block: 'nearest', inline: 'center' }); }, [at]);
  useEffect(() => { const s = strip.current; if (s) s.scrollLeft = at * s.clientWidth; }, []); // eslint-disable-line react-hooks/exhaustive-deps -- only where it stands at first
  return (
    <>
      <div className="ptabs" ref={tabs} role="tablist" aria-label={t('title')}>
        {board.stages.map((s, i) => (
          <button key={s.id} type="button" role="tab" id={`ptab-${s.id}`} aria-selected={i === at} aria-controls={`ppanel-${s.id}`} onClick={() => go(i)}>{words.stage(s)}<span className="num">{s.count}</span></button>
        ))}
      </div>
      <div className="pstrip" ref={strip} onScroll={settle}>
        {board.stages.map((column, i) => (
          <section key={column.id} role="tabpanel" id={`ppanel-${column.id}`} aria-labelledby={`ptab-${column.id}`} inert={i !== at}>
            <header className="bcol-head"><ColumnHead column={column} share={(i + 1) / board.stages.length} /></header>
            <ul className="col-cards">
              {column.cards.map((card) => <li key={card.id}><Link to={`/opportunities/${card.id}`} className="card"><CardView card={card} /></Link></li>)}
              {column.cards.length === 0 && <li className="t3 pnone">{t('column.none')}</li>}
              {column.next && <li><Link className="row g4 pmore" to={`/opportunities?as=list&filter=stage:in:${column.id}&filter=status:in:open`}>{t('column.more', { count: column.count - column.cards.length })}<ChevronRight size={16} aria-hidden /></Link></li>}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
