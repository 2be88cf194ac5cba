import './duplicates.css';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useCan } from '@/app/session';
import { useShortcuts } from '@/lib/keyboard';
import { recallPlace } from '@/ui/table/place';
import { confirm, DateText, Kbd, Page, RecordGate, Section, Status, toast } from '@/ui';
import { DUPLICATE, percentOf, settle, useDuplicate, useRefresh, type Duplicate } from './api';
import { MergeDesk } from './MergeDesk';
import { Waterfall } from './Waterfall';

/** Two dossiers or more that may be one: side by side, why, and what becomes of them. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('duplicates');
  const query = useDuplicate(id);
  return <RecordGate query={query} title={t('title')} failed={t('failed')} back={{ to: '/duplicates', label: t('title') }}>{(found) => <Body key={found.id} found={found} />}</RecordGate>;
}

function Body({ found }: { found: Duplicate }) {
  const { t } = useTranslation('duplicates');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const may = useCan(DUPLICATE, 'update');
  const place = recallPlace(DUPLICATE);
  const here = place?.ids.indexOf(found.id) ?? -1;
  const back = place && here >= 0 ? place.url : '/duplicates';
  const neighbour = (by: number) => (here >= 0 ? place?.ids[here + by] : undefined);
  const go = (by: number) => { const to = neighbour(by); if (to) void navigate(`/duplicates/${to}`); };
  const onward = async () => { await navigate(neighbour(1) ? `/duplicates/${neighbour(1)}` : back); await refresh(); };
  const open = found.state === 'open';
  const apart = () => confirm({
    title: t('distinct.title'), text: t('distinct.text', { left: found.left, right: found.right }), verb: t('distinct.verb'), reason: true,
    act: async (reason) => {
      await settle(found.id, { act: 'distinct', reason, relation: 'branch' });
      toast({ text: t('distinct.done'), undo: async () => { await settle(found.id, { act: 'reopen', reason: '', relation: 'branch' }); await refresh(); } });
      await onward();
    },
  });
  const reopen = async () => { await settle(found.id, { act: 'reopen', reason: '', relation: 'branch' }); await refresh(); };
  useShortcuts([
    { keys: 'j', label: 'keys.next', group: 'page', run: () => go(1) },
    { keys: 'k', label: 'keys.prev', group: 'page', run: () => go(-1) },
    { keys: 'Escape', label: 'keys.back', group: 'page', run: () => void navigate(back) },
  ]);
  useShortcuts([{ keys: 'n', label: 'duplicates:keys.distinct', group: 'page', run: apart }], may && open);
  const acts = may && open && <><Button onClick={apart}>{t('distinct.act')}<Kbd>N</Kbd></Button><Belongs found={found} onDone={onward} /></>;
  return (
    <Page title={t('pair', { left: found.left, right: found.right })} back={{ to: back, label: t('title') }} actions={here >= 0 && <span className="row g6 t3 desk"><Kbd>J</Kbd><Kbd>K</Kbd></span>}>
      {!open && <p className="dup-run"><Status state="client.archived">{t(`state.${found.state}`)}</Status><span className="t2">{found.settled_by} · {found.settled_at && <DateText value={found.settled_at} as="ago" />} {found.reason}</span>{may && <Button size="small" onClick={() => void reopen()}>{t('reopen')}</Button>}</p>}
      <MergeDesk ids={found.clients} reason={found.band === 'related' ? '' : t('default_reason', { chance: percentOf(found.probability) })} onDone={onward} acts={acts} readOnly={!open} offer={found.band !== 'related'}>
        <Why found={found} />
      </MergeDesk>
    </Page>
  );
}

/** Each two of them that hang together, with the waterfall. */
function Why({ found }: { found: Duplicate }) {
  const { t } = useTranslation('duplicates');
  const told = found.pairs.filter((p) => p.explained);
  if (told.length === 0) return <Section title={t('why.related')}><p className="t2">{t('why.names')}</p></Section>;
  return (
    <>
      {told.map((pair) => (
        <Section key={pair.id} title={found.pairs.length > 1 ? t('pair', { left: pair.left, right: pair.right }) : t('why.title')} note={`${t(`band.${pair.band}`)} · ${percentOf(pair.probability)}`}>
          {pair.explained && <Waterfall told={pair.explained} left={pair.left} right={pair.right} />}
        </Section>
      ))}
    </>
  );
}

/** Where the names say that one belongs to the other: they stay two, one under the other. */
function Belongs({ found, onDone }: { found: Duplicate; onDone: () => Promise<void> }) {
  const { t } = useTranslation('duplicates');
  const [busy, setBusy] = useState(false);
  const hint = found.hint;
  if (!hint) return null;
  const above = hint.parent_id === found.left_id ? found.left : found.right;
  const run = async () => {
    setBusy(true);
    try {
      await settle(found.id, { act: 'related', parent_id: hint.parent_id, relation: hint.relation, reason: '' });
      toast(t('related.done', { name: above }));
      await onDone();
    } catch (failure) {
      toast({ text: (failure as Error).message, tone: 'bad' });
      setBusy(false);
    }
  };
  return <Button type={found.band === 'related' ? 'primary' : 'default'} loading={busy} onClick={() => void run()}>{t(`related.${hint.relation}`, { name: above })}</Button>;
}
