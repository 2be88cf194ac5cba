import { Button } from 'antd';
import { Lock, LockOpen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useRefreshAny } from '@/lib/refresh';
import { confirm, DateText, FormDialog, toast, type Field } from '@/ui';
import { ACCOUNT, type Account } from './api';

/** A frozen account says so: points come in, none go out. */
export function FrozenNotice({ frozen }: { frozen: Account['frozen'] }) {
  const { t } = useTranslation('loyalty');
  if (!frozen) return null;
  return (
    <p className="notice mt8" role="status">
      <b>{t('freeze.is')}</b> {t('freeze.means')} {frozen.by}，<DateText value={frozen.since} as="stamp" />{frozen.reason && <>：{frozen.reason}</>}
      {frozen.note && <><br />{t('freeze.told', { note: frozen.note })}</>}
    </p>
  );
}

/** Freezing and releasing, each with a reason. */
export function FreezeButton({ accountId, name, frozen, onDone }: { accountId: string; name: string; frozen: boolean; onDone?: () => void }) {
  const { t } = useTranslation('loyalty');
  const refresh = useRefreshAny();
  const [open, setOpen] = useState(false);
  const done = async (text: string) => { toast(text); await refresh(ACCOUNT); onDone?.(); };
  const release = () => confirm({
    title: t('freeze.release_title', { name }), text: t('freeze.release_text'), verb: t('freeze.release'), reason: true,
    act: async (reason) => { await api.post<Account>(`/points/accounts/${accountId}/release`, { reason }); await done(t('freeze.released')); },
  });
  const fields: Field[] = [
    { name: 'reason', label: t('freeze.reason'), type: 'textarea', maxLength: 300, help: t('freeze.reason_help') },
    { name: 'note', label: t('freeze.note'), type: 'textarea', maxLength: 300, optional: true, help: t('freeze.note_help') },
  ];
  return (
    <>
      {frozen ? <Button icon={<LockOpen size={15} />} onClick={release}>{t('freeze.release')}</Button> : <Button icon={<Lock size={15} />} onClick={() => setOpen(true)}>{t('freeze.open')}</Button>}
      {open && (
        <FormDialog<Account>
          open title={t('freeze.title', { name })} fields={fields} initial={{ reason: '', note: t('freeze.note_default') }} submitText={t('freeze.open')} onCancel={() => setOpen(false)}
          onSubmit={(v) => api.post<Account>(`/points/accounts/${accountId}/freeze`, { reason: v.reason, note: v.note ?? '' })}
          onDone={() => { setOpen(false); void done(t('freeze.done')); }}
        />
      )}
    </>
  );
}
