import { Button } from 'antd';
import { useCallback, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '@/api/problem';
import { usePhone } from '@/lib/useMedia';
import { Bone, DateText, ErrorState, Person, ProgressBar, Status } from '@/ui';
import { useDrag } from '../../sales/useDrag';
import { isStage, type Target } from '../../sales/place';
import { moveTo, STATES, useColumn, type TaskRow, type TaskState } from './api';
import { taskLink } from './TaskList';

const DONE_DAYS = 14;

/** A column for each state; a card is dragged, or lifted with Space and moved with the arrows. */
export function TaskBoard({ query }: { query: string }) {
  const { t } = useTranslation('tasks');
  const phone = usePhone();
  const found = {
    todo: useColumn('todo', join(query, 'filter=state:in:todo'), 'start'), doing: useColumn('doing', join(query, 'filter=state:in:doing'), 'finish'),
    waiting: useColumn('waiting', join(query, 'filter=state:in:waiting'), 'finish'), done: useColumn('done', join(query, `filter=state:in:done&filter=finish:gte:today-${DONE_DAYS}`), '-finish'),
  };
  const cards = Object.values(found).flatMap((q) => q.items ?? []);
  const countOf = (state: TaskState) => { const { count } = found[state]; return count ? `${count.count.toLocaleString('en')}${count.capped ? '+' : ''}` : ''; };
  const [lift, setLift] = useState<{ id: string; to: TaskState } | null>(null);
  const [shown, setShown] = useState<TaskState>('doing');
  const drop = useCallback((id: string, state: TaskState) => {
    const one = cards.find((c) => c.id === id);
    if (one && one.state !== state && one.may_report) void moveTo(one, state, { done: t('board.moved', { name: one.name, state: t(`common:state.task.${state}`) }) });
  }, [cards, t]);
  const onDrop = useCallback((id: string, target: Target) => { if (isStage(target)) drop(id, target.stage as TaskState); }, [drop]);
  const { drag, onPointerDown, justDropped } = useDrag(onDrop);
  const onKey = (e: KeyboardEvent<HTMLElement>, one: TaskRow) => {
    if (!lift) { if (e.key === ' ' && one.may_report) { e.preventDefault(); setLift({ id: one.id, to: one.state }); } return; }
    const at = STATES.indexOf(lift.to);
    if (e.key === 'ArrowLeft' || e.key === 'ArrowRight') setLift({ ...lift, to: STATES[Math.max(0, Math.min(STATES.length - 1, at + (e.key === 'ArrowRight' ? 1 : -1)))] ?? lift.to });
    else if (e.key === ' ' || e.key === 'Enter') { setLift(null); drop(lift.id, lift.to); }
    else if (e.key === 'Escape') setLift(null);
    else return;
    e.preventDefault();
  };
  const failed = Object.values(found).map((q) => q.pages).find((q) => q.isError);
  if (failed) return <ErrorState title={t('failed')} problem={Problem.from(failed.error)} onRetry={() => void failed.refetch()} />;
  const over = drag?.target && isStage(drag.target) ? drag.target.stage : lift?.to;
  const dragged = drag ? cards.find((c) => c.id === drag.id) : undefined;
  return (
    <>
      <p id="task-keys" className="sr">{t('board.keys')}</p>
      <p className="sr" role="status">{lift ? t('board.at', { state: t(`common:state.task.${lift.to}`) }) : ''}</p>
      {phone && <div className="ptabs" role="tablist" aria-label={t('as.board')}>{STATES.map((s) => <button key={s} type="button" role="tab" aria-selected={s === shown} onClick={() => setShown(s)}>{t(`common:state.task.${s}`)}<span className="num">{countOf(s)}</span></button>)}</div>}
      <div className={drag ? 'board dragging' : 'board'} role="group" aria-label={t('as.board')} style={{ gridTemplateColumns: phone ? '1fr' : 'repeat(4,minmax(240px,1fr))' }}>
        {STATES.filter((s) => !phone || s === shown).map((state) => {
          const { pages, items, count } = found[state];
          const rest = (count?.count ?? 0) - (items?.length ?? 0);
          return (
            <section key={state} className={`bcol ${over === state && (drag ?? lift) ? 'tk-over' : ''}`} data-stage={state} aria-label={t(`common:state.task.${state}`)}>
              <header className="bcol-head"><div className="row g8"><h2 className="el"><Status state={`task.${state}`} /></h2><span className="s12 t3 num">{countOf(state)}</span>{state === 'done' && <span className="s12 t3">{t('board.recent', { count: DONE_DAYS })}</span>}</div></header>
              <ul className="col-cards">
                {!items && <li><Bone width="100%" height={96} /></li>}
                {items?.length === 0 && <li className="t3 s13 pnone">{t('board.none')}</li>}
                {items?.map((one) => (
                  <li key={one.id} className={drag?.id === one.id ? 'gone' : undefined}>
                    <Link
                      to={taskLink(one)} data-card={one.id} draggable={false} className={`card ${one.may_report ? 'movable' : ''} ${lift?.id === one.id ? 'lifted' : ''}`} aria-describedby={one.may_report ? 'task-keys' : undefined}
                      onPointerDown={one.may_report ? (e) => onPointerDown(e, one.id) : undefined} onKeyDown={(e) => onKey(e, one)} onBlur={() => setLift(null)} onClick={(e) => { if (justDropped(e.timeStamp)) e.preventDefault(); }}
                    ><CardBody one={one} /></Link>
                  </li>
                ))}
                {pages.hasNextPage && <li><Button size="small" block loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('board.more', { count: Math.max(rest, 1) })}</Button></li>}
              </ul>
            </section>
          );
        })}
      </div>
      {drag && dragged && <div className="card dragged" style={{ width: drag.width, left: drag.x - drag.dx, top: drag.y - drag.dy }} aria-hidden><CardBody one={dragged} /></div>}
    </>
  );
}

const join = (query: string, more: string) => (query ? `${query}&${more}` : more);

function CardBody({ one }: { one: TaskRow }) {
  return (
    <>
      <p className="s12 t3 el">{one.project}</p>
      <p className="card-title">{one.name}</p>
      {one.state !== 'todo' && one.state !== 'done' && <ProgressBar value={one.percent} label={`${one.percent}%`} />}
      <p className="row btw g8 s12"><span className={one.late ? 'red' : 't2'}><DateText value={one.finish} as={one.state === 'done' ? 'prose' : 'due'} /></span>{one.owner && <Person value={one.owner} />}</p>
    </>
  );
}
