export interface FieldProblem { field: string; code: string; message: string }

interface Body {
  type?: string; title?: string; status?: number; code?: string; detail?: string;
  params?: Record<string, unknown>; errors?: FieldProblem[]; request_id?: string; current?: unknown;
}

/** Every failure of the API (RFC 9457), and every failure to reach it: then status is 0 and code "offline" or "timeout". */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly params: Record<string, unknown>;
  readonly errors: FieldProblem[];
  readonly requestId: string;
  readonly at = new Date();
  /** The record as it is now, when the answer was 412 stale. */
  readonly current: unknown;

  constructor(body: Body) {
    super(body.detail || body.title || body.code || 'problem');
    this.name = 'Problem';
    this.status = body.status ?? 0;
    this.code = body.code ?? 'unknown';
    this.title = body.title ?? '';
    this.detail = body.detail ?? '';
    this.params = body.params ?? {};
    this.errors = body.errors ?? [];
    this.requestId = body.request_id ?? '';
    this.current = body.current ?? body.params?.current;
  }

  static from(error: unknown): Problem {
    if (error instanceof Problem) return error;
    if (error instanceof DOMException && error.name === 'TimeoutError') return new Problem({ code: 'timeout' });
    if (error instanceof TypeError) return new Problem({ code: 'offline', title: error.message });
    return new Problem({ code: 'client', title: error instanceof Error ? error.message : String(error) });
  }
}
