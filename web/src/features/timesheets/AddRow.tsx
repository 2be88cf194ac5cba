import { Modal, Segmented, Select } from 'antd';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Option } from '@/ui';
import { useDebounced } from '@/lib/useDebounced';
import { projects, tasksOf, type Kind } from './api';
import { rowKey, type Row } from './week';

/** Choices of a remote list as one types. */
function useChoices(source: (q: string, signal?: AbortSignal) => Promise<Option[]>, key: string) {
  const [q, setQ] = useState('');
  const asked = useDebounced(q, 250);
  const [options, setOptions] = useState<Option[]>([]);
  useEffect(() => {
    const stop = new AbortController();
    source(asked, stop.signal).then(setOptions).catch(() => { if (!stop.signal.aborted) setOptions([]); });
    return () => stop.abort();
  }, [asked, key]); // eslint-disable-line react-hooks/exhaustive-deps -- the source is another function each time; its key says when it asks for something else
  return { options, onSearch: setQ };
}

const nothing = () => Promise.resolve([] as Option[]);
const label = (o: Option) => <span className="row g8"><span className="el grow">{o.label}</span>{o.note && <span className="s12 t3">{o.note}</span>}</span>;

/** A project, or a task of it, to file hours on. */
export function AddRow({ onAdd, onClose }: { onAdd: (row: Row) => void; onClose: () => void }) {
  const { t } = useTranslation('timesheets');
  const id = useId();
  const [project, setProject] = useState<Option | null>(null);
  const [task, setTask] = useState<Option | null>(null);
  const [kind, setKind] = useState<Kind>('normal');
  const ofProjects = useChoices(projects, 'projects');
  const ofTasks = useChoices(project ? (q, signal) => tasksOf(project.value, q, signal) : nothing, project?.value ?? '');
  const add = () => {
    if (!project) return;
    const made = { project: { id: project.value, name: project.label, code: project.note ?? '' }, task: task ? { id: task.value, name: task.label } : null, kind };
    onAdd({ ...made, key: rowKey(made) });
  };
  return (
    <Modal open title={t('row.add')} onCancel={onClose} onOk={add} okText={t('row.add')} okButtonProps={{ disabled: !project }} cancelText={t('common:act.cancel')} width={480} destroyOnHidden>
      <label className="s13 t2" htmlFor={`${id}-p`}>{t('field.project')}</label>
      <Select
        id={`${id}-p`} className="wide mb12" showSearch filterOption={false} autoFocus value={project?.value} onSearch={ofProjects.onSearch} notFoundContent={t('row.no_project')}
        options={ofProjects.options.map((o) => ({ value: o.value, label: label(o) }))} onChange={(v: string) => { setProject(ofProjects.options.find((o) => o.value === v) ?? null); setTask(null); }}
      />
      <label className="s13 t2" htmlFor={`${id}-t`}>{t('field.task')}</label>
      <Select
        id={`${id}-t`} className="wide mb12" showSearch filterOption={false} allowClear disabled={!project} value={task?.value} onSearch={ofTasks.onSearch} placeholder={t('row.whole')} notFoundContent={t('row.no_task')}
        options={ofTasks.options.map((o) => ({ value: o.value, label: label(o) }))} onChange={(v?: string) => setTask(ofTasks.options.find((o) => o.value === v) ?? null)}
      />
      <Segmented<Kind> value={kind} onChange={setKind} aria-label={t('field.kind')} options={[{ value: 'normal', label: t('kind.normal') }, { value: 'overtime', label: t('kind.overtime') }]} />
    </Modal>
  );
}
