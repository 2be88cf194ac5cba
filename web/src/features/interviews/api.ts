import { useQuery } from '@tanstack/react-query';
import { api, BASE } from '@/api/client';
import type { Schema } from '@/api/types';
import { fetchFile } from '@/lib/exports';
import { useRefreshOf } from '@/lib/refresh';

export const INTERVIEW = 'interviews.interview';
export const QUESTIONNAIRE = 'forms.form';

export type Interview = Schema<'InterviewOut'>;
export type InterviewRow = Schema<'InterviewRow'>;
export type Question = Schema<'QuestionOut'>;
export type Questionnaire = Schema<'QuestionnaireOut'>;
export type Proposals = Schema<'ProposalsOut'>;
export type Proposal = Proposals['items'][number];
export type Purpose = Questionnaire['purpose'];

export const STAR = ['situation', 'task', 'action', 'result'] as const;

export const useInterview = (id: string) => useQuery({ queryKey: [INTERVIEW, 'one', id], queryFn: ({ signal }) => api.get<Interview>(`/interviews/${id}`, { signal }) });
export const useProposals = (id: string, enabled: boolean) => useQuery({ queryKey: [INTERVIEW, 'proposals', id], queryFn: ({ signal }) => api.get<Proposals>(`/interviews/${id}/proposals`, { signal }), enabled });
export const useQuestionnaires = (purpose: Purpose, archived = false) => useQuery({ queryKey: [QUESTIONNAIRE, 'list', purpose, archived], queryFn: ({ signal }) => api.get<Schema<'Questionnaires'>>('/questionnaires', { params: { purpose, archived }, signal }), select: (d) => d.items });
export const useQuestionnaire = (id: string | undefined) => useQuery({ queryKey: [QUESTIONNAIRE, 'asks', id], queryFn: ({ signal }) => api.get<Questionnaire>(`/questionnaires/${id}`, { signal }), enabled: Boolean(id) });

const SHOWN = [INTERVIEW, QUESTIONNAIRE, 'clients.client'] as const;
/** After a change of ours: interviews, and the dossiers that they may have been written into. */
export const useRefresh = () => useRefreshOf(SHOWN);

export const wordOf = (item: { zh: string; en: string }, language: string) => (language.startsWith('en') ? item.en || item.zh : item.zh);

export const printInterview = (one: Interview, language: string) => fetchFile(`${BASE}/interviews/${one.id}/pdf/file`, `${one.client.name}-${wordOf(one.template, language)}.pdf`, language);
