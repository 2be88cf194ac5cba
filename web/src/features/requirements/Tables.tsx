import { CheckCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { idsOf } from '@/lib/bulk';
import { DataTable, DateText, EmptyState, Glyph, Status, type BulkAction, type Column } from '@/ui';
import { AgreeDialog } from './AgreeDialog';
import { CRITERION, PROTOTYPE, REQUIREMENT, TEST_CASE, type CriterionRow, type Part, type PrototypeRow, type RequirementRow, type Specification, type TestCaseRow } from './api';

interface Props { spec: Specification; link: (id: string) => string; onCreate?: () => void }

const none = <span className="t3">—</span>;

function Requirements({ spec, link, onCreate }: Props) {
  const { t } = useTranslation('requirements');
  const [agreeing, setAgreeing] = useState<string[] | null>(null);
  const has = (yes: boolean) => (yes ? <span className="row g4"><Glyph kind="done" /><span className="sr">{t('yes')}</span></span> : <span className="s13 amber">{t('lacking')}</span>);
  const columns: Column<RequirementRow>[] = [
    { key: 'title', title: t('col.requirement'), width: 320, grow: true, sort: true, render: (r) => <><span className="num t3">{r.number}</span> {r.title}</> },
    { key: 'kind', title: t('col.kind'), width: 132, type: 'choice', sort: true },
    { key: 'priority', title: t('col.priority'), width: 84, type: 'choice' },
    { key: 'state', title: t('col.state'), width: 132, render: (r) => <Status state={`requirement.${r.state}`} /> },
    { key: 'source', title: t('col.source'), width: 96, type: 'choice' },
    { key: 'revision', title: t('col.revision'), width: 64, type: 'number' },
    { key: 'agreed_on', title: t('col.agreed_on'), width: 112, type: 'date', sort: true },
    { key: 'tested', title: t('col.tested'), width: 84, render: (r) => (r.state === 'dropped' ? none : has(r.tested)) },
    { key: 'accepted', title: t('col.accepted'), width: 84, render: (r) => (r.state === 'dropped' ? none : has(r.accepted)) },
    { key: 'agreed_with', title: t('col.agreed_with'), width: 104, hidden: true },
    ...(spec.text_hidden ? [] : [{ key: 'text', title: t('col.text'), width: 240, hidden: true } satisfies Column<RequirementRow>]),
  ];
  const bulk: BulkAction[] = spec.may.agree ? [{ key: 'agree', label: t('agree.act'), icon: CheckCheck, run: async (selection) => setAgreeing(await idsOf('/requirements', selection)) }] : [];
  return (
    <>
      <DataTable<RequirementRow>
        key="requirements" list="requirements" resource={REQUIREMENT} noun={t('part.requirements')} counter={t('counter_item')} columns={columns} defaultSort="number" scope={[`specification:in:${spec.id}`]} embedded bulk={bulk} onCreate={onCreate} searchPlaceholder={t('search_part')}
        rowLink={(r) => link(r.id)} rowLabel={(r) => `${r.number} ${r.title}`}
        phoneRow={(r) => ({ title: r.title, line: `${r.number} · ${t(`kind.${r.kind}`)} · ${t(`priority.${r.priority}`)}`, state: <Status state={`requirement.${r.state}`} /> })}
        empty={<EmptyState title={t('none.requirements')} text={t('none.requirements_text')} ways={onCreate ? [{ key: 'new', title: t('new.requirements'), onClick: onCreate }] : []} />}
      />
      {agreeing && <AgreeDialog spec={spec} ids={agreeing} onClose={() => setAgreeing(null)} />}
    </>
  );
}

const byPart = <R extends { number: string; title: string }>(title: string): Column<R & { id: string }> => ({ key: 'title', title, width: 300, grow: true, sort: true, render: (r) => <><span className="num t3">{r.number}</span> {r.title}</> });
const live = (spec: Specification) => [`specification:in:${spec.id}`, 'archived:eq:false'];

function Prototypes({ spec, link, onCreate }: Props) {
  const { t } = useTranslation('requirements');
  const word = (r: PrototypeRow) => (r.verdict ? <Status state={`verdict.${r.verdict}`} /> : <span className="t3">{t(r.latest ? 'verdict_waits' : 'no_version')}</span>);
  const columns: Column<PrototypeRow>[] = [
    byPart<PrototypeRow>(t('col.prototype')),
    { key: 'latest', title: t('col.version'), width: 72, render: (r) => (r.latest ? <span className="num">v{r.latest}</span> : none) },
    { key: 'verdict', title: t('col.verdict'), width: 144, render: word },
    { key: 'requirements', title: t('col.for'), width: 200, render: (r) => (r.requirements ? <span className="num el" title={r.requirements}>{r.requirements}</span> : none) },
    { key: 'updated_at', title: t('col.updated'), width: 128, type: 'ago', sort: true },
  ];
  return (
    <DataTable<PrototypeRow>
      key="prototypes" list="prototypes" resource={PROTOTYPE} noun={t('part.prototypes')} counter={t('counter_item')} columns={columns} defaultSort="number" scope={live(spec)} embedded onCreate={onCreate} searchPlaceholder={t('search_part')}
      rowLink={(r) => link(r.id)} rowLabel={(r) => r.title} phoneRow={(r) => ({ title: r.title, line: r.number, state: word(r) })}
      empty={<EmptyState title={t('none.prototypes')} text={t('none.prototypes_text')} ways={onCreate ? [{ key: 'new', title: t('new.prototypes'), onClick: onCreate }] : []} />}
    />
  );
}

function Tests({ spec, link, onCreate }: Props) {
  const { t } = useTranslation('requirements');
  const result = (r: TestCaseRow) => (r.last_result ? <Status state={`test.${r.last_result}`} /> : <span className="t3">{t('never_run')}</span>);
  const columns: Column<TestCaseRow>[] = [
    byPart<TestCaseRow>(t('col.test')),
    { key: 'expected', title: t('col.expected'), width: 240 },
    { key: 'last_result', title: t('col.result'), width: 112, render: result },
    { key: 'last_run_at', title: t('col.run_at'), width: 112, sort: true, render: (r) => (r.last_run_at ? <DateText value={r.last_run_at} as="ago" /> : none) },
    { key: 'last_run_by', title: t('col.run_by'), width: 96 },
    { key: 'requirements', title: t('col.for'), width: 140, render: (r) => (r.requirements ? <span className="num el" title={r.requirements}>{r.requirements}</span> : none) },
  ];
  return (
    <DataTable<TestCaseRow>
      key="tests" list="test-cases" resource={TEST_CASE} noun={t('part.tests')} counter={t('counter_item')} columns={columns} defaultSort="number" scope={live(spec)} embedded onCreate={onCreate} searchPlaceholder={t('search_part')}
      rowLink={(r) => link(r.id)} rowLabel={(r) => r.title} phoneRow={(r) => ({ title: r.title, line: [r.number, r.requirements].filter(Boolean).join(' · '), state: result(r) })}
      empty={<EmptyState title={t('none.tests')} text={t('none.tests_text')} ways={onCreate ? [{ key: 'new', title: t('new.tests'), onClick: onCreate }] : []} />}
    />
  );
}

function Criteria({ spec, link, onCreate }: Props) {
  const { t } = useTranslation('requirements');
  const columns: Column<CriterionRow>[] = [
    byPart<CriterionRow>(t('col.criterion')),
    { key: 'tolerance', title: t('col.tolerance'), width: 160 },
    { key: 'standard', title: t('col.standard'), width: 160, sort: true },
    { key: 'stage', title: t('col.stage'), width: 120, type: 'choice', sort: true },
    { key: 'requirements', title: t('col.for'), width: 140, render: (r) => (r.requirements ? <span className="num el" title={r.requirements}>{r.requirements}</span> : none) },
    { key: 'method', title: t('col.method'), width: 220, hidden: true },
  ];
  return (
    <DataTable<CriterionRow>
      key="criteria" list="criteria" resource={CRITERION} noun={t('part.criteria')} counter={t('counter_item')} columns={columns} defaultSort="number" scope={live(spec)} embedded onCreate={onCreate} searchPlaceholder={t('search_part')}
      rowLink={(r) => link(r.id)} rowLabel={(r) => r.title} phoneRow={(r) => ({ title: r.title, line: [r.number, r.standard].filter(Boolean).join(' · '), figure: t(`stage.${r.stage}`) })}
      empty={<EmptyState title={t('none.criteria')} text={t('none.criteria_text')} ways={onCreate ? [{ key: 'new', title: t('new.criteria'), onClick: onCreate }] : []} />}
    />
  );
}

const TABLES = { requirements: Requirements, prototypes: Prototypes, tests: Tests, criteria: Criteria };

export function Tables({ part, ...props }: Props & { part: Part }) {
  const Table = TABLES[part];
  return <Table {...props} />;
}
