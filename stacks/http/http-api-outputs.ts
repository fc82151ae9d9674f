import * as pulumi from "@pulumi/pulumi";
import { mapValues } from "../../infra/map-values";
import type { StackHttp } from "./create-http-api";

/** The outputs of a stack that its HTTP API adds. */
export function httpApiOutputs({ api, loadBalancer, bastion }: StackHttp) {
    const { keys, keyValues, urls } = api;
    return {
        /** URL of each API that the HTTP API publishes: `httpUrls.books`. */
        httpUrls: urls,
        /** Id of the HTTP API, for commands of the AWS CLI. */
        httpApiId: api.api.apiId,
        ...(keys && {
            /** Value of each client's key of the HTTP API, as a secret. */
            httpApiKeyValues: mapValues(keyValues, (value) => pulumi.secret(value)),
        }),
        ...(bastion && {
            /** Id of the bastion, for sessions of Session Manager. */
            bastionInstanceId: bastion.instanceId,
            /** DNS name of the load balancer of the HTTP API, which a session forwards a port to. */
            balancerHostname: loadBalancer.hostname,
        }),
    };
}
