import { Button, Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '@/api/client';
import { useAppearance, type Mode } from '@/app/appearance';
import { useSession } from '@/app/session';
import { setLang, type Lang } from '@/lib/i18n';
import { phoneText } from '@/lib/phone';
import { FormDialog, toast, type Field } from '@/ui';
import { useContact } from './api';
import { ClientSwitch } from './parts';
import './portal.css';

const MODES: Mode[] = ['system', 'light', 'dark'];

export function Component() {
  const { t, i18n } = useTranslation(['portal', 'common']);
  const me = useContact();
  const { mode, setMode } = useAppearance();
  const { signOut } = useSession();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  useEffect(() => { document.title = `${t('portal:me')} · ${me.company.short_name || me.company.name}`; }, [t, me]);
  return (
    <>
      <h1 className="pw-title">{me.name}</h1>
      <ClientSwitch />
      <section className="pcard">
        <dl className="pw-me">
          {me.title && <div><dt>{t('portal:post')}</dt><dd>{me.title}</dd></div>}
          {me.phone && <div><dt>{t('portal:phone')}</dt><dd className="num">{phoneText(me.phone)}</dd></div>}
          {me.email && <div><dt>{t('portal:email')}</dt><dd className="el">{me.email}</dd></div>}
          <div><dt>{t('portal:appearance')}</dt><dd><Segmented value={mode} onChange={(m) => setMode(m)} options={MODES.map((m) => ({ value: m, label: t(`common:me.mode.${m}`) }))} /></dd></div>
          <div><dt>{t('portal:language')}</dt><dd><Segmented value={i18n.language.startsWith('en') ? 'en' : 'zh'} onChange={(l) => void setLang(l as Lang)} options={[{ value: 'zh' as const, label: '中文' }, { value: 'en' as const, label: 'English' }]} /></dd></div>
        </dl>
      </section>
      <div className="pw-acts"><Button className="pw-btn" onClick={() => setOpen(true)}>{t('portal:change_password')}</Button><Button className="pw-btn" onClick={() => void navigate('/portal/privacy')}>{t('portal:privacy')}</Button><Button className="pw-btn" onClick={() => void signOut()}>{t('common:me.sign_out')}</Button></div>
      <PasswordDialog open={open} onClose={() => setOpen(false)} />
    </>
  );
}

function PasswordDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('portal');
  const fields: Field[] = [
    { name: 'current', label: t('password_now'), type: 'password' },
    { name: 'password', label: t('password_new'), type: 'password', help: t('password_help') },
  ];
  return (
    <FormDialog<unknown>
      draft="" open={open} title={t('change_password')} fields={fields} initial={{ current: '', password: '' }} submitText={t('change_password')}
      onSubmit={(values) => api.put('/portal/password', values)} onDone={() => { onClose(); toast(t('password_changed')); }} onCancel={onClose}
    />
  );
}
