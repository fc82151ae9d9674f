import assert from "node:assert/strict";
import { integration, method, methods } from "../../corpus/gateway/parts";
import { gatewayStack } from "../../corpus/gateway/stack";
import { type Declared, type Json, unknown } from "../../engine";
import { messagesOf, only } from "../findings-of";

type Props = { readonly [key: string]: Json };

const said = (resources: readonly Declared[]): string[] =>
    messagesOf("r4-deployments", resources).filter((message) => message.startsWith("Deployment"));

/** The stack with other triggers, which come from these resources. */
const deployed = (props: Props, triggers: readonly string[], more: Partial<Declared> = {}) =>
    gatewayStack({
        deployment: { props: { triggers: null, ...props }, from: { restApi: ["api"], triggers }, ...more },
    });

const digest = "3a7bd3e2360a3d29eea436fcfb7e44c735d117c4";
const stale =
    /^Deployment "deployment": triggers do not depend on the API's body, so a change of the body would not be deployed/;

describe("R4 of the triggers of a deployment", () => {
    it("holds if they come from the body, or look like its digest", () => {
        assert.deepEqual(said(deployed({ triggers: unknown }, ["api"])), []);
        assert.deepEqual(said(deployed({ triggers: { body: unknown } }, ["api"])), []);
        assert.deepEqual(said(deployed({ triggers: { body: digest } }, [])), []);
    });

    it("is broken if they are a constant, of another form or absent", () => {
        for (const triggers of [{ body: "v1" }, {}, digest, [digest], null])
            assert.match(only(said(deployed({ triggers }, []))), stale);
        for (const triggers of ["v1", ["v1"]]) assert.match(only(said(deployed({ triggers }, ["api"]))), stale);
    });

    it("need only follow the body if there are Methods beside it", () => {
        const beside = [
            method("beside", { httpMethod: "PUT" }, { resourceId: ["api"] }),
            integration("beside-it", { httpMethod: "PUT" }, { resourceId: ["api"] }),
        ];
        assert.deepEqual(said([...deployed({ triggers: { body: unknown } }, ["api"]), ...beside]), []);
    });

    it("matter only for operations, of which an API may have none", () => {
        const empty = (ignoreChanges: readonly string[]) =>
            methods()
                .filter(({ name }) => !["items", "get-items", "call-items"].includes(name))
                .map(
                    (each): Declared =>
                        each.name === "deployment" ? { ...each, props: { restApi: unknown }, ignoreChanges } : each,
                );
        assert.deepEqual(said(empty([])), []);
        assert.deepEqual(said(empty(["description"])), []);
        assert.match(only(said(empty(["triggers"]))), /ignoreChanges contains "triggers"/);
    });
});

describe("R4 of a deployment whose changes are ignored", () => {
    const ignoring = (props: Props, ...ignoreChanges: readonly string[]) =>
        said(deployed(props, [], { ignoreChanges }));

    it("is broken where the digest is", () => {
        const byTriggers = { triggers: { body: digest } };
        const byVariables = { variables: { version: digest } };
        assert.match(only(ignoring(byTriggers, "triggers")), /ignoreChanges contains "triggers"/);
        assert.match(only(ignoring(byVariables, "variables")), /ignoreChanges contains "variables"/);
        assert.deepEqual(ignoring(byTriggers, "variables"), []);
        assert.deepEqual(ignoring(byVariables, "triggers"), []);
    });

    it("is broken by the API", () =>
        assert.match(only(ignoring({ triggers: { body: digest } }, "restApi")), /ignoreChanges contains "restApi"/));
});
