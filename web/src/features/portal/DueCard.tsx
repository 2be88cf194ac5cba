import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { proseDate } from '@/lib/dates';
import { yuan } from '@/lib/money';
import { Glyph, MoneyExact, toast } from '@/ui';
import type { Due, Payee } from './api';

/** What is to be paid: a debt is stated once, with the way to settle it beside it. */
export function DueCard({ due, detail = true }: { due: Due; detail?: boolean }) {
  const { t } = useTranslation('portal');
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const { overdue, next, payee } = due;
  return (
    <section className="pcard">
      {overdue ? <Overdue overdue={overdue} /> : next ? <Next next={next} /> : <p className="t2">{t('nothing_due')}</p>}
      {overdue && next && <NextLine next={next} />}
      {(payee || detail) && (
        <div className="pw-acts">
          {payee && <Button className="pw-btn" onClick={() => setOpen(true)}>{t('payee')}</Button>}
          {detail && <Button className="pw-btn" onClick={() => void navigate('/portal/payments')}>{t('all_payments')}</Button>}
        </div>
      )}
      {payee && <PayeeDialog payee={payee} open={open} onClose={() => setOpen(false)} />}
    </section>
  );
}

function Amount({ value }: { value: string }) {
  return <div className="pw-big"><small>¥</small>{yuan(value)}</div>;
}

function Overdue({ overdue }: { overdue: NonNullable<Due['overdue']> }) {
  const { t, i18n } = useTranslation('portal');
  const what = overdue.rest ? t('rest_of', { title: overdue.title }) : overdue.title;
  return (
    <>
      <div className="row btw g8"><h2 className="s14 t2 m0" style={{ fontWeight: 400 }}>{t('due_now')}</h2><span className="pill r"><Glyph kind="late" size={12} />{t('overdue_days', { count: overdue.days })}</span></div>
      <Amount value={overdue.amount} />
      <div className="s14 t3">{t('due_line', { what, on: proseDate(overdue.due_on, i18n.language) })}{overdue.count > 1 && t('and_more', { count: overdue.count })}</div>
    </>
  );
}

function Next({ next }: { next: NonNullable<Due['next']> }) {
  const { t, i18n } = useTranslation('portal');
  return (
    <>
      <h2 className="s14 t2 m0" style={{ fontWeight: 400 }}>{t('next')}</h2>
      <Amount value={next.owed} />
      <div className="s14 t3">{t('due_line', { what: next.title, on: proseDate(next.due_on ?? '', i18n.language) })}</div>
    </>
  );
}

function NextLine({ next }: { next: NonNullable<Due['next']> }) {
  const { t, i18n } = useTranslation('portal');
  return <div className="pw-line"><span className="t3">{t('next_line', { what: next.title, on: proseDate(next.due_on ?? '', i18n.language) })}</span><MoneyExact value={next.owed} /></div>;
}

function PayeeDialog({ payee, open, onClose }: { payee: Payee; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('portal');
  const copy = async () => {
    await navigator.clipboard.writeText(`${payee.name}\n${payee.bank}\n${payee.account}`);
    toast(t('copied'));
  };
  return (
    <Modal open={open} title={t('payee')} onCancel={onClose} footer={<Button type="primary" className="pw-btn" block onClick={() => void copy()}>{t('copy')}</Button>}>
      <dl className="pw-me">
        <div><dt>{t('payee_name')}</dt><dd>{payee.name}</dd></div>
        {payee.bank && <div><dt>{t('payee_bank')}</dt><dd>{payee.bank}</dd></div>}
        <div><dt>{t('payee_account')}</dt><dd className="num">{payee.account}</dd></div>
      </dl>
    </Modal>
  );
}
