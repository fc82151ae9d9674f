import { type BodyOperation, readRestApiBody } from "../../../../openapi/rest-api-body";
import { parseBody } from "../../resources/body-document";
import type { Cloud } from "../../state/cloud";
import { type PropertyValue, text } from "../../state/property-values";

/** The operations that a deployment serves: those of the body that the API had when the deployment was created. */
export function deployedOperations(cloud: Cloud, deployment: PropertyValue | undefined): readonly BodyOperation[] {
    const snapshot = cloud.store.find("aws:apigateway/deployment:Deployment", text(deployment))?.snapshot;
    const body = snapshot === undefined ? undefined : parseBody(snapshot);
    return readRestApiBody(JSON.stringify(body ?? {}))?.operations ?? [];
}
