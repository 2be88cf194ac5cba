import { Button } from 'antd';
import { ArrowRight, Download, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCan } from '@/app/session';
import { Problem } from '@/api/problem';
import { DateText, Figures, Glyph } from '@/ui';
import { BATCH, type Batch, commit, placeOf, rejectedUrl, useRefresh, useUndoPlan, kindOf } from './api';
import { Clashes } from './Clashes';
import type { Step } from './ImportPage';

/** The report: what came in, what did not and why, and the way back. */
export function DoneStep({ batch, go }: { batch: Batch; go: (to: Step) => void }) {
  const { t } = useTranslation('imports');
  const refresh = useRefresh();
  const mayUpdate = useCan(BATCH, 'update');
  const seesDuplicates = useCan('stewardship.duplicate', 'view');
  const [failed, setFailed] = useState<Problem | null>(null);
  const { verdicts, states, ready } = batch.counts;
  const n = (value: number) => value.toLocaleString('en');
  const left = verdicts.rejected + verdicts.confirm;
  const undone = batch.status === 'undone';
  const what = kindOf(batch);
  const stopped = batch.status === 'stopped';
  const attempt = async (act: () => Promise<unknown>) => {
    setFailed(null);
    try { await act(); await refresh(); } catch (error) { setFailed(Problem.from(error)); }
  };
  const title = undone ? t('done.undone', { shown: n(states.undone), count: states.undone }) : t(stopped ? 'done.stopped' : 'done.title', { shown: n(states.committed), count: states.committed });
  return (
    <div className="imp-scroll imp-done">
      <div className="imp-head">
        <Glyph kind={undone || stopped ? 'hold' : 'done'} size={20} />
        <div><h2 className="s16 w6">{title}</h2><p className="s13 t3">{stopped ? t('done.stopped_text', { count: ready, shown: n(ready) }) : <>{batch.owner.name} · <DateText value={batch.undone_at ?? batch.committed_at ?? batch.created_at} as="stamp" /></>}</p></div>
        <span className="sp" />
        {what === 'clients' && seesDuplicates && !undone && states.committed > 0 && <Link to={`/duplicates?filter=import:in:${batch.id}`} className="desk"><Button type="text">{t('done.duplicates')}</Button></Link>}
        {mayUpdate && !undone && states.committed > 0 && <Button icon={<Undo2 size={15} />} onClick={() => go('undo')}>{t('undo.button')}</Button>}
        {mayUpdate && stopped && ready > 0 && <Button type="primary" onClick={() => void attempt(() => commit(batch))}>{t('done.go_on', { count: ready, shown: n(ready) })}</Button>}
        {!stopped && !undone && <Link to={placeOf(batch)}><Button type="primary">{t(`done.open.${what}`)}<ArrowRight size={15} aria-hidden /></Button></Link>}
      </div>
      {failed && <p className="imp-alert" role="alert">{failed.detail || t('failed')}</p>}
      {batch.job?.error && <p className="imp-alert" role="alert">{t('done.job_failed')} <span className="num">{batch.job.error}</span></p>}
      <div className="imp-figures">
        <Figures items={undone ? [
          { key: 'undone', label: t('done.back'), value: n(states.undone) },
          { key: 'partly', label: t('undo.partly'), value: n(states.partly), note: t('undo.partly_note') },
          { key: 'kept', label: t('done.kept'), value: n(states.kept), note: t('done.kept_note') },
        ] : [
          { key: 'created', label: t(`done.created.${what}`), value: n(verdicts.new - (stopped ? Math.min(ready, verdicts.new) : 0)), to: what === 'clients' ? '/clients?sort=-created_at' : placeOf(batch) },
          { key: 'updated', label: t('verdict.update'), value: n(verdicts.update) },
          { key: 'unchanged', label: t('verdict.unchanged'), value: n(verdicts.unchanged) },
          { key: 'skipped', label: t('verdict.skipped'), value: n(verdicts.skipped) },
          { key: 'left', label: t('done.left'), value: n(left), tone: left > 0 ? 'amber' : undefined },
        ]} />
      </div>
      {left > 0 && !undone && (
        <section className="imp-left">
          <h3 className="w6">{t('done.left_title', { count: left, shown: n(left) })}</h3>
          <p className="s13 t2">{t('done.left_text')}</p>
          <p className="row g8 wrap">
            <Button icon={<Download size={15} />} href={rejectedUrl(batch.id)}>{t('done.download_same')}</Button>
            {(['xlsx', 'csv'] as const).filter((kind) => kind !== batch.kind).map((kind) => <Button key={kind} href={rejectedUrl(batch.id, kind)}>{t('done.download', { kind: kind.toUpperCase() })}</Button>)}
            {stopped && <Button onClick={() => go('check')}>{t('done.repair')}</Button>}
          </p>
        </section>
      )}
      {undone && states.kept + states.partly > 0 && <Stayed batch={batch} />}
    </div>
  );
}

/** What undoing left as it was, and why. */
function Stayed({ batch }: { batch: Batch }) {
  const { items } = useUndoPlan(batch.id);
  return <Clashes batch={batch} items={items} />;
}
