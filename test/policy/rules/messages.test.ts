import assert from "node:assert/strict";
import { gatewayStack, goodSettings, withDefinition } from "../corpus/gateway-stack";
import { type Declared, Pack, unknown } from "../engine";

const service = (spec: Declared["props"], annotations = {}): Declared[] => [
    { type: "kubernetes:core/v1:Service", name: "shop", props: { metadata: { annotations }, spec: spec ?? {} } },
];

const scheme = "service.beta.kubernetes.io/aws-load-balancer-scheme";
const internal = "service.beta.kubernetes.io/aws-load-balancer-internal";

const messages: readonly (readonly [string, readonly Declared[], readonly string[]])[] = [
    [
        "a public scheme",
        service({ type: "LoadBalancer", loadBalancerClass: "eks.amazonaws.com/nlb" }, { [scheme]: "internet-facing" }),
        [
            `Service "shop": it asks for a load balancer whose annotation ${scheme} is "internet-facing".`,
            `Expected: an explicitly internal load balancer.`,
            `Change: set metadata.annotations["${scheme}"] to "internal".`,
        ],
    ],
    [
        "no class and no annotation",
        service({ type: "LoadBalancer" }),
        [
            `Service "shop": it asks for a load balancer without a class, and its annotation ${internal} is absent, so the load balancer may face the internet.`,
            `Expected: an internal load balancer: loadBalancerClass "eks.amazonaws.com/nlb" or "service.k8s.aws/nlb" with the scheme "internal".`,
            `Change: set spec.loadBalancerClass and ${scheme}: "internal", or for the legacy controller ${internal}: "true".`,
        ],
    ],
    [
        "a type that is not known",
        service({ type: unknown }),
        [
            `Service "shop": spec.type is not known at preview, so the rule cannot be evaluated.`,
            "Expected: a value that is known at preview.",
            "Change: set spec.type from a constant or from configuration, not from another resource's output.",
        ],
    ],
    [
        "a string that is not a type, and could be a secret",
        service({ type: "correct-horse" }),
        [
            `Service "shop": spec.type is another string, which is not a valid Service type.`,
            `Expected: a ClusterIP Service, or an internal load balancer: loadBalancerClass "eks.amazonaws.com/nlb" or "service.k8s.aws/nlb" with the scheme "internal".`,
            `Change: set spec.type to "ClusterIP".`,
        ],
    ],
    [
        "external addresses that are not known",
        service({ externalIPs: unknown }),
        [
            `Service "shop": spec.externalIPs is not known at preview, so the rule cannot be evaluated.`,
            "Expected: a value that is known at preview.",
            "Change: set spec.externalIPs from a constant or from configuration, not from another resource's output.",
        ],
    ],
    [
        "a rate above the limit",
        gatewayStack({
            "every-method": {
                props: { settings: { ...goodSettings, throttlingRateLimit: 150_000, throttlingBurstLimit: -1 } },
            },
        }),
        [
            'MethodSettings "every-method": settings.throttlingRateLimit is 150000 and settings.throttlingBurstLimit is -1, which does not limit requests.',
            "Expected: a number above 0 and at most 100,000 requests per second, for throttlingRateLimit and throttlingBurstLimit.",
            "Change: set settings.throttlingRateLimit and settings.throttlingBurstLimit to at most 100,000.",
        ],
    ],
    [
        "an operation without a key",
        withDefinition({ openapi: "3.0.1", paths: { "/a": { post: { security: [] }, put: {} } } }),
        [
            `RestApi "api": POST /a can be called without a key: its security is empty; so can PUT /a.`,
            "Expected: a key in the header x-api-key for every operation, required by every alternative of the operation's security.",
            'Change: write security: [{"api_key": []}] on each of them (API Gateway ignores the document\'s root), with api_key as { "type": "apiKey", "in": "header", "name": "x-api-key" }.',
        ],
    ],
];

describe("a message", () => {
    for (const [about, resources, lines] of messages) {
        it(`states the actual and expected state and the change: ${about}`, async () => {
            const [first, ...others] = await new Pack().preview(resources);
            assert.deepEqual(first?.message.split("\n"), lines);
            assert.deepEqual(others, []);
        });
    }

    it("about an unknown body says how to make it known, once per rule", async () => {
        const diagnostics = await new Pack().preview(gatewayStack({ api: { props: { body: unknown } } }));
        assert.deepEqual(
            diagnostics.map(({ policy }) => policy),
            ["r1-private-backend", "r4-key-on-every-operation", "r2-cached-content"],
        );
        for (const { message } of diagnostics)
            assert.match(message, /^RestApi "api": body is not known at preview[\s\S]*\$\{stageVariables\.name\}/);
    });
});
