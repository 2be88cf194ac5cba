import { Modal } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { Bone, toast } from '@/ui';
import { nameOf, useRefresh, type Difference, type Item, type Preview, type RolePage, type Table } from './api';
import { word } from './GrantTable';

interface Props { role: RolePage; items: Item[]; grants: Table; fields: Table; onClose: () => void }

/** What will change, whom it concerns, which duties would meet: then it is saved as one act. */
export function SaveDialog({ role, items, grants, fields, onClose }: Props) {
  const { t, i18n } = useTranslation('roles');
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const body = { grants, fields };
  const preview = useQuery({ queryKey: ['roles.preview', role.code, body], queryFn: ({ signal }) => api.post<Preview>(`/roles/${role.code}/preview`, body, { signal }), gcTime: 0, retry: false });
  const told = preview.data;
  const undo = (version: number) => api.post(`/roles/${role.code}/undo`, {}, { version }).then(refresh).catch((e: unknown) => toast({ text: Problem.from(e).message, tone: 'bad' }));
  const save = async () => {
    setBusy(true);
    try {
      const now = await api.patch<RolePage>(`/roles/${role.code}`, body, { version: role.version });
      onClose();
      await refresh();
      toast({ text: t('done.saved', { name: nameOf(role, i18n.language) }), undo: () => undo(now.version) });
    } catch (e) {
      setFailure(Problem.from(e).message);
      setBusy(false);
    }
  };
  const line = (d: Difference) => {
    const item = items.find((i) => i.code === d.resource);
    const what = item?.actions.find((a) => a.code === d.key)?.label ?? d.key;
    return `${item?.label ?? d.resource} · ${what}：${word(t, item, d.before ?? '')} → ${word(t, item, d.after ?? '')}`;
  };
  const fieldLine = (d: Difference) => {
    const item = items.find((i) => i.code === d.resource);
    return `${item?.label ?? d.resource} · ${item?.fields.find((f) => f.key === d.key)?.label ?? d.key}：${t(`mode.${d.before ?? 'show'}`)} → ${t(`mode.${d.after ?? 'show'}`)}`;
  };
  const count = (told?.grants.length ?? 0) + (told?.fields.length ?? 0);
  return (
    <Modal open title={t('save_title', { name: nameOf(role, i18n.language) })} width={560} okText={t('save', { count })} cancelText={t('cancel')} onCancel={onClose} onOk={() => void save()} confirmLoading={busy} okButtonProps={{ disabled: !told || told.locks_out }}>
      {preview.isPending && <Bone height={120} />}
      {preview.isError && <p className="red" role="alert">{Problem.from(preview.error).message}</p>}
      {told && <>
        <p className="t2">{t('concerns', { count: told.people })}</p>
        <ul className="role-diff">{told.grants.map((d) => <li key={`${d.resource} ${d.key}`}>{line(d)}</li>)}{told.fields.map((d) => <li key={`f ${d.resource} ${d.key}`}>{fieldLine(d)}</li>)}</ul>
        {told.duties.map((d) => <p key={d.code} className="amber s13 mt8" role="note">{t('duty_met', { title: d.title, names: d.people.map((p) => p.name).join('、') })}</p>)}
        {told.locks_out && <p className="red s13 mt8" role="alert">{t('locks_out')}</p>}
      </>}
      {failure && <p className="red s13 mt8" role="alert">{failure}</p>}
    </Modal>
  );
}
