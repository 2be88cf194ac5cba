import './accounts.css';
import { Button } from 'antd';
import { Mail, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useCan } from '@/app/session';
import { ImportPeople } from '@/features/imports/ImportPeople';
import { isMasked } from '@/features/privacy/masks';
import { Reveal } from '@/features/privacy/Reveal';
import { useRevealMany } from '@/features/privacy/useRevealMany';
import { DataTable, EmptyState, Page, Status, type Column } from '@/ui';
import { roleName, USER, useRoles, type PersonRow } from './api';
import { Departments } from './Departments';
import { NewPerson } from './dialogs';

/** Who works here, in which department, with which roles. */
export function Component() {
  const { t, i18n } = useTranslation('accounts');
  const { t: c } = useTranslation();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const roles = useRoles().data ?? [];
  const mayCreate = useCan(USER, 'create');
  const mayImport = useCan(USER, 'import');
  const reveal = useRevealMany('people', '/people', USER);
  const adding = mayCreate && params.has('new');
  const patch = (name: string, value: string | null) => setParams((old) => { const now = new URLSearchParams(old); if (value === null) now.delete(name); else now.set(name, value); return now; });
  const named = (codes: string[]) => codes.map((code) => { const role = roles.find((r) => r.code === code); return role ? roleName(role, i18n.language) : code; }).join(c('word.and'));
  const state = (p: PersonRow) => <Status state={p.active ? 'person.active' : 'person.inactive'} />;
  const columns: Column<PersonRow>[] = [
    { key: 'name', title: t('field.name'), width: 96, sort: true },
    { key: 'title', title: t('field.title'), width: 116 },
    { key: 'department', title: t('field.department'), width: 108 },
    { key: 'roles', title: t('field.roles'), width: 150, render: (p) => <span className="el" title={named(p.role_codes)}>{named(p.role_codes) || <span className="t3">—</span>}</span> },
    { key: 'email', title: t('field.email'), width: 232, render: (p) => (isMasked(p.email) ? <Reveal resource={USER} id={p.id} field="email" label={t('email_of', { name: p.name })} masked={p.email} /> : <span className="el" title={p.email ?? ''}>{p.email ?? <span className="t3">—</span>}</span>) },
    { key: 'active', title: t('field.state'), width: 96, render: state },
    { key: 'last_login', title: t('field.last_login'), width: 116, type: 'ago', sort: true },
  ];
  return (
    <Page title={t('title')} actions={mayCreate && <><Link to="/invitations"><Button icon={<Mail size={15} />} tabIndex={-1}>{t('invitations')}</Button></Link>{mayImport && <ImportPeople />}<Button type="primary" icon={<Plus size={15} />} onClick={() => patch('new', '1')}>{t('new')}</Button></>}>
      <div className="people-page">
        <Departments />
        <div className="people-list">
          <DataTable<PersonRow>
            list="people" resource={USER} noun={t('noun')} columns={columns} defaultSort="name" rowLink={(p) => `/people/${p.id}`} rowLabel={(p) => p.name} searchPlaceholder={t('search')}
            phoneRow={(p) => ({ title: p.name, line: [p.title, p.department, named(p.role_codes)].filter(Boolean).join(' · '), state: p.active ? undefined : state(p) })}
            views={[{ key: 'active', name: t('view.active'), query: 'filter=active:eq:true' }, { key: 'inactive', name: t('view.inactive'), query: 'filter=active:eq:false' }, { key: 'admins', name: t('view.admins'), query: 'filter=role:in:admin' }]}
            bulk={reveal.actions} onCreate={mayCreate ? () => patch('new', '1') : undefined} empty={<EmptyState title={t('empty')} />}
          />
        </div>
      </div>
      {reveal.dialog}
      {adding && <NewPerson onClose={() => patch('new', null)} onDone={(id) => void navigate(`/people/${id}`)} />}
    </Page>
  );
}
