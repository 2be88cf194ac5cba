import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { Bone, ErrorState } from '@/ui';
import { wordsOf } from './words';

interface Start { secret: string; uri: string; qr: string }
interface Props { onDone: (codes: string[]) => void; onCancel: () => void }

const inFours = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? secret;

/** Scan, type the first code, done. */
export function TotpSetup({ onDone, onCancel }: Props) {
  const { t } = useTranslation('account');
  const { t: c } = useTranslation();
  const id = useId();
  const start = useQuery({ queryKey: ['account.totp', id], queryFn: () => api.post<Start>('/me/totp'), staleTime: Infinity, gcTime: 0, retry: false });
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!code.trim()) return setFailure(t('step.code_needed'));
    setBusy(true);
    setFailure('');
    api.post<{ recovery_codes: string[] }>('/me/totp/confirm', { code }).then((a) => onDone(a.recovery_codes), (error: unknown) => { setFailure(wordsOf(Problem.from(error), t)); setCode(''); setBusy(false); });
  };
  if (start.isPending) return <Bone width="100%" height={220} />;
  if (start.isError) return <><ErrorState title={t('totp.failed')} problem={Problem.from(start.error)} onRetry={() => void start.refetch()} /><Button onClick={onCancel}>{c('act.cancel')}</Button></>;
  return (
    <form onSubmit={submit} noValidate className="col g12">
      <p className="s13 t2">{t('totp.scan')}</p>
      <img className="qr" src={`data:image/svg+xml;utf8,${encodeURIComponent(start.data.qr)}`} alt={t('totp.qr')} width={196} height={196} />
      <details className="s13"><summary>{t('totp.by_hand')}</summary><code className="num mt4 dib">{inFours(start.data.secret)}</code></details>
      <div className="field">
        <label htmlFor={`${id}-c`}>{t('totp.code')}</label>
        <Input id={`${id}-c`} size="large" autoFocus value={code} onChange={(e) => setCode(e.target.value)} inputMode="numeric" autoComplete="one-time-code" maxLength={8} aria-invalid={Boolean(failure)} status={failure ? 'error' : undefined} />
      </div>
      <p className="red s13" role="alert">{failure}</p>
      <div className="row g8"><Button type="primary" htmlType="submit" loading={busy}>{t('totp.bind')}</Button><Button onClick={onCancel}>{c('act.cancel')}</Button></div>
    </form>
  );
}
