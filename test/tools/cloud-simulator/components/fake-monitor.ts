import { Server, ServerCredentials } from "@grpc/grpc-js";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { fromStruct, toStruct, unary } from "../../../../tools/cloud-simulator/wire/grpc-handlers";

/** A resource as it was registered. */
export interface Registration {
    readonly type: string;
    readonly name: string;
    readonly custom: boolean;
    /** Type and name of the parent, joined by two colons. */
    readonly parent?: string;
    readonly inputs: PropertyMap;
    readonly ignoreChanges: readonly string[];
    /** URNs that the resource as a whole, and each property, depends on. */
    readonly dependencies: readonly string[];
    readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

/** A fake of an engine's resource monitor. */
export interface FakeMonitor {
    readonly address: string;
    readonly registrations: Registration[];
    close(): void;
}

/** The URN that the fake monitor gives to a resource. */
export function urnOf(type: string, name: string): string {
    return `urn:pulumi:test::test::${type}::${name}`;
}

/** Starts a monitor whose resources have the id `<name>_id` and the outputs that `outputs` adds to their inputs. */
export async function startFakeMonitor(
    outputs: (type: string, name: string) => PropertyMap,
    invoke: (token: string, args: PropertyMap) => PropertyMap,
): Promise<FakeMonitor> {
    const registrations: Registration[] = [];
    const server = new Server();
    server.addService(ResourceMonitorService, {
        registerResource: unary((request: proto.RegisterResourceRequest) => {
            const registration = read(request);
            const { type, name, custom, inputs } = registration;
            registrations.push(registration);
            const response = new proto.RegisterResourceResponse();
            response.setUrn(urnOf(type, name));
            if (custom) response.setId(`${name}_id`);
            response.setObject(toStruct({ ...inputs, ...outputs(type, name) }));
            return response;
        }),
        registerResourceOutputs: unary(() => new Empty()),
        invoke: unary((request: proto.ResourceInvokeRequest) => {
            const response = new InvokeResponse();
            response.setReturn(toStruct(invoke(request.getTok(), fromStruct(request.getArgs()))));
            return response;
        }),
    });
    const port = await new Promise<number>((resolve, reject) =>
        server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
            error ? reject(error) : resolve(bound),
        ),
    );
    return { address: `127.0.0.1:${port}`, registrations, close: () => server.forceShutdown() };
}

function read(request: proto.RegisterResourceRequest): Registration {
    const [, , type, name] = request.getParent().split("::");
    const propertyDependencies: Record<string, readonly string[]> = {};
    request.getPropertydependenciesMap().forEach((list, key) => {
        propertyDependencies[key] = list.getUrnsList();
    });
    return {
        type: request.getType(),
        name: request.getName(),
        custom: request.getCustom(),
        ...(type === undefined ? {} : { parent: `${type}::${name}` }),
        inputs: fromStruct(request.getObject()),
        ignoreChanges: request.getIgnorechangesList(),
        dependencies: request.getDependenciesList(),
        propertyDependencies,
    };
}
