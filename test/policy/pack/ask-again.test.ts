import assert from "node:assert/strict";
import type { ResourceValidationArgs } from "@pulumi/policy";
import type { StackPolicy } from "../../../policy/contract/policy";
import { type AskedPolicy, askAgain } from "../../../policy/pack/ask-again";
import { Run } from "../../../policy/pack/run";
import { finding, undecidedFinding } from "../../../policy/reading/finding";
import { type Resource, type Stack, stackOf, UNKNOWN } from "../../../policy/reading/resource";
import { cachedContent } from "../../../policy/rules/r2/cached-content";
import { plainResource } from "../plain-resource";

const componentType = "aws-apigateway:index:RestAPI";
const stageType = "aws:apigateway/stage:Stage";

/** A policy that reports each resource by its property `state`: broken, open (undecided) or a failure of the rule. */
const policy: StackPolicy = {
    ...cachedContent,
    check: (stack) => ({
        counts: {},
        findings: stack.resources.flatMap((each) => {
            const { state } = each.props;
            if (state === "fails") throw new Error("no such part");
            if (state === "open") return [undecidedFinding(each, { actual: "open", decidedBy: "it", change: "wait" })];
            return state === "broken" ? [finding(each, { actual: "broken", expected: "more", change: "it" })] : [];
        }),
    }),
};

const late = (name: string, state: string = "late"): Resource =>
    plainResource("aws:ec2/instance:Instance", name, { state: state === "late" ? UNKNOWN : state });

function argsOf({ type, urn, name, props, parent }: Resource): ResourceValidationArgs {
    return {
        type,
        urn,
        name,
        props: { ...props },
        opts: {
            protect: false,
            ignoreChanges: [],
            aliases: [],
            customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
            additionalSecretOutputs: [],
            ...(parent !== undefined && { parent }),
        },
        stackTags: new Map(),
        isType: () => false,
        asType: () => undefined,
        getConfig: <T extends object>() => ({}) as T,
        notApplicable: () => assert.fail("not applicable"),
    };
}

// The engine calls the policies of the stack after those of single resources.
const last = 1_000;

/** An update after a preview; returns what each resource that the engine sends makes the policy report. */
function update(preview: Stack, causes: readonly string[]) {
    const built: AskedPolicy = {
        name: policy.name,
        description: policy.description,
        validateStack: () => assert.fail("a stack"),
    };
    const run = new Run();
    const kept = { stack: preview, causes: new Map([[policy.name, new Set(causes)]]) };
    askAgain(built, policy, kept, run, last, { waivers: [], problems: [] });
    let position = 0;
    return async (resource: Resource): Promise<string[]> => {
        run.resource(resource.urn, position++, () => resource);
        const reported: string[] = [];
        const { validateResource } = built;
        assert.equal(typeof validateResource, "function");
        if (typeof validateResource === "function")
            await validateResource(argsOf(resource), (message) => reported.push(message.split("\n")[0] ?? ""));
        return reported;
    };
}

describe("A policy of the stack in an update", () => {
    const preview = stackOf([late("decides"), late("other"), late("before", "broken")]);

    it("is not asked if the preview left nothing undecided", () => {
        const built: AskedPolicy = { name: "r2-cached-content", description: "", validateStack: () => undefined };
        built.validateResource = () => undefined;
        askAgain(built, policy, { stack: preview, causes: new Map() }, new Run(), last, { waivers: [], problems: [] });
        assert.equal("validateResource" in built, false);
    });

    it("reports what a value breaks, once for the resource that decides", async () => {
        const send = update(preview, ["decides"]);
        assert.deepEqual(await send(late("other", "broken")), []);
        assert.deepEqual(await send(late("decides", "fine")), ['Instance "other": broken.']);
        assert.deepEqual(await update(preview, ["decides"])(late("decides", "broken")), [
            'Instance "decides": broken.',
        ]);
    });

    it("reports nothing that the preview reported, and nothing that is still undecided", async () => {
        assert.deepEqual(await update(preview, ["decides"])(late("decides", "fine")), []);
        assert.deepEqual(await update(preview, ["decides"])(late("decides", "open")), []);
    });

    it("reports its own failure", async () =>
        assert.deepEqual(await update(preview, ["decides"])(late("decides", "fails")), [
            `Rule "${policy.name}" failed on the stack: no such part.`,
        ]));
});

describe("A policy of the stack, in an update of a component that shows its API late", () => {
    const app = plainResource(componentType, "app", {}, { isComponent: true });
    const preview = stackOf([app, late("other")]);
    const part = (type: string, name: string, state: string) =>
        plainResource(type, name, { restApi: UNKNOWN, state }, { parent: "app" });
    const api = part("aws:apigateway/restApi:RestApi", "api", "fine");

    it("is asked when its stage comes, and then not again", async () => {
        const send = update(preview, ["app"]);
        assert.deepEqual(await send(api), []);
        assert.deepEqual(await send(part("aws:apigateway/deployment:Deployment", "deployment", "broken")), []);
        assert.deepEqual(await send(part(stageType, "stage", "broken")), [
            'Deployment "deployment": broken.',
            'Stage "stage": broken.',
        ]);
        assert.deepEqual(await send(late("other", "fine")), []);
    });

    it("is not asked about the stage of another component", async () => {
        const send = update(preview, ["app"]);
        assert.deepEqual(await send(plainResource(stageType, "elsewhere", { state: "broken" })), []);
    });
});
