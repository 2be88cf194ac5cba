import './duplicates.css';
import { Button, Checkbox, Input } from 'antd';
import { Combine } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { useShortcuts } from '@/lib/keyboard';
import { randomId } from '@/lib/ids';
import { Bone, ErrorState, Glyph, Kbd, Section, toast } from '@/ui';
import { jobStarted } from '@/lib/jobs';
import { merge, undoMerge, usePreview, useRefresh, type Merge, type Picks, type Preview } from './api';
import { Compare } from './Compare';
import { MergeRun } from './MergeRun';

interface Props { ids: string[]; reason: string; onDone: (made: Merge) => Promise<void> | void; /** Other decisions, beside merging. */ acts?: ReactNode; /** What stands under the comparison. */ children?: ReactNode; readOnly?: boolean; /** Whether merging is offered at all: a branch stays beside its company. */ offer?: boolean }

/** Everything one looks at before several dossiers become one, and the button that does it. */
export function MergeDesk({ ids, reason: first, onDone, acts, children, readOnly = false, offer = true }: Props) {
  const { t } = useTranslation('duplicates');
  const [survivor, setSurvivor] = useState<string | null>(null);
  const [picks, setPicks] = useState<Picks>({});
  const [all, setAll] = useState(false);
  const [reason, setReason] = useState(first);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const [running, setRunning] = useState<Merge | null>(null);
  const refresh = useRefresh();
  const key = useMemo(randomId, []);
  const query = usePreview(ids, survivor, picks);
  const preview = query.data;
  const ready = Boolean(preview?.may && preview.stops.length === 0 && reason.trim()) && !busy && offer && !readOnly && !query.isPlaceholderData;
  const ended = async (made: Merge) => {
    toast({ text: t('merged', { name: made.client }), undo: async () => { await undoMerge(made.id, { set_back: [], take: [], reason: '' }); await refresh(); } });
    await onDone(made); // away from what is gone, before all is read again
    await refresh();
  };
  const stopped = (made: Merge, why: string) => { setRunning(null); if (why) { setFault(why); void query.refetch(); } else void ended(made); };
  const run = async () => {
    if (!preview || !ready) return;
    setBusy(true);
    setFault('');
    try {
      const versions = Object.fromEntries(preview.clients.map((c) => [c.id, c.version]));
      const made = await merge({ ids, survivor: preview.survivor, picks, versions, reason }, key);
      if (made.state === 'merging') { setRunning(made); jobStarted(); } else await ended(made);
    } catch (failure) {
      const problem = Problem.from(failure);
      setFault(problem.status === 412 ? t('stale') : problem.message);
      if (problem.status === 412) await query.refetch();
    } finally {
      setBusy(false);
    }
  };
  useShortcuts([{ keys: 'm', label: 'duplicates:keys.merge', group: 'page', run: () => void run() }], ready);
  if (query.isError && !preview) return <ErrorState title={t('failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} />;
  if (!preview) return <div className="pad col g16" aria-hidden><Bone height={96} /><Bone height={240} /></div>;
  return (
    <>
      <div className="dup-desk">
        <Stops preview={preview} />
        <Section title={t('cmp.title')} note={t('cmp.note')} action={<Checkbox checked={all} onChange={(e) => setAll(e.target.checked)}>{t('cmp.all')}</Checkbox>}>
          <div className="dup-scroll"><Compare preview={preview} all={all} readOnly={readOnly || !offer} picks={picks} onPick={setPicks} onSurvivor={(id) => { setSurvivor(id); setPicks({}); }} /></div>
          {offer && <p className="s13 t3 mt8">{t('cmp.lists')}</p>}
        </Section>
        {!readOnly && offer && <Moves preview={preview} />}
        {children}
      </div>
      {!readOnly && (
        <div className="foot dup-foot">
          {!offer && <span className="sp" />}
          {running?.job_id && <MergeRun jobId={running.job_id} onEnd={(why) => stopped(running, why)} />}
          {offer && !running && <label className="grow row g8"><span className="nw s13">{t('reason')}</span><Input value={reason} maxLength={300} onChange={(e) => setReason(e.target.value)} aria-label={t('reason')} /></label>}
          {fault && <span className="red s13" role="alert">{fault}</span>}
          {!running && acts}
          {offer && !running && preview.may && <Button type="primary" icon={<Combine size={15} />} loading={busy} disabled={!ready && !busy} onClick={() => void run()}>{t('merge_n', { count: preview.clients.length })}<Kbd>M</Kbd></Button>}
        </div>
      )}
    </>
  );
}

function Stops({ preview }: { preview: Preview }) {
  const { t } = useTranslation('duplicates');
  if (preview.stops.length === 0 && preview.may) return null;
  return <ul className="notice dup-stops" role="status">{preview.stops.map((s) => <li key={s}><Glyph kind="late" />{s}</li>)}{!preview.may && <li><Glyph kind="hold" />{t('may_not')}</li>}</ul>;
}

/** What goes over to the dossier that stays, counted by kind. */
function Moves({ preview }: { preview: Preview }) {
  const { t } = useTranslation('duplicates');
  const kept = preview.clients.find((c) => c.id === preview.survivor)?.name ?? '';
  return (
    <Section title={t('moves.title', { name: kept })}>
      {preview.moves.length === 0 ? <p className="t2">{t('moves.none')}</p> : <ul className="dup-moves">{preview.moves.map((m) => <li key={m.code}><span className="t2">{m.label}</span><span className="num w6">{m.count}</span></li>)}</ul>}
      <ul className="dup-notes s13 t2 mt8">
        {preview.united.length > 0 && <li>{t('moves.united', { names: preview.united.join(t('sep')), count: preview.united.length })}</li>}
        {preview.moves.some((m) => m.code === 'loyalty.account') && <li>{t('moves.points')}</li>}
        {preview.window > 0 && <li>{t('moves.window', { count: preview.window, name: kept })}</li>}
        <li>{t('moves.undo')}</li>
      </ul>
    </Section>
  );
}
