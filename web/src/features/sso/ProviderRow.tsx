import { Button, Switch } from 'antd';
import { Check, Copy, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { confirm, copyText, MenuDrop, toast } from '@/ui';
import { ProviderMark } from '@/ui/ProviderMark';
import { EditProvider } from './dialogs';
import { nameOf, useRefreshSso, type Provider, type Tried } from './api';

/** One provider: on or off, tried out, changed, removed when nobody is linked. */
export function ProviderRow({ provider: p, mayUpdate }: { provider: Provider; mayUpdate: boolean }) {
  const { t, i18n } = useTranslation('sso');
  const refresh = useRefreshSso();
  const [busy, setBusy] = useState<'turn' | 'try' | null>(null);
  const [tried, setTried] = useState<Tried | null>(null);
  const [editing, setEditing] = useState(false);
  const name = nameOf(p, i18n.language);
  const run = async (what: 'turn' | 'try', act: () => Promise<void>) => {
    setBusy(what);
    try {
      await act();
    } catch (error) {
      toast({ text: Problem.from(error).message, tone: 'bad' });
    }
    setBusy(null);
  };
  const turn = (enabled: boolean) => run('turn', async () => {
    await api.patch(`/sign-in-providers/${p.id}`, { enabled }, { version: p.version });
    await refresh();
    toast(t(enabled ? 'done.enabled' : 'done.disabled', { name }));
  });
  const tryOut = () => run('try', async () => setTried(await api.post<Tried>(`/sign-in-providers/${p.id}/try`)));
  const remove = () => confirm({ title: t('remove_title', { name }), text: t('remove_text'), verb: t('remove'), danger: true, act: async () => { await api.del(`/sign-in-providers/${p.id}`); await refresh(); toast(t('done.removed', { name })); } });
  const facts = [t(`kind.${p.kind}`), t('linked', { count: p.people }), ...(p.secret === 'none' ? [t('no_secret')] : p.secret === 'settings' ? [t('secret_settings')] : []), ...(p.creates ? [t('makes')] : []), ...(p.link_by_email ? [t('by_mail')] : [])];
  return (
    <div className="sso-row">
      <div className="row g12 wrap">
        <span className="sso-mark"><ProviderMark kind={p.kind} /></span>
        <span className="col grow min0"><span className="w6 el">{name}</span><span className="s13 t3">{facts.join(' · ')}</span></span>
        {mayUpdate && <Switch checked={p.enabled} loading={busy === 'turn'} onChange={(on) => void turn(on)} aria-label={t('switch', { name })} />}
        {mayUpdate && <Button loading={busy === 'try'} onClick={() => void tryOut()}>{t('try')}</Button>}
        {mayUpdate && <MenuDrop menu={{ items: [{ key: 'edit', label: t('edit'), onClick: () => setEditing(true) }, { key: 'remove', label: t('remove'), danger: true, disabled: p.people > 0, onClick: remove }] }}><Button>{t('more')}</Button></MenuDrop>}
        {!mayUpdate && <span className="t3">{t(p.enabled ? 'on' : 'off')}</span>}
      </div>
      <p className="s13 t2 mt8 row g6 wrap"><span>{t('back_to')}</span><code className="num sso-code">{p.back_to}</code><Button type="text" size="small" className="quiet" icon={<Copy size={14} />} aria-label={t('copy')} onClick={() => copyText(p.back_to, t('copied'), t('not_copied'))} /></p>
      {tried && (
        <ul className="sso-tried" role="status" aria-label={t('try')}>
          {tried.steps.map((s) => <li key={s.text} className={s.ok ? '' : 'red'}>{s.ok ? <Check size={15} className="green" aria-label={t('ok')} /> : <X size={15} aria-label={t('not_ok')} />}<span>{s.text}</span></li>)}
        </ul>
      )}
      {editing && <EditProvider provider={p} onClose={() => setEditing(false)} />}
    </div>
  );
}
