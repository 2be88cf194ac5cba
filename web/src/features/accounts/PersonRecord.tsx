import { Button } from 'antd';
import { Pencil, ShieldCheck } from 'lucide-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan, useMe } from '@/app/session';
import { confirm, DateText, Details, LazyTab, RecordGate, RecordPage, Status, StatusPill, toast } from '@/ui';
import { roleName, USER, usePerson, useRefresh, useRoles, type PersonFacts } from './api';
import { Posts } from '@/features/organisation/Posts';
import { LinkOnce } from '@/features/organisation/InviteDialog';
import type { Invited } from '@/features/organisation/api';
import { EditPerson, PasswordDialog, RolesDialog } from './dialogs';
import { Secret } from './Secret';

const RightsTab = lazy(() => import('@/features/roles/RightsTab'));
const HandOverTab = lazy(() => import('@/features/organisation/HandOverTab'));
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
  const { t: org } = useTranslation('organisation');
  const me = useMe();
  const maySeeRights = useCan('accounts.role', 'view');
  const refresh = useRefresh();
  const mayUpdate = useCan(USER, 'update');
  const mayGrant = useCan(USER, 'grant');
  const mayHandOver = useCan('organisation.hand_over', 'create') && me.id !== p.id;
  const maySeeHandOvers = useCan('organisation.hand_over', 'view');
  const mayInvite = useCan(USER, 'create') && !p.has_password && Boolean(p.email);
  const navigate = useNavigate();
  const [once, setOnce] = useState<Invited | null>(null);
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
  const invite = () => void api.post<Invited>(`/people/${p.id}/invite`).then((made) => { void refresh(); if (made.link) setOnce(made); else toast(org('inv.sent', { name: p.name })); }, (failure: unknown) => toast(Problem.from(failure).message));
  const withdraw = () => void api.post(`/invitations/${p.invitation?.id}/withdraw`).then(() => { void refresh(); toast(org('inv.withdrawn', { name: p.name })); }, (failure: unknown) => toast(Problem.from(failure).message));
  const manager = p.manager ? <><Link to={`/people/${p.manager.id}`}>{p.manager.name}</Link> <span className="t3 s13">{org(p.manager.given ? 'manager.given' : 'manager.by_department')}</span></> : none;
  const close = () => setAsked(null);
  return (
    <>
      <RecordPage
        resource={USER} id={p.id} back={{ to: '/people', label: t('title') }} link={(id) => `/people/${id}`} title={p.name} status={<StatusPill state={p.is_active ? 'person.active' : 'person.inactive'} />}
        meta={[p.title, p.department?.name ?? ''].filter(Boolean)} onEdit={mayUpdate ? () => setAsked('edit') : undefined}
        actions={<>{mayGrant && <Button icon={<ShieldCheck size={15} />} onClick={() => setAsked('roles')}>{t('set_roles')}</Button>}{mayUpdate && <Button type="primary" icon={<Pencil size={15} />} onClick={() => setAsked('edit')}>{t('change')}</Button>}</>}
        more={[
          ...(mayUpdate ? [{ key: 'password', label: t('reset_password'), onClick: () => setAsked('password') }] : []),
          ...(mayInvite ? [{ key: 'invite', label: org(p.invitation ? 'inv.resend' : 'inv.ask'), onClick: invite }] : []),
          ...(mayInvite && p.invitation && p.invitation.state !== 'withdrawn' ? [{ key: 'withdraw', label: org('inv.withdraw'), onClick: withdraw }] : []),
          ...(mayHandOver && p.is_active ? [{ key: 'hand_over', label: org('ho.begin'), onClick: () => void navigate(`/people/${p.id}/hand-over`) }] : []),
          ...(mayArchive ? [{ key: 'active', label: t(p.is_active ? 'deactivate' : 'reactivate'), onClick: p.is_active ? deactivate : attempt }] : []),
        ]}
        facts={[{ label: t('field.roles'), value: roles || none }, { label: t('field.department'), value: p.department?.name ?? none }, { label: org('manager.label'), value: manager }, { label: t('field.last_login'), value: p.last_login ? <DateText value={p.last_login} as="ago" /> : t('never') }]}
        tabs={[{
          key: 'facts', label: t('facts'), wide: true,
          content: <><Details items={[
            { label: t('field.name'), value: p.name }, { label: t('field.title'), value: p.title || none }, { label: t('field.email'), value: <Secret person={p} name="email" /> },
            ...(mayUpdate ? [{ label: t('field.phone'), value: <Secret person={p} name="phone" /> }, { label: t('field.password'), value: t(p.has_password ? 'password_set' : 'password_none') }] : []),
            { label: t('field.department'), value: p.department?.name ?? none }, { label: t('field.roles'), value: roles || none }, { label: t('field.created'), value: <DateText value={p.created_at} /> },
            ...(p.invitation ? [{ label: org('inv.title'), value: <Status state={`invitation.${p.invitation.state}`} /> }] : []),
          ]} /><Posts id={p.id} posts={p.posts} may={mayUpdate} /></>,
        }, ...(maySeeHandOvers ? [{ key: 'hand_over', label: org('ho.tab'), wide: true, content: <LazyTab><HandOverTab id={p.id} active={p.is_active && mayHandOver} /></LazyTab> }] : []),
        ...(mayUpdate ? [{ key: 'sign_in', label: words('of.tab'), wide: true, content: <LazyTab><SignInTab id={p.id} /></LazyTab> }] : []),
        ...(maySeeRights ? [{ key: 'rights', label: rightsWords('rights.tab'), wide: true, content: <LazyTab><RightsTab id={p.id} name={p.name} /></LazyTab> }] : [])]}
      />
      {once && <LinkOnce made={once} onClose={() => setOnce(null)} />}
      {asked === 'edit' && <EditPerson person={p} onClose={close} />}
      {asked === 'roles' && <RolesDialog person={p} onClose={close} />}
      {asked === 'password' && <PasswordDialog person={p} onClose={close} />}
    </>
  );
}
