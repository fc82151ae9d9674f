import { join } from "node:path";
import type { AwsPlace } from "../../openapi/aws-place";
import { apiTargets } from "../../openapi/derive/service-integrations/targets";
import type { PublishedApi } from "../../openapi/document";
import type { Integrations } from "../../openapi/operation-integration";
import type { ApiTargets } from "../../openapi/service-targets";
import { readApiFile } from "./documents";

/** The integrations of an API, and the files that they refer to. */
export interface ApiIntegrations {
    readonly integrations: Integrations;
    /** Lists what they need at AWS. */
    readonly targets: (place: AwsPlace) => ApiTargets;
    /** The definitions of state machines, by the name of the machine. */
    readonly definitions: Readonly<Record<string, string>>;
    /** The file of a function in the project. */
    readonly functionFile: (file: string) => string;
}

/** The file in which a state machine of an API is defined, below its folder. */
export function definitionFile(stateMachine: string): string {
    return `${stateMachine}.asl.json`;
}

/** Collects the integrations of the APIs that have any, by the name of the API. */
export function integrationsOf(
    stack: string,
    apis: readonly PublishedApi[],
    projectFolder: string,
): Record<string, ApiIntegrations> {
    const entries = apis.flatMap(({ name, integrations, targets = {} }): [string, ApiIntegrations][] => {
        if (integrations === undefined) return [];
        const machines = Object.values(integrations).flatMap(({ target }) =>
            target.kind === "stepFunctions" ? [target.name] : [],
        );
        const definitions = machines.flatMap((machine) => {
            const text = readApiFile(projectFolder, name, definitionFile(machine));
            return text === undefined ? [] : [[machine, text] as const];
        });
        return [
            [
                name,
                {
                    integrations,
                    targets: (place) => apiTargets(integrations, { stack, api: name, place, targets }),
                    definitions: Object.fromEntries(definitions),
                    functionFile: (file) => join(projectFolder, "app", name, file),
                },
            ],
        ];
    });
    return Object.fromEntries(entries);
}

/** Whether a REST API's body contains an account and a region because of integrations. */
export function needPlace(apis: Readonly<Record<string, ApiIntegrations>>): boolean {
    return Object.values(apis).some(({ integrations }) => Object.keys(integrations).length > 0);
}
