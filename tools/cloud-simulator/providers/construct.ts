import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { constructImage, constructRepository } from "../components/awsx-ecr";
import { constructVpc } from "../components/awsx-vpc";
import type { Component } from "../components/component";
import { constructCluster } from "../components/eks-cluster";
import { constructManagedNodeGroup } from "../components/eks-managed-node-group";
import { type Registered, Registrar } from "../components/registrar";
import type { Cloud } from "../state/cloud";
import { dependenciesOf, output, type PropertyMap, withReferences } from "../state/property-values";
import { fromStruct, toStruct } from "../wire/grpc-handlers";

const components: Readonly<Record<string, Component>> = {
    "awsx:ec2:Vpc": constructVpc,
    "awsx:ecr:Image": constructImage,
    "awsx:ecr:Repository": constructRepository,
    "eks:index:Cluster": constructCluster,
    "eks:index:ManagedNodeGroup": constructManagedNodeGroup,
};

/** Constructs a remote component. Throws an error that names a type which is not simulated. */
export async function construct(request: proto.ConstructRequest, cloud: Cloud): Promise<proto.ConstructResponse> {
    const type = request.getType();
    const component = components[type];
    if (!component) {
        throw new Error(
            `simulated ${type.split(":")[0]} has no component "${type}" (requested by "${request.getName()}")`,
        );
    }
    const registrar = new Registrar(request);
    try {
        const self = await registrar.component();
        const name = request.getName();
        const outputs = await component({
            name,
            args: argumentsOf(request),
            self,
            registrar,
            stack: request.getStack(),
            cloud,
        });
        await registrar.complete(self, outputs);
        return response(self, outputs);
    } finally {
        registrar.close();
    }
}

function argumentsOf(request: proto.ConstructRequest): PropertyMap {
    const dependencies = request.getInputdependenciesMap();
    return Object.fromEntries(
        Object.entries(fromStruct(request.getInputs())).map(([key, value]) => {
            const urns = dependencies.get(key)?.getUrnsList() ?? [];
            const isMarked = urns.length === 0 || dependenciesOf(value).length > 0;
            return [key, isMarked ? value : output(value, urns)];
        }),
    );
}

function response(self: Registered, outputs: PropertyMap): proto.ConstructResponse {
    const message = new proto.ConstructResponse();
    message.setUrn(self.urn);
    message.setState(toStruct(withReferences(outputs) as PropertyMap));
    for (const [key, value] of Object.entries(outputs)) {
        const dependencies = new proto.ConstructResponse.PropertyDependencies();
        dependencies.setUrnsList(dependenciesOf(value));
        message.getStatedependenciesMap().set(key, dependencies);
    }
    return message;
}
