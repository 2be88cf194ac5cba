import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { FormDialog, toast, type Field, type Values } from '@/ui';
import { KINDS, nameOf, useRefreshSso, words, type Provider } from './api';

type T = (key: string) => string;
const isOne = (...kinds: string[]) => (v: Values) => kinds.includes(String(v.kind));

function contact(t: T, edit?: Provider): Field[] {
  const fixed = Boolean(edit && edit.people > 0);
  return [
    { name: 'zh', label: t('field.zh'), type: 'text', maxLength: 40, placeholder: t('example.zh') },
    { name: 'en', label: t('field.en'), type: 'text', maxLength: 40, placeholder: 'Company account' },
    { name: 'server', label: t('field.issuer'), type: 'text', maxLength: 300, placeholder: 'https://sso.company.com', help: t(fixed ? 'help.fixed' : 'help.issuer'), visible: isOne('oidc'), disabled: fixed, section: t('section.there') },
    { name: 'client_id', label: t('field.client_id'), type: 'text', maxLength: 200, help: t(fixed ? 'help.fixed' : 'help.client_id'), disabled: fixed },
    { name: 'agent', label: t('field.agent'), type: 'text', maxLength: 40, visible: isOne('wecom') },
    { name: 'client_secret', label: t('field.client_secret'), type: 'password', optional: true, maxLength: 200, help: t(edit && edit.secret === 'here' ? 'help.secret_kept' : 'help.secret') },
    { name: 'tenant', label: t('field.tenant'), type: 'text', optional: true, maxLength: 120, help: t('help.tenant'), visible: isOne('dingtalk', 'feishu') },
    { name: 'server', label: t('field.server'), type: 'text', optional: true, maxLength: 300, help: t('help.server'), visible: (v) => v.kind !== 'oidc', disabled: fixed },
  ];
}

/** Kind, names and what the other side gave: nobody comes in by it until it is enabled. */
export function NewProvider({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('sso');
  const refresh = useRefreshSso();
  const kinds = KINDS.map((k) => ({ value: k, label: t(`kind.${k}`) }));
  const code: Field = { name: 'code', label: t('field.code'), type: 'text', maxLength: 39, placeholder: 'company', help: t('help.code'), validate: (v) => (/^[a-z][a-z0-9-]{1,38}$/.test(String(v ?? '')) ? undefined : t('wrong.code')) };
  return (
    <FormDialog<Provider>
      open title={t('new')} initial={{ kind: 'oidc', code: '', zh: '', en: '', server: '', client_id: '', client_secret: '', tenant: '', agent: '' }} submitText={t('add')} onCancel={onClose}
      fields={[{ name: 'kind', label: t('field.kind'), type: 'choice', choices: kinds }, ...contact(t).slice(0, 2), code, ...contact(t).slice(2)]}
      onSubmit={(v, { idempotencyKey }) => api.post('/sign-in-providers', { kind: v.kind, code: v.code, zh: v.zh, en: v.en, server: v.server ?? '', client_id: v.client_id, client_secret: v.client_secret ?? '', tenant: v.tenant ?? '', agent: v.agent ?? '' }, { idempotencyKey })}
      onDone={() => { void refresh(); onClose(); toast(t('done.added')); }}
    />
  );
}

interface Choice { id?: string; code?: string; name?: string; zh?: string; en?: string }
function useChoices(path: string) {
  return useQuery({ queryKey: ['sso.choices', path], queryFn: async ({ signal }) => (await api.get<{ items: Choice[] }>(path, { signal })).items });
}

/** How far its word is taken: who is linked or made by it, and whether its second factor counts. */
export function EditProvider({ provider: p, onClose }: { provider: Provider; onClose: () => void }) {
  const { t, i18n } = useTranslation('sso');
  const refresh = useRefreshSso();
  const departments = (useChoices('/departments').data ?? []).map((d) => ({ value: d.id ?? '', label: d.name ?? '' }));
  const roles = (useChoices('/roles').data ?? []).map((r) => ({ value: r.code ?? '', label: nameOf({ zh: r.zh ?? '', en: r.en ?? '' }, i18n.language) }));
  const makes = (v: Values) => Boolean(v.creates);
  const fields: Field[] = [
    ...contact(t, p),
    { name: 'link_by_email', label: t('field.link_by_email'), type: 'switch', help: t('help.link_by_email'), section: t('section.who'), visible: isOne('oidc', 'feishu', 'wecom') },
    { name: 'domains', label: t('field.domains'), type: 'text', optional: true, placeholder: 'company.com', help: t('help.domains'), visible: isOne('oidc', 'feishu', 'wecom') },
    { name: 'creates', label: t('field.creates'), type: 'switch', help: t('help.creates'), visible: (v) => v.kind !== 'wechat' },
    { name: 'default_department_id', label: t('field.department'), type: 'choice', optional: true, choices: departments, visible: makes },
    { name: 'default_role_id', label: t('field.role'), type: 'choice', optional: true, choices: roles, help: t('help.role'), visible: makes },
    { name: 'strong_values', label: t('field.strong_values'), type: 'text', optional: true, placeholder: 'otp hwk mfa', help: t('help.strong_values'), section: t('section.second'), visible: isOne('oidc') },
  ];
  const send = (v: Values) => ({
    zh: v.zh, en: v.en, client_id: v.client_id, server: v.server ?? '', tenant: v.tenant ?? '', agent: v.agent ?? '', ...(v.client_secret ? { client_secret: v.client_secret } : {}),
    link_by_email: Boolean(v.link_by_email), domains: words(v.domains), creates: Boolean(v.creates), strong_values: words(v.strong_values), default_department_id: v.default_department_id || null, default_role_id: v.default_role_id || null,
  });
  return (
    <FormDialog<Provider>
      open title={t('edit_title', { name: nameOf(p, i18n.language) })} version={p.version} submitText={t('save')} onCancel={onClose} fields={fields}
      initial={{ ...p, client_secret: '', domains: p.domains.join(' '), strong_values: p.strong_values.join(' ') }}
      onSubmit={(v, { version }) => api.patch(`/sign-in-providers/${p.id}`, send(v), { version })}
      onDone={() => { void refresh(); onClose(); toast(t('done.saved')); }}
    />
  );
}
