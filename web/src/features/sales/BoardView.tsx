import { useQueryClient } from '@tanstack/react-query';
import { CircleX, Trophy, X } from 'lucide-react';
import { useCallback, useState, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCan } from '@/app/session';
import { boardKey, moreCards, OPPORTUNITY, type Board, type Card, type Column } from './api';
import { BoardColumn } from './BoardColumn';
import { CardView } from './CardView';
import { LoseDialog, WinDialog } from './CloseDialogs';
import { findCard, isStage, type Target } from './place';
import { useDrag } from './useDrag';
import { useLift } from './useLift';
import { useMoves, type Refusal } from './useMoves';
import { useCardWords } from './words';

const REFOCUS_MS = 60;

/** The refusal stays until it is read: a toast is never the only copy of an error. */
function Refused({ refusal, onClose }: { refusal: Refusal; onClose: () => void }) {
  const { t } = useTranslation('sales');
  const mayDraft = useCan('contracts.contract', 'create');
  return (
    <div role="alert" className="refusal row g8">
      <span className="grow">{refusal.text}</span>
      {refusal.problem.code === 'contract_needed' && mayDraft && <Link to={`/contracts/new?opportunity=${refusal.card.id}`} className="inline-link nw">{t('draft_contract')}</Link>}
      <button type="button" className="ib tiny" aria-label={t('common:act.close')} onClick={onClose}><X size={15} aria-hidden /></button>
    </div>
  );
}

export function BoardView({ board, query, onAdd }: { board: Board; query: string; onAdd?: (stage: string) => void }) {
  const { t } = useTranslation('sales');
  const queries = useQueryClient();
  const words = useCardWords();
  const movable = useCan(OPPORTUNITY, 'update');
  const mayWin = useCan(OPPORTUNITY, 'hold_kickoff');
  const moves = useMoves(query);
  const [closing, setClosing] = useState<{ card: Card; how: 'won' | 'lost' } | null>(null);

  const onDrop = useCallback((id: string, target: Target) => {
    if (isStage(target)) { void moves.drop(id, target.stage, target.index); return; }
    const found = findCard(board, id);
    if (found && (target.close === 'lost' || mayWin)) setClosing({ card: found.card, how: target.close });
  }, [board, mayWin, moves]);
  const { drag, onPointerDown, justDropped } = useDrag(onDrop);
  const put = useCallback((id: string, target: Target) => {
    onDrop(id, target);
    // The card now hangs in another column: the focus goes with it.
    window.setTimeout(() => document.querySelector<HTMLElement>(`[data-card="${id}"]`)?.focus(), REFOCUS_MS);
  }, [onDrop]);
  const { lift, onKeyDown, letGo } = useLift(board, put);

  const id = drag?.id ?? lift?.id ?? null;
  const target = drag?.target ?? lift?.target ?? null;
  const moving = id ? { id, height: drag?.height ?? 118, hidden: drag !== null } : null;
  const card = id ? findCard(board, id)?.card : undefined;
  const onClick = (e: MouseEvent) => { if (justDropped(e.timeStamp)) e.preventDefault(); };

  const onMore = async (column: Column) => {
    if (!column.next) return;
    const page = await moreCards(column.id, column.next, query);
    queries.setQueryData<Board>(boardKey(query), (old) => old && { ...old, stages: old.stages.map((s) => (s.id === column.id ? { ...s, cards: [...s.cards, ...page.items], next: page.next } : s)) });
  };
  const said = !lift ? '' : isStage(lift.target)
    ? t('keys.at', { stage: words.stage(board.stages.find((s) => s.id === (isStage(lift.target) ? lift.target.stage : '')) ?? { name: '', name_en: '' }), place: lift.target.index + 1 })
    : t(`close.${lift.target.close}`);
  const over = target && !isStage(target) ? target.close : null;
  return (
    <>
      {moves.refusal && <Refused refusal={moves.refusal} onClose={moves.dismiss} />}
      <p id="board-keys" className="sr">{t('keys.help')}</p>
      <p className="sr" role="status">{said}</p>
      <div role="group" aria-label={t('as.board')} className={drag ? 'board dragging' : 'board'} style={{ gridTemplateColumns: `repeat(${board.stages.length},minmax(240px,1fr)) 44px 44px` }}>
        {board.stages.map((column, i) => (
          <BoardColumn
            key={column.id} column={column} share={(i + 1) / board.stages.length} moving={moving} movable={movable} lifted={lift?.id ?? null}
            slot={target && isStage(target) && target.stage === column.id ? target.index : null}
            onAdd={onAdd && !column.needs_contract ? onAdd : undefined} onMore={onMore} onPointerDown={onPointerDown} onKeyDown={onKeyDown} onBlur={letGo} onClick={onClick}
          />
        ))}
        {(['won', 'lost'] as const).map((how) => (
          <Link
            key={how} className={`bend ${over === how ? 'over' : ''}`} data-close={how} draggable={false}
            to={`/opportunities?as=list&filter=status:in:${how}&filter=${how}_on:gte:${board.closed.since}&sort=-${how}_on`}
          >
            {how === 'won' ? <Trophy size={16} className="green" aria-hidden /> : <CircleX size={16} className="t3" aria-hidden />}
            <span>{t(`close.${how}`)}</span><span className="t3">{t('close.quarter')}</span><span className="num">{board.closed[how]}</span>
          </Link>
        ))}
      </div>
      {drag && card && (
        <div className="card dragged" style={{ width: drag.width, left: drag.x - drag.dx, top: drag.y - drag.dy }} aria-hidden><CardView card={card} /></div>
      )}
      {closing?.how === 'lost' && <LoseDialog one={closing.card} onClose={() => setClosing(null)} onDone={(now) => moves.closed(t('done.lost', { title: now.title }), now, closing.card)} />}
      {closing?.how === 'won' && <WinDialog one={closing.card} onClose={() => setClosing(null)} onDone={(now) => moves.closed(t('done.won', { title: now.title }), now, closing.card)} />}
    </>
  );
}
