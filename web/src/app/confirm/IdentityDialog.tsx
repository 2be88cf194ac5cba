import { Button, Input, Modal } from 'antd';
import { KeyRound } from 'lucide-react';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { askPasskey } from '@/lib/passkeys';
import { Blocked, confirmElsewhere } from '@/lib/sso';
import type { Asked } from './IdentityHost';

/** `sso:<code>` is a provider that asks anew; `again` for who has no other way: to sign in once more. */
type Method = 'password' | 'totp' | 'passkey' | 'again' | `sso:${string}`;
const kindOf = (method: Method | undefined) => (method?.startsWith('sso:') ? 'sso' : method);

/** Who are you, once more, and why: before an act that weighs heavy. */
export default function IdentityDialog({ asked }: { asked: Asked }) {
  const { t } = useTranslation('account');
  const { t: c } = useTranslation();
  const { params } = asked.problem;
  const act = String(params.act ?? '');
  const methods = (params.methods ?? []) as Method[];
  const needsReason = params.reason !== false;
  const [method, setMethod] = useState<Method | undefined>(methods[0]);
  const [secret, setSecret] = useState('');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const id = useId();
  const kind = kindOf(method);
  const typed = method === 'password' || method === 'totp';

  const prove = async () => {
    if (!method) return;
    if (method.startsWith('sso:')) return confirmElsewhere(method.slice(4), act);
    const headers = reason.trim() ? { 'X-Confirm-Reason': encodeURIComponent(reason.trim()) } : undefined;
    const passkey = method === 'passkey' ? await askPasskey('/session/confirm/passkey') : undefined;
    await api.post('/session/confirm', { method, act, ...(method === 'password' ? { password: secret } : {}), ...(method === 'totp' ? { code: secret } : {}), ...(passkey ? { passkey } : {}) }, { headers });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (needsReason && !reason.trim()) return setFailure(t('confirm.reason_needed'));
    if (typed && !secret) return setFailure(t(`confirm.${method}_needed`));
    setBusy(true);
    setFailure('');
    prove().then(() => asked.answer({ reason: reason.trim() }), (error: unknown) => { setFailure(error instanceof Blocked ? t('confirm.sso_blocked') : Problem.from(error).detail || t('failed')); setSecret(''); setBusy(false); });
  };
  return (
    <Modal open title={t('confirm.title')} footer={null} width={440} onCancel={() => asked.answer(null)} mask={{ closable: false }}>
      <form onSubmit={submit} noValidate className="col g12">
        <p className="t2">{t([`confirm.act.${act.replaceAll('.', '_')}`, 'confirm.act.other'])}</p>
        {kind === 'sso' && <p className="s13 t2">{t(busy ? 'confirm.sso_wait' : 'confirm.sso_text')}</p>}
        {method === 'again' && <p className="s13 t2">{t('confirm.again_text')}</p>}
        {typed && (
          <div className="field">
            <label htmlFor={`${id}-s`}>{t(`confirm.${method}`)}</label>
            {method === 'password'
              ? <Input.Password id={`${id}-s`} autoFocus value={secret} onChange={(e) => setSecret(e.target.value)} autoComplete="current-password" />
              : <Input id={`${id}-s`} autoFocus value={secret} onChange={(e) => setSecret(e.target.value)} inputMode="numeric" autoComplete="one-time-code" maxLength={8} />}
          </div>
        )}
        {methods.length > 1 && (
          <div className="row g12 wrap">{methods.filter((m) => m !== method).map((m) => <button key={m} type="button" className="linkish s13" onClick={() => { setMethod(m); setSecret(''); setFailure(''); }}>{t(`confirm.by_${kindOf(m) ?? ''}`)}</button>)}</div>
        )}
        {needsReason && method !== 'again' && (
          <div className="field">
            <label htmlFor={`${id}-r`}>{t('confirm.reason')}</label>
            <Input.TextArea id={`${id}-r`} autoFocus={!typed} value={reason} onChange={(e) => setReason(e.target.value)} maxLength={300} autoSize={{ minRows: 2, maxRows: 5 }} />
          </div>
        )}
        <p className="red s13" role="alert">{failure}</p>
        <div className="row g8">
          {method === 'again'
            ? <Button type="primary" onClick={() => void api.del('/session').then(() => window.location.assign('/'))}>{t('confirm.again')}</Button>
            : <Button type="primary" htmlType="submit" loading={busy} icon={method === 'passkey' ? <KeyRound size={15} /> : undefined}>{t(kind === 'sso' ? 'confirm.with_sso' : method === 'passkey' ? 'confirm.with_passkey' : 'confirm.go')}</Button>}
          <Button onClick={() => asked.answer(null)}>{c('act.cancel')}</Button>
        </div>
        {method && method !== 'again' && <p className="s12 t3">{t('confirm.holds', { count: Number(params.minutes ?? 5) })}</p>}
      </form>
    </Modal>
  );
}
