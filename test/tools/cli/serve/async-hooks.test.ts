import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { endAsyncHooks } from "../../../../tools/cli/serve/async-hooks";

describe("the async hooks that Pulumi's SDK leaves enabled", () => {
    const name = "asyncLocalStorage";
    let before: unknown;
    // Created here and not earlier, because other tests load the SDK, which adds its hooks.
    beforeEach(() => {
        before = Reflect.get(globalThis, name);
    });
    afterEach(() => {
        Reflect.set(globalThis, name, before);
    });

    it("are disabled afterwards, and enabled for the next program", () => {
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
