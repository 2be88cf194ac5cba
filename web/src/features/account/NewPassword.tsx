import { Button, Input } from 'antd';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { PasswordMeter } from '@/ui/PasswordMeter';
import { wordsOf } from './words';

interface Props {
  /** Names that the password must not be made of. */
  about: string[];
  verb: string;
  /** Asks for the present one first. */
  current?: boolean;
  onSend: (password: string, current: string) => Promise<unknown>;
  onCancel?: { text: string; run: () => void };
}

const LEAST = 10;

/** A new password with its meter, typed once: it can be shown. */
export function NewPassword({ about, verb, current = false, onSend, onCancel }: Props) {
  const { t } = useTranslation('account');
  const [now, setNow] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (current && !now) return setFailure(t('password.current_needed'));
    if (password.length < LEAST) return setFailure(t('password.short', { count: LEAST }));
    setBusy(true);
    setFailure('');
    onSend(password, now).catch((error: unknown) => { setFailure(wordsOf(Problem.from(error), t)); setBusy(false); });
  };
  return (
    <form onSubmit={submit} noValidate className="col g12">
      {current && <div className="field"><label htmlFor={`${id}-c`}>{t('password.current')}</label><Input.Password id={`${id}-c`} size="large" autoFocus value={now} onChange={(e) => setNow(e.target.value)} autoComplete="current-password" /></div>}
      <div className="field">
        <label htmlFor={`${id}-p`}>{t('password.new')}</label>
        <Input.Password id={`${id}-p`} size="large" autoFocus={!current} value={password} onChange={(e) => setPassword(e.target.value)} autoComplete="new-password" aria-describedby={`${id}-h`} aria-invalid={Boolean(failure)} status={failure ? 'error' : undefined} />
        <p className="help" id={`${id}-h`}>{t('password.rule', { count: LEAST })}</p>
        <PasswordMeter password={password} about={about} />
      </div>
      <p className="red s13" role="alert">{failure}</p>
      <div className="row g8"><Button type="primary" htmlType="submit" loading={busy}>{verb}</Button>{onCancel && <Button onClick={onCancel.run}>{onCancel.text}</Button>}</div>
    </form>
  );
}
