import analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type Plain, UNKNOWN } from "../../policy/reading/resource";
import { inPreset } from "./in-preset";

/** A value that the engine does not know yet. */
export const unknown: typeof UNKNOWN = UNKNOWN;

/** A property value of a resource. */
export type Json = Plain;

/** A resource as data, as a program would declare it. */
export interface Declared {
    readonly type: string;
    readonly name: string;
    readonly props?: { readonly [key: string]: Json };
    /** Names of the resources from which a top-level property gets its value; `type name` where a name is ambiguous. */
    readonly from?: { readonly [property: string]: readonly string[] };
    /** Names of the resources that it depends on, as older engines report dependencies: not per property. */
    readonly dependsOn?: readonly string[];
    readonly outputs?: { readonly [key: string]: Json };
    readonly ignoreChanges?: readonly string[];
    readonly parent?: string;
    /** Whether it has no provider and groups other resources. Default: whether its type is one of a component package. */
    readonly isComponent?: boolean;
    /** Whether it is only in the stack's state, so that the engine does not analyse it separately. */
    readonly onlyInState?: boolean;
}

/** A violation as the engine would receive it. */
export interface Diagnostic {
    readonly policy: string;
    readonly urn: string;
    readonly message: string;
    readonly level: "advisory" | "mandatory" | "other";
}

type Callback<T> = (error: Error | null, response?: T) => void;
type Rpc<Request> = (call: { request: Request }, callback: Callback<analyzer.AnalyzeResponse>) => unknown;

// The SDK's typings hide these functions, with which its server responds to the engine.
const server: {
    makeAnalyzeRpcFun(pack: string, version: string, level: string, policies: unknown): Rpc<analyzer.AnalyzeRequest>;
    makeAnalyzeStackRpcFun(
        pack: string,
        version: string,
        level: string,
        policies: unknown,
    ): Rpc<analyzer.AnalyzeStackRequest>;
} = require("@pulumi/policy/server");

/** Requests that the engine would make for a stack, ready to be sent. */
export interface Requests {
    readonly resources: readonly analyzer.AnalyzeRequest[];
    readonly stack: analyzer.AnalyzeStackRequest;
}

/** The policy pack, called through the functions that respond to the engine. */
export class Pack {
    private readonly analyze: Rpc<analyzer.AnalyzeRequest>;
    private readonly analyzeStack: Rpc<analyzer.AnalyzeStackRequest>;

    /** @param policies default: those of the pack in the preset `strict`, which reports everything. */
    constructor(policies: unknown = inPreset("strict")) {
        this.analyze = server.makeAnalyzeRpcFun("gatehouse", "0.0.0", "advisory", policies);
        this.analyzeStack = server.makeAnalyzeStackRpcFun("gatehouse", "0.0.0", "advisory", policies);
    }

    /** Sends what the engine sends in a preview: each resource by itself, then the stack. */
    async preview(resources: readonly Declared[]): Promise<Diagnostic[]> {
        return this.send(requestsOf(resources));
    }

    /** Sends what the engine sends before it creates one of the resources that were previewed. */
    async create(resource: Declared, preview: readonly Declared[]): Promise<Diagnostic[]> {
        const request = asDeclared(resource, urnNamer(preview));
        return diagnostics(await answer(this.analyze, request), request.getUrn());
    }

    async send({ resources, stack }: Requests): Promise<Diagnostic[]> {
        const found: Diagnostic[] = [];
        for (const request of resources)
            found.push(...diagnostics(await answer(this.analyze, request), request.getUrn()));
        return [...found, ...diagnostics(await answer(this.analyzeStack, stack), "")];
    }
}

/** Whether a resource is a component: that of a package whose resources are components, unless the case says otherwise. */
export const isComponent = ({ type, isComponent }: Declared): boolean =>
    isComponent ?? /^(awsx|eks|aws-apigateway|acme|pulumi):/.test(type);

/** Writes resources the way the engine does. */
export function requestsOf(resources: readonly Declared[]): Requests {
    const stack = new analyzer.AnalyzeStackRequest();
    const urnNamed = urnNamer(resources);
    stack.setResourcesList(resources.map((resource) => inState(resource, urnNamed)));
    return {
        resources: resources
            .filter(({ onlyInState }) => !onlyInState)
            .map((resource) => asDeclared(resource, urnNamed)),
        stack,
    };
}

/** The URN of a resource in a case. */
export const urnOf = ({ type, name }: Declared): string => `urn:pulumi:test::cases::${type}::${name}`;

/** Looks up URNs by the names that `Declared.from` uses: a name, or `type name`. */
export function urnNamer(resources: readonly Declared[]): (name: string) => string {
    const urns = new Map(
        resources.flatMap((resource) => [
            [resource.name, urnOf(resource)],
            [`${resource.type} ${resource.name}`, urnOf(resource)],
        ]),
    );
    return (name) => {
        const urn = urns.get(name);
        if (urn === undefined) throw new Error(`"${name}" is not a resource of this case.`);
        return urn;
    };
}

function asDeclared(resource: Declared, urnNamed: (name: string) => string): analyzer.AnalyzeRequest {
    const request = new analyzer.AnalyzeRequest();
    request.setType(resource.type);
    request.setUrn(urnOf(resource));
    request.setName(resource.name);
    if (!isComponent(resource)) request.setProvider(providerOf(resource));
    request.setProperties(Struct.fromJavaScript(encode(resource.props ?? {})));
    request.setOptions(optionsOf(resource, urnNamed));
    return request;
}

function inState(resource: Declared, urnNamed: (name: string) => string): analyzer.AnalyzerResource {
    const message = new analyzer.AnalyzerResource();
    message.setType(resource.type);
    message.setUrn(urnOf(resource));
    message.setName(resource.name);
    if (!isComponent(resource)) message.setProvider(providerOf(resource));
    message.setProperties(Struct.fromJavaScript(encode({ ...resource.props, ...resource.outputs })));
    message.setOptions(optionsOf(resource, urnNamed));
    if (resource.parent !== undefined) message.setParent(urnNamed(resource.parent));
    const all = new Set((resource.dependsOn ?? []).map(urnNamed));
    for (const [property, names] of Object.entries(resource.from ?? {})) {
        const dependencies = new analyzer.AnalyzerPropertyDependencies();
        dependencies.setUrnsList(names.map(urnNamed));
        for (const name of names) all.add(urnNamed(name));
        message.getPropertydependenciesMap().set(property, dependencies);
    }
    message.setDependenciesList([...all]);
    return message;
}

function providerOf({ type }: Declared): analyzer.AnalyzerProviderResource {
    const provider = new analyzer.AnalyzerProviderResource();
    provider.setType(`pulumi:providers:${type.split(":")[0]}`);
    provider.setProperties(Struct.fromJavaScript({}));
    return provider;
}

function optionsOf(resource: Declared, urnNamed: (name: string) => string): analyzer.AnalyzerResourceOptions {
    const options = new analyzer.AnalyzerResourceOptions();
    options.setIgnorechangesList([...(resource.ignoreChanges ?? [])]);
    if (resource.parent !== undefined) options.setParent(urnNamed(resource.parent));
    return options;
}

type Encoded = { [key: string]: Parameters<typeof Struct.fromJavaScript>[0][string] };

// The engine sends this for an unknown value of unknown type.
const sentinel = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function encode(props: { readonly [key: string]: Json }): Encoded {
    return JSON.parse(JSON.stringify(props, (_key, value) => (value === unknown ? sentinel : value)));
}

function answer<Request>(rpc: Rpc<Request>, request: Request): Promise<analyzer.AnalyzeResponse> {
    return new Promise((resolve, reject) => {
        rpc({ request }, (error, response) => {
            if (response) resolve(response);
            else reject(error ?? new Error("The pack gave no answer."));
        });
    });
}

function diagnostics(response: analyzer.AnalyzeResponse, urn: string): Diagnostic[] {
    return response.getDiagnosticsList().map((diagnostic) => ({
        policy: diagnostic.getPolicyname(),
        urn: diagnostic.getUrn() || urn,
        // The SDK puts the policy's description into the first line.
        message: diagnostic.getMessage().split("\n").slice(1).join("\n"),
        level: levels.get(diagnostic.getEnforcementlevel()) ?? "other",
    }));
}

const levels: ReadonlyMap<number, Diagnostic["level"]> = new Map([
    [analyzer.EnforcementLevel.ADVISORY, "advisory"],
    [analyzer.EnforcementLevel.MANDATORY, "mandatory"],
]);
