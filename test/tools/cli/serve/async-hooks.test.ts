import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { endAsyncHooks } from "../../../../tools/cli/serve/async-hooks";

describe("the hooks that Pulumi's SDK leaves on", () => {
    const name = "asyncLocalStorage";
    let before: unknown;
    // Not earlier: the SDK, which other tests load, puts its own there.
    beforeEach(() => {
        before = Reflect.get(globalThis, name);
    });
    afterEach(() => {
        Reflect.set(globalThis, name, before);
    });

    it("are off afterwards, and on again with the next program", () => {
        const storage = new AsyncLocalStorage<string>();
        Reflect.set(globalThis, name, storage);
        storage.enterWith("a program");
        assert.equal(storage.getStore(), "a program");
        endAsyncHooks();
        assert.equal(storage.getStore(), undefined);
        assert.equal(
            storage.run("the next one", () => storage.getStore()),
            "the next one",
        );
    });
});
