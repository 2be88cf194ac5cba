import { Button, Input, Modal } from 'antd';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Schema } from '@/api/types';
import { randomId } from '@/lib/ids';
import { queryClient } from '@/lib/queryClient';
import { toast } from '@/ui';
import { count } from './PointsCard';

type Wrong = Partial<Record<'code' | 'points' | 'all', string>>;

/** First whose code it is, then how many: nothing leaves before the name was seen. */
export function GiftForm({ most, clientId, onClose }: { most: number; clientId: string; onClose: () => void }) {
  const { t } = useTranslation('portal');
  const [code, setCode] = useState('');
  const [points, setPoints] = useState('');
  const [note, setNote] = useState('');
  const [taker, setTaker] = useState<string | null>(null);
  const [wrong, setWrong] = useState<Wrong>({});
  const [busy, setBusy] = useState(false);
  const key = useRef(randomId());
  const failed = (error: unknown) => {
    const problem = Problem.from(error);
    const first = problem.errors[0];
    setWrong(first && (first.field === 'code' || first.field === 'points') ? { [first.field]: first.message } : { all: problem.message });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setWrong({});
    try {
      if (taker === null) setTaker((await api.get<Schema<'PortalGiftTaker'>>(`/portal/gifts/taker?code=${encodeURIComponent(code)}`)).name);
      else {
        await api.post(`/portal/gifts?client=${clientId}`, { code, points: Number(points), note }, { idempotencyKey: key.current });
        await queryClient.invalidateQueries({ queryKey: ['portal'] });
        toast(t('gift.sent', { other: taker }));
        onClose();
      }
    } catch (error) {
      failed(error);
      key.current = randomId();
    } finally { setBusy(false); }
  };
  const amount = Number(points);
  const ready = taker === null ? code.trim() !== '' : Number.isInteger(amount) && amount > 0;
  return (
    <Modal open title={t('gift.give')} onCancel={onClose} footer={null} destroyOnHidden>
      <form className="pw-form" onSubmit={(e) => void submit(e)}>
        <label htmlFor="gift-code">{t('gift.their_code')}</label>
        <Input id="gift-code" size="large" value={code} maxLength={12} autoComplete="off" autoCapitalize="characters" placeholder="7K4M-2QX9" readOnly={taker !== null} status={wrong.code ? 'error' : ''} aria-invalid={Boolean(wrong.code)} aria-describedby="gift-code-wrong" onChange={(e) => setCode(e.target.value)} />
        <p id="gift-code-wrong" className="s14 red" role="alert">{wrong.code}</p>
        {taker === null ? <p className="s14 t3">{t('gift.their_code_text')}</p> : (
          <>
            <p className="mt4">{t('gift.taker')} <b>{taker}</b> <button type="button" className="linkish" onClick={() => setTaker(null)}>{t('gift.another')}</button></p>
            <label htmlFor="gift-points">{t('gift.points')}</label>
            <Input id="gift-points" size="large" value={points} inputMode="numeric" status={wrong.points ? 'error' : ''} aria-invalid={Boolean(wrong.points)} aria-describedby="gift-points-wrong" onChange={(e) => setPoints(e.target.value.replace(/\D/g, '').slice(0, 9))} />
            <p id="gift-points-wrong" className="s14 red" role="alert">{wrong.points}</p>
            <p className="s14 t3">{t('gift.most', { points: count(most) })}</p>
            <label htmlFor="gift-note">{t('gift.note')}</label>
            <Input id="gift-note" size="large" value={note} maxLength={200} onChange={(e) => setNote(e.target.value)} />
          </>
        )}
        <p className="s14 red mt8" role="alert">{wrong.all}</p>
        <Button type="primary" block className="pw-btn mt8" htmlType="submit" loading={busy} disabled={!ready}>{taker === null ? t('gift.next') : t('gift.submit', { points: count(amount || 0) })}</Button>
        {taker !== null && <p className="s14 t3 mt8">{t('gift.reserved_text')}</p>}
      </form>
    </Modal>
  );
}
