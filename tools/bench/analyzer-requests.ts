import analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { StateResource } from "../cloud-simulator/state/state-resource";
import { nameOf } from "../cloud-simulator/state/urn";

/** The requests of the engine to a policy pack about a stack. */
export interface AnalyzerRequests {
    readonly resources: readonly analyzer.AnalyzeRequest[];
    readonly stack: analyzer.AnalyzeStackRequest;
}

/** Repeats the resources of a state until there are `count`, each round under different names. */
export function repeat(state: readonly StateResource[], count: number): StateResource[] {
    const urns = new Set(state.map(({ urn }) => urn));
    return Array.from({ length: count }, (_, index) => {
        const round = Math.floor(index / state.length);
        const resource = state[index % state.length];
        if (!resource) throw new Error("an empty state");
        const renamed = JSON.stringify(resource, (_key, value) =>
            typeof value === "string" && urns.has(value) ? `${value}-${round}` : value,
        );
        return JSON.parse(renamed) as StateResource;
    });
}

/** Writes the requests that the engine would send for resources. */
export function analyzerRequests(resources: readonly StateResource[]): AnalyzerRequests {
    const stack = new analyzer.AnalyzeStackRequest();
    stack.setResourcesList(resources.map(stackResource));
    return { resources: resources.map(resourceRequest), stack };
}

function resourceRequest({ urn, type, inputs = {} }: StateResource): analyzer.AnalyzeRequest {
    const request = new analyzer.AnalyzeRequest();
    request.setUrn(urn);
    request.setType(type);
    request.setName(nameOf(urn));
    request.setProperties(properties(inputs));
    request.setOptions(new analyzer.AnalyzerResourceOptions());
    return request;
}

function stackResource(resource: StateResource): analyzer.AnalyzerResource {
    const { urn, type, outputs = {}, parent, dependencies = [], propertyDependencies = {} } = resource;
    const message = new analyzer.AnalyzerResource();
    message.setUrn(urn);
    message.setType(type);
    message.setName(nameOf(urn));
    message.setProperties(properties(outputs));
    message.setOptions(new analyzer.AnalyzerResourceOptions());
    message.setDependenciesList([...dependencies]);
    if (parent) message.setParent(parent);
    for (const [property, urns] of Object.entries(propertyDependencies)) {
        const targets = new analyzer.AnalyzerPropertyDependencies();
        targets.setUrnsList([...(urns ?? [])]);
        message.getPropertydependenciesMap().set(property, targets);
    }
    return message;
}

// A state marks secrets and references to resources; the engine passes the plain value and the id to a pack.
function properties(values: NonNullable<StateResource["inputs"]>): Struct {
    return Struct.fromJavaScript(JSON.parse(JSON.stringify(values), (_key, value) => unmarked(value)));
}

// pulumi/pulumi, sdk/go/common/resource/sig; an exported secret has its value as JSON.
function unmarked(value: unknown): unknown {
    if (typeof value !== "object" || value === null || !("4dabf18193072939515e22adb298388d" in value)) return value;
    if ("plaintext" in value && typeof value.plaintext === "string") return JSON.parse(value.plaintext);
    return "id" in value ? value.id : "urn" in value ? value.urn : value;
}
