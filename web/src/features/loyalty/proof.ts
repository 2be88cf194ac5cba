import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { saveFile } from '@/lib/exports';
import { jobStarted } from '@/lib/jobs';

export const PROOF = 'loyalty.proof';

export type Heads = Schema<'PointsHeads'>;
export type Head = Schema<'PointsHeadOut'>;
export type ProofState = Schema<'PointsProofState'>;
export type Checked = Schema<'PointsChecked'>;

export const useHeads = () => useQuery({ queryKey: [PROOF, 'heads'], queryFn: ({ signal }) => api.get<Heads>('/points/heads', { signal }), retry: false });

export const useProofState = () => useQuery({ queryKey: [PROOF, 'state'], queryFn: ({ signal }) => api.get<ProofState>('/points/proof', { signal }) });

export async function startVerification(): Promise<string> {
  const { job_id } = await api.post<Schema<'JobBegun'>>('/points/proof/verifications');
  jobStarted();
  return job_id;
}

const save = (data: unknown, name: string) => saveFile(new Blob([JSON.stringify(data, null, 1)], { type: 'application/json' }), name);

/** Saves the receipt of an entry; or answers when there will be one. */
export async function saveReceipt(path: string, entry: number): Promise<string | null> {
  const { receipt, due_at } = await api.get<Schema<'PointsReceiptAnswer'>>(path);
  if (receipt) save(receipt, `points-receipt-${entry}.json`);
  return receipt ? null : due_at;
}

/** Every head there is, as one file. */
export async function saveHeads(): Promise<void> {
  let page = await api.get<Heads>('/points/heads');
  const whole = { ...page };
  while (page.next !== null) {
    page = await api.get<Heads>(`/points/heads?before=${page.next}`);
    whole.heads = [...whole.heads, ...page.heads];
  }
  save({ ...whole, next: null }, `points-heads-${whole.heads[0]?.number ?? 0}.json`);
}

/** The proof that the newest head continues an older one. */
export async function saveContinuation(number: number, since: number): Promise<void> {
  save(await api.get<Schema<'PointsContinues'>>(`/points/heads/${number}/continues/${since}`), `points-head-${number}-continues-${since}.json`);
}
