import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { Conflict } from '@/ui/form/Conflict';
import type { Field, Values } from '@/ui';
import type { Task } from '../api';
import { lastDay } from './instants';
import { durationText } from './typing';
import type { Clash, Wanted } from './usePlan';

const FIELDS = ['name', 'kind', 'duration', 'start', 'finish', 'percent', 'owner_id', 'constraint', 'constraint_at', 'deadline', 'actual_start', 'actual_finish'] as const;
const LABEL: Record<(typeof FIELDS)[number], string> = {
  name: 'grid.name', kind: 'panel.kind', duration: 'panel.duration', start: 'grid.start', finish: 'grid.finish', percent: 'grid.percent', owner_id: 'grid.owner',
  constraint: 'panel.constraint', constraint_at: 'panel.constraint_at', deadline: 'grid.deadline', actual_start: 'panel.actual_start', actual_finish: 'panel.actual_finish',
};

const valuesOf = (task: Task): Values => ({ ...task, owner_id: task.owner?.id ?? null });

/** The same task changed by both: field by field, mine or theirs. Rows changed by many acts at once: mine on top of theirs, or not. */
export function ClashDialog({ clash, perDay, people }: { clash: Clash; perDay: number; people: ReadonlyMap<string, string> }) {
  const { t } = useTranslation('projects');
  const one = clash.rows.find((row) => row.now.id === clash.task) ?? null;
  const display = (name: string) => (value: unknown) => {
    if (value === null || value === undefined || value === '') return '—';
    const text = String(value);
    if (name === 'duration') return durationText(Number(value), perDay);
    if (name === 'percent') return `${text}%`;
    if (name === 'owner_id') return people.get(text) ?? t('clash.somebody');
    if (name === 'kind' || name === 'constraint') return t(`${name}.${text || 'none'}`);
    if (name === 'finish') return lastDay(text);
    return name === 'start' ? text.slice(0, 10) : text.replace('T', ' ');
  };
  const field = (name: (typeof FIELDS)[number]): Field => ({ name, label: t(LABEL[name]), type: 'custom', display: display(name) });
  const theirs = one ? valuesOf(one.now) : {};
  const was = one?.old ? valuesOf(one.old) : theirs;
  const mine = FIELDS.filter((name) => name in clash.wanted);
  const other = FIELDS.filter((name) => !mine.includes(name) && was[name] !== theirs[name]);
  const resolve = (taken: ReadonlySet<string>) => {
    const kept = Object.fromEntries(Object.entries(clash.wanted).filter(([name]) => !taken.has(name))) as Wanted;
    clash.resolve(Object.keys(kept).length > 0 ? kept : null);
  };
  const names = [...clash.rows.map((row) => row.now.name), ...clash.links.map(() => t('link.title'))];
  const sentence = t('clash.sentence', { who: clash.who, what: names.slice(0, 3).join(t('clash.and')), count: names.length });
  const single = one !== null && mine.length > 0;
  return (
    <Modal
      open title={t('clash.title')} width={520} onCancel={() => clash.resolve(null)}
      footer={single ? null : [<Button key="t" onClick={() => clash.resolve(null)}>{t('clash.theirs')}</Button>, <Button key="m" type="primary" onClick={() => clash.resolve(clash.wanted)}>{t('clash.mine')}</Button>]}
    >
      {single
        ? <Conflict sentence={sentence} fields={mine.map(field)} mine={{ ...theirs, ...clash.wanted }} theirs={theirs} onResolve={resolve} />
        : <p>{sentence} {t('clash.ask')}</p>}
      {other.length > 0 && <p className="mt12 s13 t2">{t('clash.also', { who: clash.who })} {other.map((name) => `${t(LABEL[name])} ${display(name)(was[name])} → ${display(name)(theirs[name])}`).join(t('clash.and'))}</p>}
    </Modal>
  );
}
