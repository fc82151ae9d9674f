import { credentials, type ServiceError } from "@grpc/grpc-js";
import type { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/resource_pb";
import {
    dependenciesOf,
    isMap,
    output,
    type PropertyMap,
    type PropertyValue,
    plain,
    resourceReference,
    unknown,
    withReferences,
    withSecrets,
} from "../state/property-values";
import { fromStruct, toStruct } from "../wire/grpc-handlers";
import { sdkVersion } from "../wire/sdk-version";

/** A resource that the engine knows. */
export interface Registered {
    readonly urn: string;
    /** The resource itself, as a value. */
    readonly reference: PropertyValue;
    /** Its id; unknown at preview. */
    readonly id: PropertyValue;
    /** One of its outputs, which depends on the resource. */
    output(property: string): PropertyValue;
}

/** Options of a child that differ from the usual. */
export interface ChildOptions {
    readonly parent: Registered;
    readonly dependsOn?: readonly Registered[];
    readonly ignoreChanges?: readonly string[];
    /** Where not the component's own or the default one. */
    readonly provider?: Registered;
    readonly deleteBeforeReplace?: boolean;
}

/** Registers a remote component and its children with the engine that requested it. */
export class Registrar {
    private readonly monitor: ResourceMonitorClient;

    constructor(private readonly request: ConstructRequest) {
        this.monitor = new ResourceMonitorClient(request.getMonitorendpoint(), credentials.createInsecure(), {
            "grpc.max_receive_message_length": -1,
        });
    }

    /** Ends the connection to the engine. */
    close(): void {
        this.monitor.close();
    }

    /** Whether this is a preview. */
    get isPreview(): boolean {
        return this.request.getDryrun();
    }

    /** Registers the requested component. */
    async component(): Promise<Registered> {
        const message = this.messageFor(this.request.getType(), this.request.getName(), false);
        message.setParent(this.request.getParent());
        message.setDependenciesList(this.request.getDependenciesList());
        message.setAliasesList(this.request.getAliasesList());
        message.setProtect(this.request.getProtect() ?? false);
        message.setRetainondelete(this.request.getRetainondelete() ?? false);
        this.request.getProvidersMap().forEach((provider, name) => {
            message.getProvidersMap().set(name, provider);
        });
        return this.register(message);
    }

    /** Registers a component inside the component. */
    async innerComponent(type: string, name: string, { parent }: ChildOptions): Promise<Registered> {
        const message = this.messageFor(type, name, false);
        message.setParent(parent.urn);
        return this.register(message);
    }

    /** Registers a resource inside the component; properties that are undefined are left out. */
    async resource(
        type: string,
        name: string,
        properties: Readonly<Record<string, PropertyValue | undefined>>,
        options: ChildOptions,
    ): Promise<Registered> {
        const inputs = Object.fromEntries(
            Object.entries(properties).filter((entry): entry is [string, PropertyValue] => entry[1] !== undefined),
        );
        const message = this.messageFor(type, name, true);
        message.setParent(options.parent.urn);
        // Children inherit these from their component, as in the Node SDK.
        message.setProtect(this.request.getProtect() ?? false);
        message.setRetainondelete(this.request.getRetainondelete() ?? false);
        message.setObject(toStruct(withSecrets(inputs) as PropertyMap));
        message.setProvider(options.provider ? providerReference(options.provider) : this.providerOf(type));
        message.setVersion(options.provider || this.providerOf(type) ? "" : versionFor(type));
        message.setIgnorechangesList([...(options.ignoreChanges ?? [])]);
        const all = new Set((options.dependsOn ?? []).map(({ urn }) => urn));
        for (const [key, value] of Object.entries(inputs)) {
            const dependencies = dependenciesOf(value);
            for (const urn of dependencies) all.add(urn);
            const list = new proto.RegisterResourceRequest.PropertyDependencies();
            list.setUrnsList(dependencies);
            message.getPropertydependenciesMap().set(key, list);
        }
        message.setDependenciesList([...all]);
        return this.register(message);
    }

    /** Declares a component complete. */
    async complete({ urn }: Registered, outputs: PropertyMap): Promise<void> {
        const message = new proto.RegisterResourceOutputsRequest();
        message.setUrn(urn);
        message.setOutputs(toStruct(withReferences(outputs) as PropertyMap));
        await new Promise<void>((resolve, reject) =>
            this.monitor.registerResourceOutputs(message, (error) => (error ? reject(error) : resolve())),
        );
    }

    /** Calls a function of a provider; its arguments must be known. */
    async invoke(token: string, args: PropertyMap): Promise<PropertyMap> {
        const message = new proto.ResourceInvokeRequest();
        message.setTok(token);
        message.setArgs(toStruct(args));
        message.setAcceptresources(true);
        if (!token.startsWith("pulumi:")) {
            message.setProvider(this.providerOf(token));
            message.setVersion(this.providerOf(token) ? "" : versionFor(token));
        }
        return new Promise((resolve, reject) =>
            this.monitor.invoke(message, (error, response) =>
                error ? reject(error) : resolve(fromStruct(response.getReturn())),
            ),
        );
    }

    /** The outputs of a resource that is registered already; each depends on the resource. */
    async stateOf(urn: string): Promise<PropertyMap> {
        const { state = null } = await this.invoke("pulumi:pulumi:getResource", { urn });
        if (!isMap(state)) return {};
        return Object.fromEntries(Object.entries(state).map(([key, value]) => [key, marked(value, urn)]));
    }

    private messageFor(type: string, name: string, custom: boolean): proto.RegisterResourceRequest {
        const message = new proto.RegisterResourceRequest();
        message.setType(type);
        message.setName(name);
        message.setCustom(custom);
        message.setAcceptsecrets(true);
        message.setAcceptresources(true);
        message.setSupportspartialvalues(true);
        message.setAliasspecs(true);
        return message;
    }

    private async register(message: proto.RegisterResourceRequest): Promise<Registered> {
        const response = await new Promise<proto.RegisterResourceResponse>((resolve, reject) =>
            this.monitor.registerResource(message, (error: ServiceError | null, answer) =>
                error ? reject(error) : resolve(answer),
            ),
        );
        const urn = response.getUrn();
        const outputs = fromStruct(response.getObject());
        const id = response.getId() || unknown;
        const isPreview = this.isPreview;
        return {
            urn,
            id: output(id, [urn]),
            reference: message.getCustom() ? resourceReference(urn, id) : resourceReference(urn),
            output: (property) => output(outputs[property] ?? (isPreview ? unknown : null), [urn]),
        };
    }

    private providerOf(token: string): string {
        return this.request.getProvidersMap().get(token.split(":")[0] ?? "") ?? "";
    }
}

// References carry their own dependency, and marking them would hide them.
function marked(value: PropertyValue, urn: string): PropertyValue {
    return isMap(value) || Array.isArray(value) ? value : output(value, [urn]);
}

function providerReference({ urn, id }: Registered): string {
    return `${urn}::${String(plain(id))}`;
}

// Children use the provider that the program's own resources use: the default one for the version of its SDK.
function versionFor(token: string): string {
    return sdkVersion(token.replace(/^pulumi:providers:/, "").split(":")[0] ?? "");
}
