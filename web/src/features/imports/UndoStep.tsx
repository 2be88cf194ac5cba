import { Button } from 'antd';
import { ArrowLeft, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { ErrorState, Figures, ProgressBar } from '@/ui';
import { undo, useRefresh, useUndoPlan, type Batch, kindOf } from './api';
import { Clashes } from './Clashes';
import type { Step } from './ImportPage';

/** What taking the import back will do, worked out before it is done. */
export function UndoStep({ batch, go }: { batch: Batch; go: (to: Step) => void }) {
  const { t } = useTranslation('imports');
  const refresh = useRefresh();
  const plan = useUndoPlan(batch.id);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Problem | null>(null);
  const n = (value: number) => value.toLocaleString('en');
  const { acts, records, items, whole } = plan;
  const what = kindOf(batch);
  const back = acts.remove + acts.restore + acts.partly;
  const run = async () => {
    setBusy(true);
    setFailed(null);
    try { await undo(batch); await refresh(); go('done'); } catch (error) { setFailed(Problem.from(error)); } finally { setBusy(false); }
  };
  if (plan.error) return <ErrorState title={t('undo.not_loaded')} problem={Problem.from(plan.error)} onRetry={plan.retry} />;
  return (
    <>
      <div className="imp-scroll">
        <div className="imp-head"><div><h2 className="s16 w6">{whole ? t('undo.preview', { count: back, shown: n(back) }) : t('undo.comparing', { shown: n(records) })}</h2><p className="s13 t3">{t(`undo.text.${what}`)}</p></div></div>
        {failed && <p className="imp-alert" role="alert">{failed.detail || t('failed')}</p>}
        {!whole && <ProgressBar value={Math.min(100, (100 * records) / Math.max(1, batch.counts.states.committed))} label={t('undo.comparing', { shown: n(records) })} />}
        <div className="imp-figures">
          <Figures items={[
            { key: 'remove', label: t(`undo.remove.${what}`), value: n(acts.remove), note: t('undo.remove_note') },
            { key: 'restore', label: t('undo.restore'), value: n(acts.restore), note: t('undo.restore_note') },
            { key: 'partly', label: t('undo.partly'), value: n(acts.partly), note: t('undo.partly_note'), tone: acts.partly > 0 ? 'amber' : undefined },
            { key: 'keep', label: t('undo.keep'), value: n(acts.keep), note: t('undo.keep_note'), tone: acts.keep > 0 ? 'amber' : undefined },
          ]} />
        </div>
        <Clashes batch={batch} items={items} />
      </div>
      <div className="foot imp-foot">
        <span className="imp-source el t3">{t('undo.background')}</span><span className="sp" />
        <Button icon={<ArrowLeft size={15} />} onClick={() => go('done')}>{t('back')}</Button>
        <Button danger icon={<Undo2 size={15} />} loading={busy} disabled={!whole || back === 0} onClick={() => void run()}>{back > 0 || !whole ? t('undo.verb', { count: back, shown: n(back) }) : t('undo.nothing')}</Button>
      </div>
    </>
  );
}
