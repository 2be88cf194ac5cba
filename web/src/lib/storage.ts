/** localStorage that does not take the page down when it is full, blocked or holds something else. */
export function load<T>(key: string, fallback: T): T {
  try {
    const raw = localStorage.getItem(`dg.${key}`);
    return raw === null ? fallback : (JSON.parse(raw) as T);
  } catch {
    return fallback;
  }
}

export function save(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(`dg.${key}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function forget(key: string): void {
  try {
    localStorage.removeItem(`dg.${key}`);
  } catch {
    // A blocked store has nothing to forget.
  }
}
