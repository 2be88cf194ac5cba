import { Button } from 'antd';
import { Pencil, ShieldCheck } from 'lucide-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan, useMe } from '@/app/session';
import { phoneText } from '@/lib/phone';
import { confirm, DateText, Details, LazyTab, RecordGate, RecordPage, StatusPill, toast } from '@/ui';
import { roleName, USER, usePerson, useRefresh, useRoles, type PersonFacts } from './api';
import { EditPerson, PasswordDialog, RolesDialog } from './dialogs';

const RightsTab = lazy(() => import('@/features/roles/RightsTab'));
const SignInTab = lazy(() => import('@/features/account/SignInTab'));

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('accounts');
  const person = usePerson(id);
  return <RecordGate query={person} title={t('title')} failed={t('person_failed')} back={{ to: '/people', label: t('title') }}>{(one) => <Record key={id} person={one} />}</RecordGate>;
}

function Record({ person: p }: { person: PersonFacts }) {
  const { t, i18n } = useTranslation('accounts');
  const { t: c } = useTranslation();
  const { t: words } = useTranslation('account');
  const { t: rightsWords } = useTranslation('roles');
  const me = useMe();
  const maySeeRights = useCan('accounts.role', 'view');
  const refresh = useRefresh();
  const mayUpdate = useCan(USER, 'update');
  const mayGrant = useCan(USER, 'grant');
  const mayArchive = useCan(USER, 'archive') && me.id !== p.id;
  const roles = (useRoles().data ?? []).filter((r) => p.roles.includes(r.code)).map((r) => roleName(r, i18n.language)).join(c('word.and'));
  const [asked, setAsked] = useState<'edit' | 'roles' | 'password' | null>(null);
  const none = <span className="t3">—</span>;

  const reactivate = async () => { await api.post(`/people/${p.id}/reactivate`); await refresh(); toast(t('done.reactivated', { name: p.name })); };
  const deactivate = () => confirm({
    title: t('deactivate_title', { name: p.name }), text: t('deactivate_text'), verb: t('deactivate'), danger: true,
    act: async () => { await api.post(`/people/${p.id}/deactivate`); await refresh(); toast({ text: t('done.deactivated', { name: p.name }), undo: reactivate }); },
  });
  const attempt = () => void reactivate().catch((failure: unknown) => toast(Problem.from(failure).message));
  const close = () => setAsked(null);
  return (
    <>
      <RecordPage
        resource={USER} id={p.id} back={{ to: '/people', label: t('title') }} link={(id) => `/people/${id}`} title={p.name} status={<StatusPill state={p.is_active ? 'person.active' : 'person.inactive'} />}
        meta={[p.title, p.department?.name ?? ''].filter(Boolean)} onEdit={mayUpdate ? () => setAsked('edit') : undefined}
        actions={<>{mayGrant && <Button icon={<ShieldCheck size={15} />} onClick={() => setAsked('roles')}>{t('set_roles')}</Button>}{mayUpdate && <Button type="primary" icon={<Pencil size={15} />} onClick={() => setAsked('edit')}>{t('change')}</Button>}</>}
        more={[
          ...(mayUpdate ? [{ key: 'password', label: t('reset_password'), onClick: () => setAsked('password') }] : []),
          ...(mayArchive ? [{ key: 'active', label: t(p.is_active ? 'deactivate' : 'reactivate'), onClick: p.is_active ? deactivate : attempt }] : []),
        ]}
        facts={[{ label: t('field.roles'), value: roles || none }, { label: t('field.department'), value: p.department?.name ?? none }, { label: t('field.last_login'), value: p.last_login ? <DateText value={p.last_login} as="ago" /> : t('never') }]}
        tabs={[{
          key: 'facts', label: t('facts'), wide: true,
          content: <Details items={[
            { label: t('field.name'), value: p.name }, { label: t('field.title'), value: p.title || none }, { label: t('field.email'), value: p.email ?? none },
            ...(mayUpdate ? [{ label: t('field.phone'), value: p.phone ? <a className="num" href={`tel:${p.phone}`}>{phoneText(p.phone)}</a> : none }, { label: t('field.password'), value: t(p.has_password ? 'password_set' : 'password_none') }] : []),
            { label: t('field.department'), value: p.department?.name ?? none }, { label: t('field.roles'), value: roles || none }, { label: t('field.created'), value: <DateText value={p.created_at} /> },
          ]} />,
        }, ...(mayUpdate ? [{ key: 'sign_in', label: words('of.tab'), wide: true, content: <LazyTab><SignInTab id={p.id} /></LazyTab> }] : []),
        ...(maySeeRights ? [{ key: 'rights', label: rightsWords('rights.tab'), wide: true, content: <LazyTab><RightsTab id={p.id} name={p.name} /></LazyTab> }] : [])]}
      />
      {asked === 'edit' && <EditPerson person={p} onClose={close} />}
      {asked === 'roles' && <RolesDialog person={p} onClose={close} />}
      {asked === 'password' && <PasswordDialog person={p} onClose={close} />}
    </>
  );
}
