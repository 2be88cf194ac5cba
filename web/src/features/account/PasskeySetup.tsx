import { Button, Input } from 'antd';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { makePasskey } from '@/lib/passkeys';
import { wordsOf } from './words';

interface Props { onDone: (codes: string[]) => void; onCancel: () => void }

/** A name, then the browser's own dialog. */
export function PasskeySetup({ onDone, onCancel }: Props) {
  const { t } = useTranslation('account');
  const { t: c } = useTranslation();
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const id = useId();
  const make = async () => {
    const answer = await makePasskey();
    return (await api.post<{ recovery_codes: string[] }>('/me/passkeys', { ...answer, name: name.trim() })).recovery_codes;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim()) return setFailure(t('passkey.name_needed'));
    setBusy(true);
    setFailure('');
    make().then(onDone, (error: unknown) => { setFailure(wordsOf(Problem.from(error), t)); setBusy(false); });
  };
  return (
    <form onSubmit={submit} noValidate className="col g12">
      <p className="s13 t2">{t('passkey.text')}</p>
      <div className="field">
        <label htmlFor={id}>{t('passkey.name')}</label>
        <Input id={id} size="large" autoFocus value={name} onChange={(e) => setName(e.target.value)} maxLength={60} placeholder={t('passkey.example')} aria-invalid={Boolean(failure)} />
      </div>
      <p className="red s13" role="alert">{failure}</p>
      <div className="row g8"><Button type="primary" htmlType="submit" loading={busy}>{t('passkey.make')}</Button><Button onClick={onCancel}>{c('act.cancel')}</Button></div>
    </form>
  );
}
