import { afterEach, expect, it, vi } from 'vitest';
import { api, setConfirmer } from './client';

interface Sent { method: string; key: string | null; reason: string | null; body: unknown }

function server(answers: { status: number; body: object }[]): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', (_url: string, init: RequestInit) => {
    const headers = init.headers as Headers;
    sent.push({ method: init.method ?? '', key: headers.get('Idempotency-Key'), reason: headers.get('X-Confirm-Reason'), body: init.body });
    const { status, body } = answers[sent.length - 1] ?? { status: 500, body: {} };
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
  return sent;
}

const needed = { status: 403, body: { code: 'confirmation_needed', params: { act: 'kit.export', methods: ['password'] } } };

afterEach(() => { vi.unstubAllGlobals(); setConfirmer(() => Promise.resolve(null)); });

it('sends the same request again, with its key and the reason, once who it is was confirmed', async () => {
  const sent = server([needed, { status: 202, body: { id: 'j' } }]);
  const asked: unknown[] = [];
  setConfirmer((problem) => { asked.push(problem.params.act); return Promise.resolve({ reason: '给审计' }); });
  expect(await api.post('/exports', { list: 'clients' })).toEqual({ id: 'j' });
  expect(asked).toEqual(['kit.export']);
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual({ ...sent[0], reason: encodeURIComponent('给审计') });
  expect(sent[0]?.key).toBeTruthy();
});

it('asks once only, and leaves the refusal to the page when the person would rather not', async () => {
  const twice = server([needed, needed, { status: 202, body: {} }]);
  setConfirmer(() => Promise.resolve({ reason: 'x' }));
  await expect(api.post('/exports', {})).rejects.toMatchObject({ code: 'confirmation_needed' });
  expect(twice).toHaveLength(2);
  const once = server([needed]);
  setConfirmer(() => Promise.resolve(null));
  await expect(api.post('/exports', {})).rejects.toMatchObject({ code: 'confirmation_needed' });
  expect(once).toHaveLength(1);
});

it('asks nobody about any other refusal', async () => {
  const sent = server([{ status: 403, body: { code: 'not_allowed' } }]);
  const ask = vi.fn(() => Promise.resolve({ reason: '' }));
  setConfirmer(ask);
  await expect(api.put('/people/1/roles', {})).rejects.toMatchObject({ code: 'not_allowed', status: 403 });
  expect(ask).not.toHaveBeenCalled();
  expect(sent).toHaveLength(1);
});
