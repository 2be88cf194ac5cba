import { Ban, Banknote, BadgeCheck, CalendarClock, FilePlus2, ListOrdered, Pencil, RotateCcw, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { Bone, DateText, ErrorState, MoneyExact, Section, Timeline } from '@/ui';
import { useHistory, type Contract, type HistoryEntry } from './api';

const ICONS: Record<string, LucideIcon> = {
  create: FilePlus2, activate: BadgeCheck, completed: BadgeCheck, terminated: Ban, change_plan: ListOrdered, set_plan: ListOrdered, set_due: CalendarClock,
  record: Banknote, apply_credit: Banknote, reverse: RotateCcw, reopen: RotateCcw,
};

/** The versions of the plan, and who did what when. */
export function HistoryTab({ contract }: { contract: Contract }) {
  const { t } = useTranslation('contracts');
  const history = useHistory(contract.id);
  if (history.isPending) return <Bone width="100%" height={160} />;
  if (history.isError) return <ErrorState title={t('history_failed')} problem={Problem.from(history.error)} onRetry={() => void history.refetch()} />;
  const amountOf = (e: HistoryEntry) => (typeof e.after?.amount === 'string' && e.action !== 'update' ? e.after.amount : null);
  return (
    <div className="col g20">
      {history.data.versions.length > 1 && (
        <Section title={t('versions')}>
          <ul className="versions">
            {history.data.versions.map((v) => (
              <li key={v.no}>
                <b className="num">V{v.no}</b><DateText value={v.created_at} /><MoneyExact value={v.amount} /><span className="t2">{v.created_by_name}</span>
                <span className="grow t2">{v.reason || t('first_version')}</span><span className="s13 t3">{v.rows.map((r) => r.title).join('、')}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('entries')}>
        <Timeline
          items={history.data.entries.map((e) => ({
            id: String(e.id), at: e.at, icon: ICONS[e.action] ?? Pencil, text: e.reason || undefined,
            title: <><b>{e.actor_name}</b> {t(`history.${e.action}`)}{amountOf(e) && <> <MoneyExact value={amountOf(e)} /></>}</>,
          }))}
        />
      </Section>
    </div>
  );
}
