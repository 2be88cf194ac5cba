import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { compareMoney, yuan } from '@/lib/money';
import { FormDialog, MoneyExact, toast } from '@/ui';
import { act, applyCredit, useRefresh, type Contract } from './api';
import { allocate } from './plan';

interface Props { contract: Contract; onClose: () => void }

/** In force: from here on amount and plan change only by versions. */
export function ActivateDialog({ contract, onClose }: Props) {
  const { t } = useTranslation('contracts');
  const refresh = useRefresh();
  return (
    <FormDialog<Contract>
      open title={t('activate.title', { title: contract.title })} fields={[{ name: 'number', label: t('field.number'), type: 'text', optional: true, maxLength: 40, help: t('activate.number_help') }]}
      initial={{ number: '' }} submitText={t('act.activate')} onCancel={onClose}
      onSubmit={(v) => act(contract, 'activate', { number: String(v.number ?? '').trim() })}
      onDone={(done) => { void refresh(); toast(t('done.activated', { number: done.number })); onClose(); }}
    />
  );
}

/** Completed, with a reason when money is still out; or terminated, always with one. */
export function CloseDialog({ contract, what, onClose }: Props & { what: 'complete' | 'terminate' }) {
  const { t } = useTranslation('contracts');
  const refresh = useRefresh();
  const free = what === 'complete' && contract.figures.owed === '0.00';
  const help = what === 'terminate' ? t('close.terminate_help') : free ? undefined : t('close.owed_help', { owed: yuan(contract.figures.owed) });
  return (
    <FormDialog<Contract>
      open title={t(`close.${what}`, { title: contract.title })} fields={[{ name: 'reason', label: t('field.reason'), type: 'textarea', optional: free, maxLength: 500, help }]}
      initial={{ reason: '' }} submitText={t(`act.${what}`)} onCancel={onClose}
      onSubmit={(v) => act(contract, what, { reason: v.reason ?? '' })}
      onDone={() => { void refresh(); toast(t(`done.${what}`)); onClose(); }}
    />
  );
}

/** Credit on account goes to what is owed, the oldest due first, as shown. */
export function CreditDialog({ contract, onClose }: Props) {
  const { t } = useTranslation('contracts');
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const { parts, rest } = allocate(contract.figures.credit, contract.instalments);
  const titles = new Map(contract.instalments.map((r) => [r.id, r.title]));
  const run = async () => {
    setBusy(true);
    try {
      await applyCredit(contract.id);
      await refresh();
      toast(t('done.credited'));
      onClose();
    } catch (error) {
      setFailure(Problem.from(error).message);
      setBusy(false);
    }
  };
  return (
    <Modal open title={t('apply.title')} okText={t('act.credit')} onOk={() => void run()} confirmLoading={busy} onCancel={onClose} width={440}>
      <p className="t2">{t('apply.text', { credit: yuan(contract.figures.credit) })}</p>
      <ul className="split mt12">{parts.map((p) => <li key={p.instalment_id}><span>{titles.get(p.instalment_id)}</span><MoneyExact value={p.amount} /></li>)}</ul>
      {compareMoney(rest, '0') > 0 && <p className="s13 t3 mt8">{t('apply.rest', { rest: yuan(rest) })}</p>}
      {failure && <p className="red s13 mt8" role="alert">{failure}</p>}
    </Modal>
  );
}
