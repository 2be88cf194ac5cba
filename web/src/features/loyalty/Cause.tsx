import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCan } from '@/app/session';
import { proseDate } from '@/lib/dates';
import { MoneyExact } from '@/ui';
import type { EntryRow } from './api';

/** Those that have a sentence of their own; the others go by the name of their rule. */
const TOLD = new Set(['receipt', 'acceptance_on_time', 'acceptance_late', 'merge', 'expiry']);

/** Why points came or went: 回款 ¥350,000.00，二期洁净厂房机电安装工程. */
export function Cause({ entry }: { entry: EntryRow }) {
  const { t, i18n } = useTranslation('loyalty');
  const { data } = entry;
  const name = i18n.language.startsWith('en') ? entry.rule_name_en : entry.rule_name;
  const told = TOLD.has(entry.rule);
  const words = entry.kind === 'reversal' ? (told ? t(`undone.${entry.rule}`) : t('undone_of', { name })) : told ? t(`cause.${entry.rule}`) : name;
  return (
    <span className="el">
      {words}
      {data.amount && <> <MoneyExact value={data.amount} /></>}
      {data.accepted_on && <> <span className="num">{proseDate(data.accepted_on, i18n.language)}</span></>}
      {data.about && <span className="t3"> · {data.about}</span>}
      <Where entry={entry} />
    </span>
  );
}

function Where({ entry: { data } }: { entry: EntryRow }) {
  const contracts = useCan('contracts.contract');
  const projects = useCan('projects.project');
  const name = data.contract || data.project;
  if (!name) return null;
  const to = data.contract_id ? contracts && `/contracts/${data.contract_id}` : projects && data.project_id && `/projects/${data.project_id}`;
  return <span className="t3">{' · '}{to ? <Link className="inline-link" to={to}>{name}</Link> : name}</span>;
}
