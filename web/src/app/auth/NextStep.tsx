import { Button, Input } from 'antd';
import { KeyRound } from 'lucide-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { Enrol } from '@/features/account/Enrol';
import { NewPassword } from '@/features/account/NewPassword';
import { wordsOf } from '@/features/account/words';
import { askPasskey, passkeysHere } from '@/lib/passkeys';
import { useSession, type Step } from '../session';

/** What is missing after the password: one thing at a time, with a way back to the beginning. */
export default function NextStep({ step }: { step: Step }) {
  const { t } = useTranslation('account');
  const { reread } = useSession();
  const leave = async () => { await api.del('/session').catch(() => undefined); await reread(); };
  const went = async () => { await reread(); };
  return (
    <div className="mt20">
      {step.stage === 'second' && <Second methods={step.methods} onDone={went} />}
      {step.stage === 'password' && (
        <Titled title={t('step.password')} text={t('step.password_text')}>
          <NewPassword about={[step.name ?? '', step.email ?? '']} verb={t('step.set_password')} onSend={async (password) => { await api.post('/session/password', { password }); await went(); }} />
        </Titled>
      )}
      {step.stage === 'enrol' && (
        <Titled title={t('step.enrol')} text={t('step.enrol_text')}>
          <Enrol onDone={async () => { await api.post('/session/continue'); await went(); }} />
        </Titled>
      )}
      <p className="mt20"><button type="button" className="linkish s13" onClick={() => void leave()}>{t('step.again')}</button></p>
    </div>
  );
}

function Titled({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return <section><h2 className="s16 w6">{title}</h2><p className="s13 t2 mt4 mb12">{text}</p>{children}</section>;
}

type Method = 'totp' | 'recovery' | 'passkey';

function Second({ methods, onDone }: { methods: string[]; onDone: () => Promise<void> }) {
  const { t } = useTranslation('account');
  const offered = methods.filter((m): m is Method => m !== 'passkey' || passkeysHere());
  const [method, setMethod] = useState<Method | undefined>(offered[0]);
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const send = async () => {
    const passkey = method === 'passkey' ? await askPasskey('/session/second/passkey') : undefined;
    await api.post('/session/second', passkey ? { method, passkey } : { method, code });
    await onDone();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (method !== 'passkey' && !code.trim()) return setFailure(t('step.code_needed'));
    setBusy(true);
    setFailure('');
    send().catch((error: unknown) => {
      const problem = Problem.from(error);
      setFailure(wordsOf(problem, t));
      setCode('');
      setBusy(false);
      if (problem.code === 'step_over' || problem.code === 'not_signed_in') void onDone();
    });
  };
  if (!method) return <p role="alert">{t('step.no_way')}</p>;
  return (
    <Titled title={t('step.second')} text={t(`step.${method}_text`)}>
      <form onSubmit={submit} noValidate key={method}>
        {method !== 'passkey' && (
          <>
            <label htmlFor="code" className="f">{t(`step.${method}`)}</label>
            <Input
              id="code" size="large" autoFocus value={code} onChange={(e) => setCode(e.target.value)} inputMode={method === 'totp' ? 'numeric' : 'text'} autoComplete="one-time-code" maxLength={20}
              status={failure ? 'error' : undefined} aria-invalid={Boolean(failure)} aria-describedby="second-failure"
            />
          </>
        )}
        <p id="second-failure" className="s13 red mt4 mb12" role="alert">{failure}</p>
        <Button type="primary" size="large" block htmlType="submit" loading={busy} icon={method === 'passkey' ? <KeyRound size={16} /> : undefined}>{t(method === 'passkey' ? 'step.use_passkey' : 'step.go')}</Button>
      </form>
      {offered.length > 1 && <div className="col g6 mt12 start">{offered.filter((m) => m !== method).map((m) => <button key={m} type="button" className="linkish s13" onClick={() => { setMethod(m); setCode(''); setFailure(''); }}>{t(`step.by_${m}`)}</button>)}</div>}
    </Titled>
  );
}
