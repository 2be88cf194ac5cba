import './insights.css';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { dayOf, timeOf, today } from '@/lib/dates';
import { Bone, DateText, ErrorState, Page } from '@/ui';
import { AgesPanel } from './AgesPanel';
import { useBoard, useChosen, type Board } from './api';
import { AttentionPanel } from './AttentionPanel';
import { FigureStrip } from './FigureStrip';
import { Filters } from './Filters';
import { FunnelPanel } from './FunnelPanel';
import { LatePanel } from './LatePanel';
import { MonthsPanel } from './MonthsPanel';

/** How the company stands. Every number opens the list that adds up to it. */
export function Component() {
  const { t } = useTranslation('insights');
  const [chosen, choose] = useChosen();
  const board = useBoard(chosen);
  // Drawn in slices, so that the page answers a click meanwhile.
  const shown = useDeferredValue(board.data);
  return (
    <Page title={t('title')} actions={board.data && <AsOf at={board.data.as_of} />}>
      <Filters chosen={chosen} choose={choose} board={shown} />
      {board.isError && !board.data && <ErrorState title={t('failed')} problem={Problem.from(board.error)} onRetry={() => void board.refetch()} />}
      {shown ? <Panels board={shown} stale={board.isPlaceholderData} /> : !board.isError && <Waiting />}
    </Page>
  );
}

function AsOf({ at }: { at: string | null }) {
  const { t } = useTranslation('insights');
  if (!at) return <span className="s12 t3 nw">{t('building')}</span>;
  return <span className="s12 t3 nw asof">{t('as_of')} {dayOf(at) === today() ? <time dateTime={at}>{timeOf(at)}</time> : <DateText value={at} as="stamp" />}</span>;
}

function Panels({ board, stale }: { board: Board; stale: boolean }) {
  return (
    <div className={stale ? 'dash stale' : 'dash'} aria-busy={stale}>
      <FigureStrip figures={board.figures} />
      <div className="dash-row">
        {board.months && <MonthsPanel items={board.months.items} />}
        <div className="dash-col">
          {board.funnel && <FunnelPanel stages={board.funnel} />}
          {board.ages && <AgesPanel ages={board.ages} />}
        </div>
      </div>
      <div className={board.late ? 'dash-row' : 'dash-one'}>
        {board.late && <LatePanel late={board.late} />}
        <AttentionPanel items={board.attention} />
      </div>
    </div>
  );
}

function Waiting() {
  return (
    <div className="dash" aria-hidden>
      <Bone height={102} />
      <div className="dash-row"><Bone height={340} /><div className="dash-col"><Bone height={163} /><Bone height={163} /></div></div>
      <div className="dash-row"><Bone height={200} /><Bone height={200} /></div>
    </div>
  );
}
