import { Button, Input, Tabs } from 'antd';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { confirm, MenuDrop, Tag, toast } from '@/ui';
import { countOf, nameOf, useRefresh, type Item, type RolePage } from './api';
import { RenameRole } from './dialogs';
import { FieldTable } from './FieldTable';
import { GrantTable } from './GrantTable';
import { Changes, Holders } from './Holders';
import { SaveDialog } from './SaveDialog';

/** One role: a draft of its grants and field rules, saved as one act. */
export function Editor({ role, items, mayUpdate }: { role: RolePage; items: Item[]; mayUpdate: boolean }) {
  const { t, i18n } = useTranslation('roles');
  const refresh = useRefresh();
  const [grants, setGrants] = useState(role.grants);
  const [fields, setFields] = useState(role.fields);
  const [text, setText] = useState('');
  const [saving, setSaving] = useState(false);
  const [renaming, setRenaming] = useState(false);
  const changes = countOf(role.grants, grants) + countOf(role.fields, fields);
  const differs = countOf(role.default_grants, role.grants) + countOf(role.default_fields, role.fields);
  const name = nameOf(role, i18n.language);
  const attempt = (act: Promise<unknown>, done: string) => void act.then(async () => { await refresh(); toast(done); }).catch((e: unknown) => toast({ text: Problem.from(e).message, tone: 'bad' }));
  const restore = () => confirm({
    title: t('restore_title', { name }), text: t('restore_text', { count: differs }), verb: t('restore'),
    act: async () => { const now = await api.post<RolePage>(`/roles/${role.code}/restore-default`, {}, { version: role.version }); await refresh(); toast({ text: t('done.restored', { name }), undo: () => attempt(api.post(`/roles/${role.code}/undo`, {}, { version: now.version }), t('done.undone')) }); },
  });
  const remove = () => confirm({
    title: t('remove_title', { name }), text: t('remove_text'), verb: t('remove'), danger: true,
    act: async () => { const gone = await api.post<{ version: number }>(`/roles/${role.code}/remove`, {}, { version: role.version }); await refresh(); toast({ text: t('done.removed', { name }), undo: () => attempt(api.post(`/roles/${role.code}/undo`, {}, { version: gone.version }), t('done.undone')) }); },
  });
  const shown = items.filter((i) => !text || `${i.label} ${i.actions.map((a) => a.label).join(' ')} ${i.fields.map((f) => f.label).join(' ')}`.toLowerCase().includes(text.toLowerCase()));
  const acts = [
    { key: 'rename', label: t('rename'), onClick: () => setRenaming(true) },
    ...(differs > 0 ? [{ key: 'restore', label: t('restore'), onClick: restore }] : []),
    ...(role.built_in ? [] : [{ key: 'remove', label: t('remove'), danger: true, onClick: remove }]),
  ];
  return (
    <section className="role" aria-label={name}>
      <header className="role-head">
        <h2 className="ct grow min0">{name}{role.built_in ? null : <Tag>{t('own_role')}</Tag>}{differs > 0 && <span className="s13 amber nw">{t('differs', { count: differs })}</span>}</h2>
        <Input className="role-find" prefix={<Search size={14} aria-hidden />} allowClear value={text} onChange={(e) => setText(e.target.value)} placeholder={t('find')} aria-label={t('find')} />
        {mayUpdate && <MenuDrop menu={{ items: acts }}><Button>{t('more')}</Button></MenuDrop>}
      </header>
      {role.fixed && <p className="pad t2">{t('fixed')}</p>}
      <Tabs className="role-tabs" items={[
        { key: 'grants', label: t('tab.grants'), children: <GrantTable items={shown} grants={grants} before={role.default_grants} disabled={!mayUpdate} onChange={setGrants} /> },
        { key: 'fields', label: t('tab.fields'), children: <FieldTable items={shown} fields={fields} before={role.default_fields} disabled={!mayUpdate} onChange={setFields} /> },
        { key: 'people', label: t('tab.people', { count: role.people.length }), children: <Holders people={role.people} /> },
        { key: 'changes', label: t('tab.changes'), children: <Changes changes={role.changes} /> },
      ]} />
      {changes > 0 && (
        <footer className="role-save">
          <span className="t2">{t('unsaved', { count: changes })}</span><span className="sp" />
          <Button onClick={() => { setGrants(role.grants); setFields(role.fields); }}>{t('discard')}</Button>
          <Button type="primary" onClick={() => setSaving(true)}>{t('preview', { count: changes })}</Button>
        </footer>
      )}
      {saving && <SaveDialog role={role} items={items} grants={grants} fields={fields} onClose={() => setSaving(false)} />}
      {renaming && <RenameRole role={role} onClose={() => setRenaming(false)} />}
    </section>
  );
}
