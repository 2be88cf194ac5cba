import './account.css';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { passkeysHere } from '@/lib/passkeys';
import { Bone, confirm, DateText, ErrorState, Page, Section, toast } from '@/ui';
import { LinkedAccounts } from './LinkedAccounts';
import { NewPassword } from './NewPassword';
import { PasskeySetup } from './PasskeySetup';
import { RecoveryCodes } from './RecoveryCodes';
import { SessionList } from './SessionList';
import { TotpSetup } from './TotpSetup';
import { useRefreshSecurity, useSecurity, type PasskeyRow, type Security } from './api';
import { wordsOf } from './words';

type Asked = 'password' | 'totp' | 'passkey' | { codes: string[] } | { rename: PasskeyRow } | null;

/** My account › Security: password, second factor, where I am signed in. */
export function Component() {
  const { t } = useTranslation('account');
  const found = useSecurity();
  return (
    <Page title={t('security')}>
      <div className="pad">
        {found.isPending && <Bone width="100%" height={320} />}
        {found.isError && <ErrorState title={t('security_failed')} problem={Problem.from(found.error)} onRetry={() => void found.refetch()} />}
        {found.data && <Parts security={found.data} />}
      </div>
    </Page>
  );
}

function Parts({ security: s }: { security: Security }) {
  const { t } = useTranslation('account');
  const { t: c } = useTranslation();
  const refresh = useRefreshSecurity();
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  const fail = (error: unknown) => toast({ text: wordsOf(Problem.from(error), t), tone: 'bad' });
  const made = (word: string) => (codes: string[]) => { void refresh(); toast(t(word)); setAsked(codes.length > 0 ? { codes } : null); };
  const remove = (title: string, path: string) => confirm({ title, text: t('remove_text'), verb: t('remove'), danger: true, act: async () => { await api.del(path); await refresh(); toast(t('removed')); } });
  const fresh = () => confirm({ title: t('codes.fresh'), text: t('codes.fresh_text'), verb: t('codes.make'), act: async () => { const { recovery_codes } = await api.post<{ recovery_codes: string[] }>('/me/recovery-codes'); await refresh(); setAsked({ codes: recovery_codes }); } });
  const keys = s.takes_passkeys && passkeysHere();
  return (
    <div className="acc">
      <Section title={t('password.title')} action={s.has_password && <Button onClick={() => setAsked('password')}>{t('password.change')}</Button>}>
        <p className="t2">{!s.has_password ? t('password.none') : s.password_set_at ? <>{t('password.set')} <DateText value={s.password_set_at} as="ago" /></> : t('password.rule', { count: 10 })}</p>
      </Section>
      <Section title={t('second.title')} note={s.demanded ? t('second.demanded') : undefined}>
        <p className="t2 mb8">{t('second.text')}</p>
        <div className="acc-row">
          <span className="col"><span>{t('totp.title')}</span><span className="s13 t3">{t(s.totp ? 'totp.on' : 'totp.off')}</span></span>
          {s.totp ? <Button onClick={() => remove(t('totp.remove'), '/me/totp')}>{t('remove')}</Button> : <Button onClick={() => setAsked('totp')}>{t('totp.add')}</Button>}
        </div>
        {s.passkeys.map((p) => (
          <div key={p.id} className="acc-row">
            <span className="col"><span className="el">{p.name}</span><span className="s13 t3">{t('passkey.one')}{p.last_used_at ? <> · {t('used')} <DateText value={p.last_used_at} as="ago" /></> : <> · {t('never_used')}</>}{!p.here && <> · {t('passkey.elsewhere')}</>}</span></span>
            <Button onClick={() => setAsked({ rename: p })}>{t('rename')}</Button>
            <Button onClick={() => remove(t('passkey.remove', { name: p.name }), `/me/passkeys/${p.id}`)}>{t('remove')}</Button>
          </div>
        ))}
        <div className="acc-row">
          <span className="col"><span>{t('passkey.title')}</span><span className="s13 t3">{keys ? t('passkey.hint') : t('passkey.not_here', { host: s.host })}</span></span>
          {keys && <Button onClick={() => setAsked('passkey')}>{t('passkey.add')}</Button>}
        </div>
        {(s.totp || s.passkeys.length > 0) && (
          <div className="acc-row">
            <span className="col"><span>{t('codes.title')}</span><span className={`s13 ${s.recovery_left < 3 ? 'amber' : 't3'}`}>{t('codes.left', { count: s.recovery_left })}</span></span>
            <Button onClick={fresh}>{t('codes.fresh')}</Button>
          </div>
        )}
      </Section>
      <LinkedAccounts />
      <SessionList />
      <Modal open={asked === 'password'} title={t('password.change')} footer={null} width={440} onCancel={close} destroyOnHidden>
        <NewPassword
          current about={[s.name, s.email ?? '']} verb={t('password.change')} onCancel={{ text: c('act.cancel'), run: close }}
          onSend={async (password, current) => { await api.post('/me/password', { password, current }); await refresh(); close(); toast(t('password.changed')); }}
        />
      </Modal>
      <Modal open={asked === 'totp'} title={t('totp.add')} footer={null} width={440} onCancel={close} destroyOnHidden><TotpSetup onDone={made('totp.done')} onCancel={close} /></Modal>
      <Modal open={asked === 'passkey'} title={t('passkey.add')} footer={null} width={440} onCancel={close} destroyOnHidden><PasskeySetup onDone={made('passkey.done')} onCancel={close} /></Modal>
      {asked !== null && typeof asked === 'object' && 'codes' in asked && <Modal open title={t('codes.title')} footer={null} width={440} onCancel={close} mask={{ closable: false }}><RecoveryCodes codes={asked.codes} verb={t('codes.kept')} onDone={close} /></Modal>}
      {asked !== null && typeof asked === 'object' && 'rename' in asked && <Rename passkey={asked.rename} onClose={close} onFail={fail} onDone={() => { void refresh(); close(); }} />}
    </div>
  );
}

function Rename({ passkey, onClose, onDone, onFail }: { passkey: PasskeyRow; onClose: () => void; onDone: () => void; onFail: (error: unknown) => void }) {
  const { t } = useTranslation('account');
  const { t: c } = useTranslation();
  const [name, setName] = useState(passkey.name);
  const save = () => void api.patch(`/me/passkeys/${passkey.id}`, { name: name.trim() }).then(onDone, onFail);
  return (
    <Modal open title={t('rename')} width={420} onCancel={onClose} onOk={save} okText={t('save')} cancelText={c('act.cancel')} okButtonProps={{ disabled: !name.trim() }}>
      <label className="col g6 s13">{t('passkey.name')}<Input value={name} onChange={(e) => setName(e.target.value)} onPressEnter={save} maxLength={60} autoFocus /></label>
    </Modal>
  );
}
