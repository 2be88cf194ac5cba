import { Button } from 'antd';
import { Archive, Pencil, Tags } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { CLIENT, type ClientRow } from '@/features/clients/api';
import { useClientColumns } from '@/features/clients/columns';
import { DataTable, DateText, EmptyState, MoneyFigure, Page, RecordGate, Section, toast } from '@/ui';
import { archiveSegment, restoreSegment, SEGMENT, TAG_RULE, useRefresh, useSegment, type Segment } from './api';
import { ConditionWords } from './Conditions';
import { SegmentDialog } from './SegmentDialog';
import './care.css';

/** A segment: its conditions, who passes now, who entered and left. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('care');
  const segment = useSegment(id);
  return <RecordGate query={segment} title={t('tab.segments')} failed={t('segment.failed')} back={{ to: '/segments', label: t('tab.segments') }}>{(found) => <Record segment={found} />}</RecordGate>;
}

function Record({ segment }: { segment: Segment }) {
  const { t } = useTranslation('care');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const columns = useClientColumns();
  const mayRule = useCan(TAG_RULE, 'create');
  const [editing, setEditing] = useState(false);
  const archive = async () => {
    try {
      await archiveSegment(segment.id);
      await refresh(SEGMENT, 'kit.list');
      void navigate('/segments');
      toast({ text: t('segment.archived', { name: segment.name }), undo: async () => { await restoreSegment(segment.id); await refresh(SEGMENT, 'kit.list'); } });
    } catch (failure) { toast({ text: Problem.from(failure).message, tone: 'bad' }); }
  };
  const withFilters = new URLSearchParams([['new', '1'], ...segment.filters.map((f) => ['with', f] as [string, string])]).toString();
  return (
    <Page
      title={segment.name} back={{ to: '/segments', label: t('tab.segments') }}
      actions={
        <>
          {mayRule && segment.fault === null && <Link to={`/tag-rules?${withFilters}`} className="desk"><Button tabIndex={-1} type="text" icon={<Tags size={15} />}>{t('rule.from_segment')}</Button></Link>}
          {segment.may_update && <Button icon={<Archive size={15} />} onClick={() => void archive()}>{t('segment.archive')}</Button>}
          {segment.may_update && <Button icon={<Pencil size={15} />} onClick={() => setEditing(true)}>{t('segment.edit')}</Button>}
        </>
      }
    >
      <div className="ca-head">
        <p className="t2 prose">{segment.note && <>{segment.note}<br /></>}<ConditionWords filters={segment.filters} /></p>
        <Moves segment={segment} />
      </div>
      {segment.fault !== null ? <EmptyState title={t('segment.closed_title')} text={t('segment.closed_text')} /> : (
        <div className="ca-embedded"><DataTable<ClientRow>
          list="clients" resource={CLIENT} noun={t('client_noun')} columns={columns} defaultSort="name" scope={[`segment:in:${segment.id}`]} embedded
          rowLink={(c) => `/clients/${c.id}`} rowLabel={(c) => c.name} sums={[{ key: 'receivable', label: t('sum_receivable') }]}
          phoneRow={(c) => ({ title: c.name, line: [c.region, c.industry, c.owner].filter(Boolean).join(' · '), figure: !c.receivable || c.receivable === '0.00' ? undefined : <MoneyFigure value={c.receivable} /> })}
          empty={<EmptyState title={t('segment.none_title')} text={t('segment.none_text')} />}
        /></div>
      )}
      {editing && <SegmentDialog segment={segment} onClose={() => setEditing(false)} onDone={() => { setEditing(false); void refresh(SEGMENT, CLIENT, 'kit.list'); toast(t('saved')); }} />}
    </Page>
  );
}

/** What the nightly counts found; said with the time of the last. */
function Moves({ segment }: { segment: Segment }) {
  const { t } = useTranslation('care');
  if (segment.counted_at === null) return <p className="s13 t3">{t('moves.later')}</p>;
  const lists = [['entered', segment.entered], ['left', segment.left]] as const;
  return (
    <Section title={t('moves.title')} note={<>{t('moves.as_of')} <DateText value={segment.counted_at} as="stamp" /></>}>
      <div className="ca-moves">
        {lists.map(([key, rows]) => (
          <div key={key}>
            <h3 className="s13 t2">{t(`moves.${key}`, { count: rows.length })}</h3>
            {rows.length > 0 && <ul>{rows.slice(0, 8).map((m) => <li key={m.id + m.day} className="row btw g8"><Link to={`/clients/${m.id}`} className="el">{m.name}</Link><DateText value={m.day} as="prose" /></li>)}</ul>}
            {rows.length > 8 && <details><summary>{t('moves.more', { count: rows.length - 8 })}</summary><ul>{rows.slice(8).map((m) => <li key={m.id + m.day} className="row btw g8"><Link to={`/clients/${m.id}`} className="el">{m.name}</Link><DateText value={m.day} as="prose" /></li>)}</ul></details>}
          </div>
        ))}
      </div>
    </Section>
  );
}
