import assert from "node:assert/strict";
import { ignoring, inPlan, key, methods, part, plan } from "../../corpus/gateway/parts";
import { definition, gatewayStack } from "../../corpus/gateway/stack";
import { type Declared, type Json, unknown } from "../../engine";
import { messagesOf, only } from "../findings-of";

const said = (resources: readonly Declared[]): string[] => messagesOf("r4-usage-plans", resources);

const keyless = JSON.stringify({
    ...definition,
    paths: { "/items": { post: { "x-amazon-apigateway-integration": { type: "mock" } } } },
});

/** A gateway whose stage serves these APIs and is in no plan; there are no keys either. */
const withoutPlan = (apis: readonly Declared[]): Declared[] =>
    gatewayStack({
        api: null,
        "every-method": null,
        stock: null,
        plan: null,
        "web-key": null,
        "web-in-plan": null,
        deployment: { from: { restApi: apis.map(({ name }) => name) } },
        stage: { from: { restApi: apis.map(({ name }) => name), deployment: ["deployment"] } },
    }).concat(apis);
const api = (name: string, body: Json) => part("RestApi", name, { body });
const withoutPlanMessage = /^Stage "stage": stage "Test" is in no usage plan, /;

describe("R4 of a stage in no plan", () => {
    it("says nothing of it while no operation demands a key, which is reported", () => {
        assert.deepEqual(said(withoutPlan([api("open", keyless)])), []);
        assert.match(only(messagesOf("r4-key", withoutPlan([api("open", keyless)]))), /^RestApi "open": /);
    });

    it("reports it if one of its APIs may demand a key", () => {
        const body = JSON.stringify(definition);
        for (const apis of [
            [api("api", body)],
            [api("api", body), api("open", keyless)],
            [api("open", keyless), api("api", body)],
        ])
            assert.match(only(said(withoutPlan(apis))), withoutPlanMessage);
    });

    it("reports it if the operations are not known or cannot be read, or if there are no operations", () => {
        const bodies: readonly Json[] = [unknown, "not a definition", { openapi: "3.0.1" }, null];
        for (const body of bodies) assert.match(said(withoutPlan([api("api", body)]))[0] ?? "", withoutPlanMessage);
    });

    describe("with operations as separate resources", () => {
        const messages = (body: Json, apiKeyRequired: Json) =>
            said(
                methods({ apiKeyRequired })
                    .filter(({ name }) => !["plan", "web-key", "web-in-plan"].includes(name))
                    .map((each) => (each.name === "api" ? { ...each, props: { body } } : each)),
            ).filter((message) => message.startsWith("Stage"));

        it("says nothing of it while no method demands a key", () => {
            assert.deepEqual(messages(null, false), []);
            assert.deepEqual(messages(null, null), []);
        });

        it("reports it if a method demands a key, or may", () => {
            assert.match(only(messages(null, true)), withoutPlanMessage);
            assert.match(only(messages(null, unknown)), withoutPlanMessage);
        });

        it("reports it if there is also a body that is not known or cannot be read", () => {
            assert.match(only(messages(unknown, false)), withoutPlanMessage);
            assert.match(only(messages("not a definition", false)), withoutPlanMessage);
        });
    });
});

describe("R4 of a plan", () => {
    const lone = (apiStages: Json, from: Declared["from"] = {}, more: readonly Declared[] = []) =>
        said(gatewayStack({ plan: { props: { apiStages }, from } }, more));

    it("is broken if it names no stage", () => {
        const [ofStage, ofPlan, ...others] = lone(null);
        assert.match(ofStage ?? "", withoutPlanMessage);
        assert.match(ofStage ?? "", /\nExpected: a usage plan for every stage\./);
        assert.match(ofPlan ?? "", /^UsagePlan "plan": apiStages does not resolve to a Stage of this stack\.\n/);
        assert.match(ofPlan ?? "", /\nExpected: a plan for a stage that this program declares\./);
        assert.deepEqual(others, []);
    });

    it("is broken by ignored changes of its stages, and of nothing else", () => {
        assert.match(only(said(ignoring(gatewayStack(), "plan", "apiStages"))), /ignoreChanges contains "apiStages"/);
        assert.deepEqual(said(ignoring(gatewayStack(), "plan", "description")), []);
    });

    it("is undecided, and with it the stage, while the API comes from a component that shows none yet", () => {
        const component = { ...part("x", "app"), type: "aws-apigateway:index:RestAPI", isComponent: true };
        const [ofStage, ofPlan, ofComponent] = lone(unknown, { apiStages: ["app"] }, [component]);
        const cause = "undecided\\.\\nDecided by: the resources inside it, [^\\n]*";
        assert.match(ofStage ?? "", new RegExp(`^Stage[^\\n]*${cause}\\(UsagePlan "plan"\\)`));
        assert.match(ofPlan ?? "", new RegExp(`^UsagePlan[^\\n]*${cause}\\(RestAPI "app"\\)`));
        assert.match(
            ofComponent ?? "",
            /^RestAPI "app": its API is not known at preview; the rule is undecided\.\nDecided by: the resources inside it, which pulumi up checks one by one before it creates them\.\nChange: to decide it at preview, pass arguments that are known then/,
        );
    });

    it("is undecided by its own property if the component shows its API", () => {
        const component = { ...part("x", "app"), type: "aws-apigateway:index:RestAPI", isComponent: true };
        const inside = { ...api("inner", JSON.stringify(definition)), parent: "app" };
        const [, ofPlan] = lone(unknown, { apiStages: ["app"] }, [component, inside]);
        assert.match(ofPlan ?? "", /^UsagePlan "plan": [^\n]*undecided\.\nDecided by: the value of apiStages, /);
    });
});

describe("R4 of a plan without an enabled key", () => {
    const second = [plan("second", 100), key("second-key"), inPlan("second-in-plan", ["second-key"], "second")];
    const unattached = (of: Partial<Declared>) => [
        ...gatewayStack(),
        ...second.map((each) => (each.name === "second-in-plan" ? { ...each, ...of } : each)),
    ];
    const ofSecond = (resources: readonly Declared[]) =>
        only(said(resources).filter((message) => message.startsWith('UsagePlan "second"')));

    it("is broken if its only key is disabled, or if it has none", () => {
        const disabled = gatewayStack({}, [
            ...second.map((each) => (each.name === "second-key" ? key("second-key", { enabled: false }) : each)),
        ]);
        assert.match(ofSecond(disabled), /: none of its keys is an enabled key of this stack\.\nExpected: /);
        assert.match(ofSecond([...gatewayStack(), plan("second", 100)]), /: no key is attached to it\.\nExpected: /);
    });

    it("is undecided while the key or the plan of an attachment is not known", () => {
        const { type, name } = part("UsagePlanKey", "second-in-plan");
        const attachment = new RegExp(`\\nDecided by: the value of keyId, [^\\n]*\\(UsagePlanKey "${name}"\\)`);
        assert.match(ofSecond(unattached({ type, from: { usagePlanId: ["second"] } })), attachment);
        assert.match(
            ofSecond(unattached({ type, from: { keyId: ["second-key"] } })),
            /\nDecided by: the value of usagePlanId, [^\n]*\(UsagePlanKey "second-in-plan"\)/,
        );
    });

    it("is broken whatever the keys of another plan are", () => {
        const others = gatewayStack({ "web-in-plan": { from: { usagePlanId: ["plan"] } } }, [plan("second", 100)]);
        assert.match(ofSecond(others), /: no key is attached to it\.\nExpected: /);
    });
});

describe("R4 of a key in no plan", () => {
    const ofIdle = (change: Partial<Declared>) =>
        only(
            said(gatewayStack({ "web-in-plan": change }, [key("idle")])).filter((message) =>
                message.startsWith('ApiKey "idle"'),
            ),
        );

    it("is broken, also while the plan of another key is not known", () => {
        assert.match(ofIdle({}), /: it is in no usage plan of this stack, so it is not limited\.\nExpected: /);
        assert.match(
            ofIdle({ from: { keyId: ["web-key"] } }),
            /: it is in no usage plan of this stack[^\n]*\nExpected: /,
        );
    });

    it("is undecided while the key of an attachment is not known", () =>
        assert.match(
            ofIdle({ from: { usagePlanId: ["plan"] } }),
            /undecided\.\nDecided by: the value of keyId, [^\n]*\(UsagePlanKey "web-in-plan"\)/,
        ));
});

describe("R4 of an attachment", () => {
    it("names the property that leads to no key or plan of the stack", () => {
        const ofAttachment = (props: { readonly [key: string]: Json }, from: NonNullable<Declared["from"]>) =>
            only(
                said(gatewayStack({ "web-in-plan": { props, from } })).filter((message) =>
                    message.startsWith("UsagePlanKey"),
                ),
            );
        assert.equal(
            ofAttachment({ keyId: null }, { usagePlanId: ["plan"] }),
            [
                'UsagePlanKey "web-in-plan": keyId does not resolve to any ApiKey of this stack.',
                "Expected: the id of one of this program's ApiKey resources.",
                "Change: set keyId from the ApiKey resource.",
            ].join("\n"),
        );
        assert.match(
            ofAttachment({ usagePlanId: "abc" }, { keyId: ["web-key"] }),
            /: usagePlanId does not resolve to any UsagePlan of this stack; the rule is undecided\.\nDecided by: the resource that usagePlanId names/,
        );
    });

    it("is broken by ignored changes of what it joins", () => {
        for (const property of ["keyId", "keyType", "usagePlanId"])
            assert.match(only(said(ignoring(gatewayStack(), "web-in-plan", property))), new RegExp(property));
    });
});
