import { z } from "zod";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import type { App, FunctionApp } from "./deployed-api";
import { type InvokePermission, readPermissions } from "./read-permissions";
import { balancedBackends, functionBackends, registeredBackend } from "./registered-backends";
import { revealed } from "./state-values";

const aliasSchema = z.object({ functionName: z.string(), name: z.string() });
const linkSchema = z.object({ id: z.string(), outputs: z.object({ targetArn: z.string() }) });

/**
 * Reads the apps behind each VPC link of a stack: those whose backend registered the load balancer that the link
 * targets. A link without an app is left out.
 */
export function readApps(resources: readonly StateResource[]): Record<string, App[]> {
    const backends = balancedBackends(resources.flatMap(({ outputs }) => registeredBackend(revealed(outputs)) ?? []));
    const links = resources
        .filter(({ type }) => type === "aws:apigateway/vpcLink:VpcLink")
        .map((link) => linkSchema.parse(link))
        .map(({ id, outputs: { targetArn } }) => {
            const apps = backends
                .filter(({ loadBalancer }) => loadBalancer.arn === targetArn)
                .map(({ backend: { api, host }, environment }) => ({ name: api, environment, host }));
            return [id, apps] as const;
        });
    return Object.fromEntries(links.filter(([, apps]) => apps.length > 0));
}

/** Reads the functions of a stack that registered as backends, by name, with the callers that each alias permits. */
export function readFunctions(resources: readonly StateResource[]): Record<string, FunctionApp> {
    const ofType = (type: string) =>
        resources.filter((resource) => resource.type === type).map(({ outputs }) => revealed(outputs));
    const aliases = ofType("aws:lambda/alias:Alias").map((outputs) => aliasSchema.parse(outputs));
    const permissions = readPermissions(resources);
    const backends = functionBackends(resources.flatMap(({ outputs }) => registeredBackend(revealed(outputs)) ?? []));
    return Object.fromEntries(
        backends.map(({ backend: { api }, environment, function: { name } }) => {
            const own = aliases
                .filter(({ functionName }) => functionName === name)
                .map((alias) => [alias.name, sourcesOf(name, alias.name, permissions)] as const);
            return [name, { name: api, environment, aliases: Object.fromEntries(own) }];
        }),
    );
}

// Each alias has its own policy.
function sourcesOf(functionName: string, alias: string, permissions: readonly InvokePermission[]): string[] {
    return permissions
        .filter((own) => own.functionName === functionName && own.qualifier === alias)
        .map(({ sourceArn }) => sourceArn);
}
