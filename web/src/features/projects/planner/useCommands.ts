import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '@/ui';
import type { Schedule } from '../api';
import { clip, forgetClip, keepClip } from './clipboard';
import { withBelow } from './outline';
import type { PlanActs } from './usePlan';
import type { Selecting } from './useSelection';

export interface Commands {
  above: () => void; below: () => void; indent: () => void; outdent: () => void; remove: () => void; copy: () => void; cut: () => void; paste: () => void;
  shift: (days: number) => void; give: (owner: string | null) => void; report: (percent: number) => void; undo: () => void; redo: () => void;
}

/** What the keyboard, the toolbar and the bar of a selection do to the chosen rows. */
export function useCommands(schedule: Schedule, acts: PlanActs, selecting: Selecting, onAdded: (id: string) => void): Commands {
  const { t } = useTranslation('projects');
  const { picked } = selecting;
  const project = schedule.project.id;
  const back = useCallback(() => acts.undo(), [acts]);
  const made = useCallback((ids: string[], edit: boolean) => { selecting.all(ids); if (edit && ids[0]) onAdded(ids[0]); }, [selecting, onAdded]);
  return useMemo(() => {
    const { ids, active } = picked;
    const some = (run: () => void) => () => { if (ids.length > 0) run(); };
    const named = () => schedule.tasks.find((task) => task.id === active)?.name ?? '';
    const take = (cut: boolean) => some(() => { keepClip({ project, ids, cut }); toast(t(cut ? 'done.cut' : 'done.copied', { count: ids.length })); });
    const paste = () => {
      const held = clip();
      if (held.ids.length === 0) { toast(t('paste.nothing')); return; }
      const inside = held.project === project && withBelow(schedule.tasks, held.ids).has(active ?? '');
      if (held.cut && held.project === project) {
        if (inside) { toast({ text: t('paste.inside'), tone: 'bad' }); return; }
        const at = schedule.tasks.find((task) => task.id === active);
        const last = schedule.tasks.findLast((task) => task.parent === null)?.id ?? null;
        void acts.place(held.ids, at?.parent ?? null, active ?? last).then((done) => { if (done) { forgetClip(); selecting.all(held.ids); } });
      } else {
        void acts.paste(held.project, held.ids, active, (change) => { made(change.added, false); toast({ text: t(held.cut ? 'done.pasted_cut' : 'done.pasted', { count: change.added.length }), undo: back }); });
      }
    };
    return {
      above: () => void acts.add({ name: t('new_task'), before_id: active }, (change) => made(change.added, true)),
      below: () => void acts.add({ name: t('new_task'), after_id: active }, (change) => made(change.added, true)),
      indent: some(() => void acts.indent(ids)),
      outdent: some(() => void acts.outdent(ids)),
      remove: some(() => {
        const text = ids.length > 1 ? t('done.removed_many', { count: ids.length }) : t('done.removed', { name: named() });
        void acts.remove(ids, () => { selecting.only(null); toast({ text, undo: back }); });
      }),
      copy: take(false), cut: take(true), paste,
      shift: (days) => { if (ids.length > 0 && days !== 0) void acts.shift(ids, days); },
      give: (owner) => { if (ids.length > 0) void acts.give(ids, owner); },
      report: (percent) => { if (ids.length > 0) void acts.report(ids, percent); },
      undo: () => void acts.undo(), redo: () => void acts.redo(),
    };
  }, [picked, schedule.tasks, project, acts, selecting, made, back, t]);
}
