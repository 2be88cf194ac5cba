import './loyalty.css';
import { Button, Input, InputNumber, Segmented } from 'antd';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { useRefreshAny } from '@/lib/refresh';
import { Bone, ErrorState, Page, Section, toast } from '@/ui';
import { TIERS, useTiers, type Tier, type Tiers } from './keeping';
import { LoyaltyTabs } from './LoyaltyTabs';

/** What tiers go by, and what each of them gives. */
export function Component() {
  const { t } = useTranslation('loyalty');
  const query = useTiers();
  return (
    <Page title={t('tab.tiers')} crumb={<LoyaltyTabs />}>
      <div className="lo-rule">
        {query.isPending && <Bone width="100%" height={240} />}
        {query.isError && <ErrorState title={t('tiers.failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} />}
        {query.data && <Editor key={query.data.version} held={query.data} />}
      </div>
    </Page>
  );
}

function Editor({ held }: { held: Tiers }) {
  const { t } = useTranslation('loyalty');
  const may = useCan(TIERS, 'update');
  const refresh = useRefreshAny();
  const [draft, setDraft] = useState(held);
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    setFault('');
    try {
      const { by, months, grace, point_value, tiers } = draft;
      await api.put('/points/tiers', { by, months, grace, point_value, tiers }, { version: held.version });
      await refresh(TIERS, 'loyalty.account');
      toast(t('tiers.saved'));
    } catch (failure) {
      const problem = Problem.from(failure);
      setFault(problem.errors[0]?.message ?? problem.message);
    } finally { setBusy(false); }
  };
  const set = (at: number, patch: Partial<Tier>) => setDraft({ ...draft, tiers: draft.tiers.map((one, i) => (i === at ? { ...one, ...patch } : one)) });
  const add = () => setDraft({ ...draft, tiers: [...draft.tiers, { code: `tier_${draft.tiers.length + 1}`, zh: '', en: '', least: (draft.tiers.at(-1)?.least ?? 0) + 10_000, benefits_zh: '', benefits_en: '', voucher_share: 0, priority: 0 }] });
  return (
    <>
      <Section title={t('tiers.by')}>
        <div className="row g16 wrap">
          <label className="col g4"><span className="lbl">{t('tiers.measure')}</span><Segmented<Tiers['by']> disabled={!may} value={draft.by} aria-label={t('tiers.measure')} onChange={(by) => setDraft({ ...draft, by })} options={[{ value: 'points', label: t('tiers.points') }, { value: 'amount', label: t('tiers.amount') }]} /></label>
          <label className="col g4"><span className="lbl">{t('tiers.months')}</span><InputNumber disabled={!may} min={1} max={60} precision={0} value={draft.months} onChange={(v) => setDraft({ ...draft, months: v ?? 12 })} /></label>
          <label className="col g4"><span className="lbl">{t('tiers.grace')}</span><InputNumber disabled={!may} min={0} max={12} precision={0} value={draft.grace} onChange={(v) => setDraft({ ...draft, grace: v ?? 0 })} /></label>
          <label className="col g4"><span className="lbl">{t('tiers.value')}</span><InputNumber<string> stringMode disabled={!may} min="0" max="9999" step="0.01" value={draft.point_value} onChange={(v) => setDraft({ ...draft, point_value: v ?? '0' })} /></label>
        </div>
        <p className="s13 t3 mt8">{t('tiers.note')}</p>
      </Section>
      <ol className="lo-tiers">
        {draft.tiers.map((one, at) => (
          <li key={at}>
            <fieldset disabled={!may}>
              <legend className="row g8"><b className="violet">{one.zh || t('tiers.unnamed')}</b>{may && draft.tiers.length > 1 && <Button size="small" type="text" icon={<X size={14} />} aria-label={t('tiers.drop', { name: one.zh })} onClick={() => setDraft({ ...draft, tiers: draft.tiers.filter((_, i) => i !== at) })} />}</legend>
              <div className="lo-tier">
                <label className="col g4"><span className="lbl">{t('tiers.name')}</span><Input value={one.zh} maxLength={60} onChange={(e) => set(at, { zh: e.target.value })} /></label>
                <label className="col g4"><span className="lbl">{t('tiers.name_en')}</span><Input value={one.en} maxLength={80} onChange={(e) => set(at, { en: e.target.value })} /></label>
                <label className="col g4"><span className="lbl">{t(draft.by === 'points' ? 'tiers.least' : 'tiers.least_amount')}</span><InputNumber disabled={!may} min={0} precision={0} value={one.least} onChange={(v) => set(at, { least: v ?? 0 })} /></label>
                <label className="col g4"><span className="lbl">{t('tiers.share')}</span><InputNumber disabled={!may} min={0} max={100} precision={0} value={one.voucher_share} onChange={(v) => set(at, { voucher_share: v ?? 0 })} /></label>
                <label className="col g4"><span className="lbl">{t('tiers.priority')}</span><InputNumber disabled={!may} min={0} max={9} precision={0} value={one.priority} onChange={(v) => set(at, { priority: v ?? 0 })} /></label>
                <label className="col g4 lo-gives"><span className="lbl">{t('tiers.benefits')}</span><Input value={one.benefits_zh} maxLength={300} onChange={(e) => set(at, { benefits_zh: e.target.value })} /></label>
                <label className="col g4 lo-gives"><span className="lbl">{t('tiers.benefits_en')}</span><Input value={one.benefits_en} maxLength={300} onChange={(e) => set(at, { benefits_en: e.target.value })} /></label>
              </div>
            </fieldset>
          </li>
        ))}
      </ol>
      <p role="alert" className="red">{fault}</p>
      {may && <div className="row g8"><Button icon={<Plus size={15} />} disabled={draft.tiers.length >= 10} onClick={add}>{t('tiers.add')}</Button><Button type="primary" loading={busy} disabled={JSON.stringify(draft) === JSON.stringify(held)} onClick={() => void save()}>{t('tiers.save')}</Button></div>}
    </>
  );
}
