import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Ends the hooks on every promise that Pulumi's SDK leaves on after a program has run in this process
 * (sdk/nodejs/runtime/state.ts keeps its `AsyncLocalStorage` there): they double the cost of an `await`, and each request
 * of the gateway has dozens. The next program turns them on again. Must not be called while a program runs.
 */
export function endAsyncHooks(): void {
    const storage: unknown = Reflect.get(globalThis, "asyncLocalStorage");
    if (storage instanceof AsyncLocalStorage) storage.disable();
}
