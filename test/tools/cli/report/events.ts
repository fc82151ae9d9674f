import type { EngineEvent } from "@pulumi/pulumi/automation";
import { backendOutputs } from "../../backend-outputs";

const stack = "urn:pulumi:x::gatehouse::";

/** URN of a resource below the types of its parents. */
export function urn(types: string, name: string): string {
    return `${stack}${types}::${name}`;
}

/** A resource of a preview; `parent` is a URN. */
export function resource(
    types: string,
    name: string,
    { op = "create", parent = "", inputs = {} }: { op?: string; parent?: string; inputs?: object } = {},
): EngineEvent {
    const type = types.split("$").at(-1) ?? "";
    const state = { type, urn: urn(types, name), parent, inputs };
    return event({ resourcePreEvent: { metadata: { op, urn: urn(types, name), type, new: state } } });
}

/** A component that registers outputs. */
export function component(types: string, name: string, outputs: object): EngineEvent[] {
    const type = types.split("$").at(-1) ?? "";
    const metadata = { op: "create", urn: urn(types, name), type };
    // The engine sends an event without the outputs before the one with them.
    return [
        resource(types, name),
        ...[{}, outputs].map((each) =>
            event({ resOutputsEvent: { metadata: { ...metadata, new: { outputs: each } } } }),
        ),
    ];
}

/** The VPC link, the load balancer and the pods of an API. */
export function api(name: string): EngineEvent[] {
    const [type, service, deployment] = [
        "gatehouse:workloads:Workload",
        "kubernetes:core/v1:Service",
        "kubernetes:apps/v1:Deployment",
    ];
    const parent = urn(type, name);
    const inputs = { apiVersion: "v1", kind: "Service", spec: { type: "LoadBalancer" } };
    const outputs = backendOutputs(name, {
        compute: { urn: urn(deployment, name), min: 3, max: 3 },
        loadBalancer: { urn: urn(service, `${name}-lb`) },
    });
    return [
        resource("aws:apigateway/vpcLink:VpcLink", name, { parent: urn("gatehouse:gateway:BackendLink", name) }),
        resource(service, `${name}-lb`, { parent, inputs }),
        resource(deployment, name, { parent }),
        ...component(type, name, outputs),
    ];
}

/** A finding of the pack; the engine puts the policy's description first. */
export function violation(
    policyName: string,
    resourceUrn: string,
    message: string,
    enforcementLevel: "mandatory" | "advisory" = "mandatory",
): EngineEvent {
    const rest = { color: "never", policyPackName: "gatehouse", policyPackVersion: "1", enforcementLevel };
    return event({ policyEvent: { policyName, resourceUrn, message, ...rest } });
}

/** An error of the engine or the program. */
export function failure(message: string): EngineEvent {
    return event({ diagnosticEvent: { severity: "error", message, color: "never" } });
}

/** The last events of a preview, after the pack has checked everything. */
export const checkedAndEnded: readonly EngineEvent[] = [
    event({
        policyAnalyzeStackSummaryEvent: {
            policyPackName: "gatehouse",
            passed: ["r1-private-paths", "r2-cached-content", "r3-rate-limits", "r4-usage-plans"],
        },
    }),
    event({ summaryEvent: { maybeCorrupt: false, durationSeconds: 1, resourceChanges: {}, PolicyPacks: {} } }),
];

function event(payload: object): EngineEvent {
    return { sequence: 0, timestamp: 0, ...payload } as EngineEvent;
}
