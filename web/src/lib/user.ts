/** Whose columns, density and drafts these are: two people may share a computer. Set by the session. */
let current = 'nobody';

export function setCurrentUser(id: string | null): void {
  current = id ?? 'nobody';
}

export function userKey(key: string): string {
  return `${current}.${key}`;
}
