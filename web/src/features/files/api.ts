import { useQuery } from '@tanstack/react-query';
import { api, BASE, cookie } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Schema } from '@/api/types';
import { randomId } from '@/lib/ids';
import { useRefreshOf } from '@/lib/refresh';

export const FILE = 'files.attachment';

export type FileItem = Schema<'FileItem'>;
export type FileVersion = Schema<'FileVersionOut'>;
export type FileDetail = Schema<'FileOut'>;
export type FileList = Schema<'FileList'>;

export function useFiles(resource: string, id: string, archived = false) {
  return useQuery({
    queryKey: [FILE, 'list', resource, id, archived],
    queryFn: ({ signal }) => api.get<FileList>(`/records/${resource}/${id}/files`, { params: { archived: archived || undefined }, signal }),
  });
}

export function useFile(id: string) {
  return useQuery({ queryKey: [FILE, 'one', id], queryFn: ({ signal }) => api.get<FileDetail>(`/files/${id}`, { signal }) });
}

const SHOWN = [FILE] as const;
export const useRefresh = () => useRefreshOf(SHOWN);

export const contentUrl = (id: string, options: { number?: number; inline?: boolean } = {}) => {
  const query = new URLSearchParams();
  if (options.number) query.set('number', String(options.number));
  if (options.inline) query.set('inline', 'true');
  return `${BASE}/files/${id}/content${query.size ? `?${query}` : ''}`;
};
export const thumbUrl = (file: FileItem) => `${BASE}/files/${file.id}/thumbnail?v=${file.latest}`;

export const rename = (file: FileItem, name: string) => api.patch<FileDetail>(`/files/${file.id}`, { name }, { version: file.version });
export const share = (id: string, shared: boolean) => api.put<FileDetail>(`/files/${id}/share`, { shared });
export const archive = (id: string) => api.post(`/files/${id}/archive`);
export const restore = (id: string) => api.post(`/files/${id}/restore`);

/** fetch() tells nothing of an upload's progress, XMLHttpRequest does. `path` is a record's files, or a file's versions. */
export function send(path: string, file: File, key: string, onProgress: (share: number) => void): Promise<FileDetail> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${BASE}${path}`);
    request.setRequestHeader('X-CSRFToken', cookie('dougong_csrf'));
    request.setRequestHeader('Idempotency-Key', key);
    request.setRequestHeader('Accept-Language', document.documentElement.lang.startsWith('en') ? 'en' : 'zh-CN');
    request.upload.onprogress = (e) => { if (e.lengthComputable) onProgress(e.loaded / e.total); };
    request.onerror = () => reject(new Problem({ code: 'offline' }));
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status < 300) resolve(body as FileDetail);
      else reject(new Problem({ status: request.status, code: `http_${request.status}`, ...body }));
    };
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });
}

function parsed(text: string): object {
  try { return JSON.parse(text) as object; } catch { return {}; }
}

export const newKey = randomId;

export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kb = bytes / 1024;
  return kb < 1024 ? `${Math.round(kb)} kB` : `${(kb / 1024).toFixed(1)} MB`;
}
