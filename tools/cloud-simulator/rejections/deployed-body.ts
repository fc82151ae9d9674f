import type { Cloud } from "../state/cloud";
import { mapOf, type PropertyMap, type PropertyValue, text } from "../state/property-values";

/** An operation of a deployed API. */
export interface DeployedOperation {
    /** Such as `/pictures/{id}`. */
    readonly path: string;
    /** In capital letters. */
    readonly method: string;
    /** Id of the VPC link that the integration names literally, or the stage variable that holds it. */
    readonly connectionId: string | undefined;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "x-amazon-apigateway-any-method"];

/** The operations that a deployment serves: those of the body that the API had when it was made. */
export function deployedOperations(cloud: Cloud, deployment: PropertyValue | undefined): DeployedOperation[] {
    const snapshot = cloud.store.find("aws:apigateway/deployment:Deployment", text(deployment))?.snapshot;
    return snapshot === undefined ? [] : operationsOf(snapshot);
}

/** The operations of an OpenAPI body; none if it is not JSON. */
export function operationsOf(body: string): DeployedOperation[] {
    const { paths } = parsed(body);
    return Object.entries(mapOf(paths)).flatMap(([path, item]) =>
        Object.entries(mapOf(item)).flatMap(([method, operation]) => {
            if (!methods.includes(method)) return [];
            const { connectionId } = mapOf(mapOf(operation)["x-amazon-apigateway-integration"]);
            return [
                {
                    path,
                    method: method.startsWith("x-") ? "ANY" : method.toUpperCase(),
                    connectionId: connectionId === undefined ? undefined : text(connectionId),
                },
            ];
        }),
    );
}

/** An OpenAPI body as an object; empty if it is not JSON. */
export function parsed(body: string): PropertyMap {
    try {
        return mapOf(JSON.parse(body));
    } catch (error) {
        if (error instanceof SyntaxError) return {};
        throw error;
    }
}
