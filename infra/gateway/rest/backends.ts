import type * as pulumi from "@pulumi/pulumi";
import { stageVariableNames } from "../../../openapi/stage-variables";
import type { Backend } from "../../backends/backend";
import { BackendLink } from "./backend-link";

/** Backends by the name of the API. */
export type Backends = Readonly<Record<string, Backend>>;

/** Stage variables by name. */
export type StageVariables = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * Creates a VPC link to each load balancer; APIs behind the same one share its link.
 * @param parent parent of the links.
 * @returns the variables that tell every stage the link and the host of each backend.
 */
export function linkBackends(apiName: string, backends: Backends, parent: pulumi.Resource): StageVariables {
    const links = new Map<string, BackendLink>();
    const variables: Record<string, pulumi.Input<string>> = {};
    for (const [api, backend] of Object.entries(backends)) {
        if (!("loadBalancer" in backend)) continue;
        const { loadBalancer, host } = backend;
        const { name } = loadBalancer;
        const args = { linkName: `${apiName}-${name}`, loadBalancer };
        const link = links.get(name) ?? new BackendLink(name, args, { parent });
        links.set(name, link);
        const names = stageVariableNames(api);
        variables[names.link] = link.linkId;
        variables[names.backend] = host;
    }
    return variables;
}

/** The variables of one stage: those that all stages share, and the alias of each function. */
export function stageVariables(stage: string, links: StageVariables, backends: Backends): StageVariables {
    const aliases = functionsIn(backends).map(([api, { aliases }]) => [
        stageVariableNames(api).alias,
        aliasOf(api, stage, aliases),
    ]);
    return { ...links, ...Object.fromEntries(aliases) };
}

/** The backends that are functions, each with the name of its API. */
export function functionsIn(backends: Backends) {
    return Object.entries(backends).flatMap(([api, backend]) =>
        "functionName" in backend ? [[api, backend] as const] : [],
    );
}

/** The alias of an API's function for a stage. */
export function aliasOf(api: string, stage: string, aliases: StageVariables): pulumi.Input<string> {
    const alias = aliases[stage];
    if (alias === undefined) throw new Error(`the function of API "${api}" has no alias for stage "${stage}"`);
    return alias;
}
