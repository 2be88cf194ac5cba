import { useQuery } from '@tanstack/react-query';
import { Button, Select, Switch } from 'antd';
import { ArrowLeft, Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { Figures } from '@/ui';
import { people } from '@/lib/sources';
import { BATCH, commit, setInvite, setOwner, useRefresh, type Batch } from './api';
import type { Step } from './ImportPage';
import { ProblemRows } from './ProblemRows';

const READY = { show: 'ready' };

/** What will happen, in figures and rows, before it does. */
export function PreviewStep({ batch, go }: { batch: Batch; go: (to: Step) => void }) {
  const { t } = useTranslation('imports');
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Problem | null>(null);
  const staff = useQuery({ queryKey: [BATCH, 'people'], queryFn: ({ signal }) => people('', signal) });
  const { verdicts, ready } = batch.counts;
  const asks = (name: string) => batch.target?.options.includes(name);
  const n = (value: number) => value.toLocaleString('en');
  const again = batch.counts.problems.filter((p) => p.code === 'asks_review').reduce((sum, p) => sum + p.rows, 0);
  const left = verdicts.rejected + verdicts.confirm;
  const attempt = async (act: () => Promise<unknown>) => {
    setBusy(true);
    setFailed(null);
    try { await act(); await refresh(); } catch (error) { setFailed(Problem.from(error)); } finally { setBusy(false); }
  };
  return (
    <>
      <div className="imp-scroll">
        <div className="imp-head"><div><h2 className="s16 w6">{t('preview.title', { shown: n(ready), count: ready })}</h2><p className="s13 t3">{left > 0 ? t('preview.left', { count: left, shown: n(left) }) : t('preview.none_left')}</p></div></div>
        {failed && <p className="imp-alert" role="alert">{failed.detail || t('failed')}</p>}
        <div className="imp-figures">
          <Figures items={[
            { key: 'new', label: t('verdict.new'), value: n(verdicts.new) },
            { key: 'update', label: t('verdict.update'), value: n(verdicts.update), note: t('preview.update_note') },
            { key: 'unchanged', label: t('verdict.unchanged'), value: n(verdicts.unchanged), note: t('preview.unchanged_note') },
            { key: 'left', label: t('preview.not'), value: n(left + verdicts.skipped), tone: left > 0 ? 'amber' : undefined },
          ]} />
        </div>
        {again > 0 && <p className="imp-note">{t('preview.again', { count: again, shown: n(again) })}</p>}
        {asks('owner_id') && (
          <div className="imp-owner">
            <label htmlFor="imp-owner">{t('preview.owner')}</label>
            <Select
              id="imp-owner" allowClear showSearch={{ optionFilterProp: 'label' }} className="imp-pick" loading={staff.isPending} disabled={busy} value={batch.options.owner_id ?? undefined} placeholder={t('preview.nobody')}
              options={(staff.data ?? []).map((p) => ({ value: p.value, label: p.note ? `${p.label} · ${p.note}` : p.label }))} onChange={(value: string | undefined) => void attempt(() => setOwner(batch, value ?? null))}
            />
            <span className="s13 t3">{t('preview.owner_note')}</span>
          </div>
        )}
        {asks('invite') && <div className="imp-owner"><Switch id="imp-invite" disabled={busy} checked={batch.options.invite ?? false} onChange={(on) => void attempt(() => setInvite(batch, on))} /><label htmlFor="imp-invite">{t('preview.invite')}</label></div>}
        <div className="imp-preview"><ProblemRows batch={batch} narrow={READY} /></div>
      </div>
      <div className="foot imp-foot">
        <span className="imp-source el t3">{t('preview.background')}</span><span className="sp" />
        <Button icon={<ArrowLeft size={15} />} onClick={() => go('check')}>{t('back')}</Button>
        <Button type="primary" icon={<Check size={15} />} loading={busy} disabled={ready === 0} onClick={() => void attempt(async () => { await commit(batch); go('done'); })}>{t('preview.commit', { count: ready, shown: n(ready) })}</Button>
      </div>
    </>
  );
}
