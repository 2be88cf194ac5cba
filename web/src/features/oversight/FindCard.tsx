import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { count, Moved } from '@/features/loyalty/Points';
import { DateText } from '@/ui';
import type { Case, Find, Line } from './api';

/** What was found, in a sentence with its figures; below it the lines of the ledger that show it. */
export function FindCard({ pattern, find }: { pattern: Case['pattern']; find: Find }) {
  const { t } = useTranslation('oversight');
  return (
    <section className="ov-find">
      <p><span className="num t3">{find.first_on === find.last_on ? find.first_on : `${find.first_on} — ${find.last_on}`}</span> {sentence(t, pattern, find)}</p>
      {find.accounts.length > 0 && <p className="s13 t2">{t('find.with')} {find.accounts.map((a, i) => <span key={a.id}>{i > 0 && '、'}<Link to={`/points/${a.id}`}>{a.name}</Link></span>)}</p>}
      {find.people.length > 1 && <p className="s13 t2">{t('find.people', { names: find.people.map((p) => p.name).join('、') })}</p>}
      {find.lines.length > 0 && <Lines lines={find.lines} />}
    </section>
  );
}

function sentence(t: TFunction<'oversight'>, pattern: Case['pattern'], find: Find): string {
  const facts: Record<string, string> = {};
  for (const [key, value] of Object.entries(find.facts)) facts[key] = typeof value === 'number' ? count(value) : String(value);
  if (pattern === 'burst') return t(facts.way === 'out' ? 'find.burst_out' : 'find.burst_in', { ...facts, score: find.score });
  if (pattern === 'chain' && facts.own) return t('find.chain_own', facts);
  return t(`find.${pattern}`, { ...facts, score: find.score, total: count(find.points) });
}

function Lines({ lines }: { lines: Line[] }) {
  const { t, i18n } = useTranslation('oversight');
  const english = i18n.language.startsWith('en');
  return (
    <div className="ov-scroll">
      <table className="points-months ov-lines">
        <thead><tr><th scope="col">{t('line.at')}</th><th scope="col">{t('line.client')}</th><th scope="col">{t('line.rule')}</th><th scope="col" className="ov-r">{t('line.points')}</th><th scope="col" className="ov-r">{t('line.after')}</th><th scope="col">{t('line.by')}</th></tr></thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td className="nw"><DateText value={line.at} as="table" /></td>
              <td><Link className="t1" to={`/points/${line.account_id}`}>{line.client}</Link></td>
              <td title={line.reason}>{t(`kind.${line.kind}`)}{line.kind === 'accrual' && `：${english ? line.rule_en : line.rule_zh}`}</td>
              <td className="ov-r"><Moved value={line.amount} /></td><td className="num ov-r">{count(line.balance_after)}</td><td className="nw">{line.by}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
