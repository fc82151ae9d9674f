// The key of one tab, until it is closed. It is at no other place: not in the page's address, and in no storage that outlives the tab.
const name = "photos-api-key";

// A browser may be set to have no storage.
function withStorage<Value>(use: (storage: Storage) => Value): Value | undefined {
    try {
        return use(sessionStorage);
    } catch {
        return undefined;
    }
}

/** Reads the API key that this tab has used; undefined if it has used none. */
export const storedKey = (): string | undefined => withStorage((storage) => storage.getItem(name)) ?? undefined;

/** Keeps the API key for as long as the tab is open. */
export const storeKey = (key: string): void => withStorage((storage) => storage.setItem(name, key));

/** Removes the API key. */
export const forgetKey = (): void => withStorage((storage) => storage.removeItem(name));
