import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { useRefreshOf } from '@/lib/refresh';

export const SPECIFICATION = 'requirements.specification';
export const REQUIREMENT = 'requirements.requirement';
export const PROTOTYPE = 'requirements.prototype';
export const TEST_CASE = 'requirements.test_case';
export const CRITERION = 'requirements.criterion';

export type Specification = Schema<'SpecificationOut'>;
export type SpecificationRow = Schema<'SpecificationRow'>;
export type Requirement = Schema<'RequirementOut'>;
export type RequirementRow = Schema<'RequirementRow'>;
export type Prototype = Schema<'PrototypeOut'>;
export type PrototypeRow = Schema<'PrototypeRow'>;
export type TestCase = Schema<'TestCaseOut'>;
export type TestCaseRow = Schema<'TestCaseRow'>;
export type Criterion = Schema<'CriterionOut'>;
export type CriterionRow = Schema<'CriterionRow'>;
export type Imported = Schema<'PartImportOut'>;

export type Part = 'requirements' | 'prototypes' | 'tests' | 'criteria';

export const KINDS = ['function', 'performance', 'interface', 'safety', 'environment', 'material', 'schedule', 'delivery', 'other'];
export const PRIORITIES = ['must', 'should', 'could', 'wont'];
export const SOURCES = ['interview', 'trace', 'mail', 'tender', 'standard', 'site', 'other'];
export const STAGES = ['material', 'concealed', 'section', 'commissioning', 'completion'];
export const VERDICTS = ['accepted', 'changes', 'refused'];
export const RESULTS = ['passed', 'failed', 'blocked'];

export function useSpecification(id: string) {
  return useQuery({ queryKey: [SPECIFICATION, 'one', id], queryFn: ({ signal }) => api.get<Specification>(`/specifications/${id}`, { signal }) });
}

/** The specification of an opportunity, if the reader sees it. */
export function useOfOpportunity(opportunity: string | null | undefined) {
  return useQuery({
    queryKey: [SPECIFICATION, 'of', opportunity],
    queryFn: ({ signal }) => api.get<Schema<'SpecificationPage'>>('/specifications', { params: { filter: [`opportunity:in:${opportunity}`], size: 1 }, signal }),
    enabled: Boolean(opportunity),
    select: (page) => page.items[0] ?? null,
  });
}

const one = <T>(code: string, path: string) => (id: string) => ({ queryKey: [code, 'one', id], queryFn: ({ signal }: { signal: AbortSignal }) => api.get<T>(`${path}/${id}`, { signal }) });
const requirementOf = one<Requirement>(REQUIREMENT, '/requirements');
const prototypeOf = one<Prototype>(PROTOTYPE, '/prototypes');
const testOf = one<TestCase>(TEST_CASE, '/test-cases');
const criterionOf = one<Criterion>(CRITERION, '/criteria');
export const useRequirement = (id: string) => useQuery(requirementOf(id));
export const usePrototype = (id: string) => useQuery(prototypeOf(id));
export const useTestCase = (id: string) => useQuery(testOf(id));
export const useCriterion = (id: string) => useQuery(criterionOf(id));

const SHOWN = [SPECIFICATION, REQUIREMENT, PROTOTYPE, TEST_CASE, CRITERION, 'contracts.contract'] as const;
/** After a change of ours: everything of level two reads again. */
export const useRefresh = () => useRefreshOf(SHOWN);

export function importFile(id: string, part: string, file: File, commit: boolean): Promise<Imported> {
  const body = new FormData();
  body.append('file', file);
  return api.post<Imported>(`/specifications/${id}/import`, body, { params: { part, commit } });
}
