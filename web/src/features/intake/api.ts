import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { useRefreshOf } from '@/lib/refresh';

export const SUBMISSION = 'intake.submission';
export const PUBLIC_FORM = 'intake.public_form';

export type Enquiry = Schema<'EnquiryOut'>;
export type EnquiryRow = Schema<'EnquiryRow'>;
export type PublicForm = Schema<'PublicFormOut'>;
export type Page = Schema<'PublicFormPage'>;
export type Asked = Page['questions'][number];

export const SUSPECT = 60;

export const useEnquiry = (id: string) => useQuery({ queryKey: [SUBMISSION, 'one', id], queryFn: ({ signal }) => api.get<Enquiry>(`/enquiries/${id}`, { signal }) });
export const usePublicForms = () => useQuery({ queryKey: [PUBLIC_FORM, 'all'], queryFn: ({ signal }) => api.get<Schema<'PublicForms'>>('/public-forms', { signal }), select: (d) => d.items });

const SHOWN = [SUBMISSION, PUBLIC_FORM, 'clients.client'] as const;
export const useRefresh = () => useRefreshOf(SHOWN);

export const addressOf = (key: string) => `${window.location.origin}/f/${key}`;
