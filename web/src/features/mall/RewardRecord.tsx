import { Button } from 'antd';
import { ImagePlus } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { confirm, DateText, Details, MoneyExact, RecordGate, RecordPage, Section, StatusPill, toast } from '@/ui';
import { REWARD, useRefresh, useReward, useTiers, type Reward } from './api';
import { OrderTable } from './OrderTable';
import { Picture } from './Picture';
import { CodesDialog, StockDialog } from './stockDialogs';
import { StockTable } from './StockTable';
import './mall.css';

/** A reward: what it costs, how many are left, who had it. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('mall');
  const found = useReward(id);
  return <RecordGate query={found} title={t('tab.rewards')} failed={t('failed')} back={{ to: '/mall/rewards', label: t('tab.rewards') }}>{(one) => <Record reward={one} />}</RecordGate>;
}

function Record({ reward }: { reward: Reward }) {
  const { t, i18n } = useTranslation('mall');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [open, setOpen] = useState<'stock' | 'codes' | null>(null);
  const can = (act: string) => reward.can.includes(act);
  const english = i18n.language.startsWith('en');
  const offer = async (state: 'on' | 'off') => {
    try {
      await api.post(`/mall/rewards/${reward.id}/state`, { state }, { version: reward.version });
      await refresh();
      toast(t(`done.${state}`, { title: reward.title }));
    } catch (e) { toast({ text: Problem.from(e).message, tone: 'bad' }); }
  };
  const withdraw = () => confirm({
    title: t('codes.withdraw_title', { count: reward.codes?.free ?? 0 }), text: t('codes.withdraw_text'), verb: t('codes.withdraw'), danger: true, reason: true,
    act: async (reason) => { await api.post(`/mall/rewards/${reward.id}/codes/withdraw`, { reason }); await refresh(); },
  });
  const count = (n: number) => <span className="num">{n.toLocaleString('en-US')}</span>;
  const more = [
    ...(can('update') ? [{ key: 'edit', label: t('edit_reward'), onClick: () => void navigate(`/mall/rewards/${reward.id}/edit`) }] : []),
    ...(can('count') && reward.kind !== 'code' && reward.limited ? [{ key: 'stock', label: t('stock.open'), onClick: () => setOpen('stock') }] : []),
    ...(can('codes') && reward.codes ? [{ key: 'codes', label: t('codes.open'), onClick: () => setOpen('codes') }] : []),
    ...(can('codes') && reward.codes && reward.codes.free > 0 ? [{ key: 'withdraw', label: t('codes.withdraw'), danger: true, onClick: withdraw }] : []),
    ...(can('update') && reward.state === 'on' ? [{ key: 'off', label: t('act.off'), onClick: () => void offer('off') }] : []),
  ];
  return (
    <>
      <RecordPage
        resource={REWARD} id={reward.id} title={(english && reward.title_en) || reward.title} back={{ to: '/mall/rewards', label: t('tab.rewards') }} link={(to) => `/mall/rewards/${to}`}
        status={<StatusPill state={`reward.${reward.state}`} />} meta={[t(`kind.${reward.kind}`)]} more={more} onEdit={can('update') ? () => void navigate(`/mall/rewards/${reward.id}/edit`) : undefined}
        actions={can('update') && reward.state !== 'on' && <Button type="primary" onClick={() => void offer('on')}>{t('act.on')}</Button>}
        facts={[
          { label: t('col.points'), value: count(reward.points) }, { label: t('col.left'), value: reward.left === null ? <span className="t3">{t('unlimited')}</span> : count(reward.left) },
          { label: t('col.redeemed'), value: count(reward.redeemed) }, { label: t('col.clients'), value: count(reward.clients) }, { label: t('col.points_spent'), value: count(reward.points_spent) },
          ...(reward.codes ? [{ label: t('codes.free'), value: count(reward.codes.free) }] : []),
        ]}
        tabs={[
          { key: 'about', label: t('about'), content: <About reward={reward} /> },
          { key: 'orders', label: t('tab.orders'), wide: true, content: <OrderTable of="reward" scope={[`reward:in:${reward.id}`]} /> },
          { key: 'stock', label: t('tab.stock'), wide: true, content: <StockTable reward={reward.id} /> },
        ]}
      />
      {open === 'stock' && <StockDialog reward={reward} onClose={() => setOpen(null)} />}
      {open === 'codes' && <CodesDialog reward={reward} onClose={() => setOpen(null)} />}
    </>
  );
}

function About({ reward }: { reward: Reward }) {
  const { t, i18n } = useTranslation('mall');
  const english = i18n.language.startsWith('en');
  const tiers = useTiers();
  const tier = tiers.data?.items.find((one) => one.code === reward.least_tier);
  return (
    <>
      <Section title={t('field.text')}>
        <div className="ml-reward"><PictureBox reward={reward} /><p className="prose">{(english && reward.text_en) || reward.text || <span className="t3">{t('no_text')}</span>}</p></div>
      </Section>
      <Section title={t('field.terms')}>
        <Details
          items={[
            { label: t(reward.kind === 'voucher' ? 'field.face' : 'field.cost'), value: reward.value === '0.00' ? '—' : <MoneyExact value={reward.value} /> },
            ...(reward.months ? [{ label: t('field.months'), value: <span className="num">{reward.months}</span> }] : []),
            { label: t('field.per_client'), value: reward.per_client === null ? t('no_limit') : t(`limit.${reward.period}`, { count: reward.per_client }) },
            { label: t('field.least_tier'), value: tier ? <span className="violet">{(english && tier.en) || tier.zh}</span> : t('any_tier') },
            { label: t('field.window'), value: reward.begins_on || reward.ends_on ? <><DateText value={reward.begins_on} /> — <DateText value={reward.ends_on} /></> : t('always') },
            { label: t('asks.label'), value: t(reward.kind === 'voucher' ? 'asks.finance' : reward.approval ? 'asks.always' : 'asks.above') },
          ]}
        />
      </Section>
    </>
  );
}

function PictureBox({ reward }: { reward: Reward }) {
  const { t } = useTranslation('mall');
  const refresh = useRefresh();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const send = async (file: File | undefined) => {
    if (!file || busy) return;
    setBusy(true);
    const body = new FormData();
    body.append('file', file);
    try { await api.post(`/mall/rewards/${reward.id}/picture`, body); await refresh(); } catch (e) { toast({ text: Problem.from(e).message, tone: 'bad' }); } finally { setBusy(false); }
  };
  return (
    <div className="col g8">
      <Picture id={reward.picture_id} kind={reward.kind} size={128} />
      {reward.can.includes('update') && (
        <>
          <Button size="small" icon={<ImagePlus size={14} />} loading={busy} onClick={() => input.current?.click()}>{t(reward.picture_id ? 'picture.other' : 'picture.choose')}</Button>
          <input ref={input} type="file" className="sr" tabIndex={-1} accept="image/png,image/jpeg,image/webp" aria-label={t('picture.choose')} onChange={(e) => { void send(e.target.files?.[0]); e.target.value = ''; }} />
        </>
      )}
    </div>
  );
}
