import { randomId } from '@/lib/ids';
import { Problem } from './problem';

export const BASE = '/api/v1';
const TIMEOUT_MS = 30_000;

export type Params = Record<string, string | number | boolean | null | undefined | readonly string[]>;

export interface Options {
  params?: Params;
  body?: unknown;
  signal?: AbortSignal;
  /** Sent as If-Match: the version the change was made on. */
  version?: number;
  /** Creation only; the same key gives the first answer again. A fresh one is made when none is given. */
  idempotencyKey?: string;
  headers?: Record<string, string>;
}

let language = 'zh-CN';
export function setApiLanguage(lang: string): void {
  language = lang.startsWith('zh') ? 'zh-CN' : 'en';
}

export function cookie(name: string): string {
  const found = document.cookie.split('; ').find((c) => c.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : '';
}

/** Lists become repeated parameters (filter=a&filter=b); empty values are left out. */
export function queryString(params: Params = {}): string {
  const out = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    if (Array.isArray(value)) value.forEach((v: string) => out.append(key, v));
    else if (value !== null && value !== undefined && value !== '') out.set(key, String(value));
  }
  return out.toString();
}

export function url(path: string, params?: Params): string {
  const query = queryString(params);
  const full = path.startsWith('/api/') ? path : `${BASE}${path.startsWith('/') ? '' : '/'}${path}`;
  return query ? `${full}${full.includes('?') ? '&' : '?'}${query}` : full;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

async function problemOf(response: Response): Promise<Problem> {
  const requestId = response.headers.get('X-Request-Id') ?? '';
  try {
    const body = (await response.json()) as object;
    return new Problem({ request_id: requestId, status: response.status, ...body });
  } catch {
    return new Problem({ request_id: requestId, status: response.status, code: `http_${response.status}` });
  }
}

function headersFor(method: Method, options: Options): Headers {
  const headers = new Headers({ Accept: 'application/json', 'Accept-Language': language, ...options.headers });
  if (method === 'GET') return headers;
  headers.set('X-CSRFToken', cookie('dougong_csrf'));
  if (method === 'POST') headers.set('Idempotency-Key', options.idempotencyKey ?? randomId());
  if (options.version !== undefined) headers.set('If-Match', `"${options.version}"`);
  return headers;
}

/** Asks the person once more who he is, and why; null when he would rather not. */
export type Confirmer = (problem: Problem) => Promise<{ reason: string } | null>;
let confirmer: Confirmer | null = null;
export function setConfirmer(ask: Confirmer): void {
  confirmer = ask;
}

/** An act that asks for a second confirmation is sent again when it was given: the same request, with the same Idempotency-Key. */
async function again(refused: Response, headers: Headers, go: () => Promise<Response>): Promise<Response> {
  const problem = await problemOf(refused.clone());
  const given = problem.code === 'confirmation_needed' ? await confirmer?.(problem) : null;
  if (!given) return refused;
  headers.set('X-CSRFToken', cookie('dougong_csrf'));
  if (given.reason) headers.set('X-Confirm-Reason', encodeURIComponent(given.reason));
  return go();
}

async function send<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  const headers = headersFor(method, options);
  let body: BodyInit | undefined;
  if (options.body instanceof FormData || options.body instanceof Blob) body = options.body;
  else if (options.body !== undefined) {
    headers.set('Content-Type', 'application/json');
    body = JSON.stringify(options.body);
  }
  const timeout = AbortSignal.timeout(body instanceof FormData ? TIMEOUT_MS * 10 : TIMEOUT_MS);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  const go = (until: AbortSignal) => fetch(url(path, options.params), { method, headers, body, signal: until, credentials: 'same-origin' });
  let response: Response;
  try {
    response = await go(signal);
    if (response.status === 403 && confirmer) response = await again(response, headers, () => go(AbortSignal.timeout(TIMEOUT_MS)));
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw Problem.from(error);
  }
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204 || response.headers.get('Content-Length') === '0') return undefined as T;
  return (await response.json()) as T;
}

export const api = {
  get: <T>(path: string, options?: Options) => send<T>('GET', path, options),
  post: <T>(path: string, body?: unknown, options?: Options) => send<T>('POST', path, { ...options, body }),
  patch: <T>(path: string, body?: unknown, options?: Options) => send<T>('PATCH', path, { ...options, body }),
  put: <T>(path: string, body?: unknown, options?: Options) => send<T>('PUT', path, { ...options, body }),
  del: <T = void>(path: string, options?: Options) => send<T>('DELETE', path, options),
};
