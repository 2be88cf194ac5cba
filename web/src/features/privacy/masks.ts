/** 138****1234, z***@firm.com: what field rules put in place of a value. */
export const isMasked = (value: string | null | undefined): value is string => Boolean(value && value.includes('***'));
